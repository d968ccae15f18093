"""Many texts at once, as a campaign or a file brings them: the same rows as one by one, in a few
queries. Who calls shows them afterwards, and tells adaptations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from socle.accounts.models import User
from socle.texts.models import Draft, Picture, Revision, Suggestion, Text, Update
from socle.texts.queries.words import Words

BATCH = 500
Latest = dict[tuple[int, str], Revision]


@dataclass(frozen=True, slots=True)
class Said:
    """Words to be published, in a language of a text."""

    text: Text
    language: str
    words: Words
    at: datetime
    by: User | None = None
    note: str = ""
    credited: str = ""
    translates: Revision | None = None
    took: Revision | None = None


def begin_texts(texts: Sequence[Text]) -> None:
    Text.objects.bulk_create(texts, batch_size=BATCH)


def publish_all(said: Iterable[Said], latest: Latest) -> list[Revision]:
    """One revision at most for each language of a text; none where nothing is new.

    ``latest``, by text and language, is brought up to date.
    """
    made = [revision for each in said if (revision := revision_of(each, latest)) is not None]
    Revision.objects.bulk_create(made, batch_size=BATCH)
    latest.update({(revision.text_id, revision.language): revision for revision in made})
    return made


def revision_of(said: Said, latest: Latest) -> Revision | None:
    before = latest.get((said.text.pk, said.language))
    digest = said.words.digest(said.language)
    rendered = said.translates and said.translates.pk
    if before and before.digest == digest and before.translates_id == rendered and not said.took:
        return None
    return Revision(
        text=said.text,
        language=said.language,
        number=before.number + 1 if before else 1,
        title=said.words.title,
        summary=said.words.summary,
        body=said.words.body,
        more=said.words.more,
        digest=digest,
        note=said.note,
        author=said.by,
        credited=said.credited,
        made_from=before,
        translates=said.translates,
        took=said.took,
        published_at=said.at,
    )


def remove_texts(keys: Iterable[int]) -> None:
    """Texts and all that hangs on them, once nothing above holds them: only for what was invented.

    Row by row the database would refuse, since revisions hold on to one another.
    """
    texts = list(keys)
    revisions = Revision.objects.filter(text__in=texts)
    Suggestion.objects.filter(revision__in=revisions).delete()
    Update.objects.filter(Q(text__in=texts) | Q(revision__in=revisions)).delete()
    Draft.objects.filter(text__in=texts).delete()
    Text.objects.filter(pk__in=texts).update(adapted_from=None, base=None)
    revisions._raw_delete(revisions.db)
    Text.objects.filter(pk__in=texts).delete()


def remove_pictures(groups: Iterable[int]) -> None:
    Picture.objects.filter(owner__in=list(groups)).delete()
