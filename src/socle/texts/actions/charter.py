"""The coalition makes the charter its own: from then on its releases are revisions of a text."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from socle.accounts.models import User
from socle.foundation.actions.stamps import touch
from socle.groups.actions.living import hold
from socle.groups.models import Group
from socle.groups.queries.charter import Charter, file_releases, read_file
from socle.groups.rules import CHARTER as CHARTER_STAMP
from socle.territories.addresses import LANGUAGES
from socle.texts.actions.publishing import begin_text, publish
from socle.texts.kinds import Kind, Part
from socle.texts.models import Revision, Text
from socle.texts.queries.charter import CHARTER, as_markdown, as_words, charter_text


class OnlyTheCoalition(Exception):
    """The charter is that of the coalition, and of no other group."""


class WordsWouldChange(Exception):
    """What a file says cannot be kept as a text to the last sign: what was accepted would be."""


def begin_charter(*, coalition: Group, by: User | None, now: datetime) -> Text:
    """Bring in every release that came with the site, in every language, word for word.

    Begun already, it stays as it is. Raises OnlyTheCoalition, WordsWouldChange, GroupIsArchived.
    """
    if coalition.kind != Group.Kind.COALITION:
        raise OnlyTheCoalition
    with transaction.atomic():
        held = hold(coalition)
        there = charter_text()
        if there is not None:
            return there
        first, *others = LANGUAGES
        text = begin_text(owner=held, kind=CHARTER, language=first, by=by, now=now)
        for release in file_releases():
            source = bring_in(text, read_file(release, first), None, by, now)
            for language in others:
                bring_in(text, read_file(release, language), source, by, now)
    return text


def bring_in(
    text: Text, found: Charter, source: Revision | None, by: User | None, now: datetime
) -> Revision:
    words = as_words(found.words)
    if as_markdown(words.title, words.body) != found.words:
        raise WordsWouldChange(found.release, found.language)
    return publish(
        text=text, language=found.language, words=words, by=by, translates=source, now=now
    )


def show_charter(_revision: Revision) -> None:
    touch([CHARTER_STAMP])


def url_of_charter(text: Text, language: str) -> str:
    with override(language):
        return reverse("groups:charter")


CHARTER_KIND = Kind(
    CHARTER,
    _("charter"),
    (
        Part("title", _("Title"), required=True),
        Part("body", _("What every group commits itself to"), required=True),
    ),
    url=url_of_charter,
    is_public=lambda text: text.withdrawn_at is None,
    show=show_charter,
    stamps=(CHARTER_STAMP,),
)
