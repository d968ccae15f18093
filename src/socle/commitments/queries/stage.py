"""What is said on stage at a meeting: when notes are taken, what was noted, what waits."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from socle.accounts.models import User
from socle.commitments.models import Answer, Ask, StageEvent
from socle.commitments.queries.answering import Said
from socle.commitments.queries.links import vote_begins_in
from socle.elections.models import Candidacy, ElectoralList
from socle.groups.models import Group, Membership

signer = Signer(salt="commitments.stage", sep=".")
# Days after the meeting in which notes are sent and confirmed.
DAYS = timedelta(days=7)
# A meeting ends after midnight at times.
LONGEST_DAY = timedelta(hours=28)


@dataclass(frozen=True, slots=True)
class Heard:
    """Who said what on stage. ``candidacy`` is None: for the list, by its head; ``at``: by the
    clock of the phone; ``second``: of the video."""

    list: ElectoralList
    candidacy: Candidacy | None
    ask: Ask
    said: Said
    at: datetime | None = None
    second: int | None = None

    def is_in(self, note: Answer) -> bool:
        """The note says just this; when it was sent does not matter."""
        return (
            self.list.pk == note.list_id
            and (self.candidacy.pk if self.candidacy else None) == note.candidacy_id
            and self.ask.pk == note.ask_id
            and self.said == Said.of(note)
            and self.second == note.video_second
        )


def opens_at(stage: StageEvent) -> datetime:
    return timezone.make_aware(datetime.combine(stage.day, time.min))


def open_until(stage: StageEvent) -> datetime:
    """A week after the meeting, and never from the day of the vote on."""
    contest = stage.questionnaire.contest
    return min(opens_at(stage) + timedelta(days=1) + DAYS, vote_begins_in(contest))


def is_open(stage: StageEvent, now: datetime) -> bool:
    return opens_at(stage) <= now < open_until(stage)


def stages_to_note(group: Group, user: User, now: datetime) -> list[StageEvent]:
    """Those of the group that are to come, or were this week, for its witnesses; one query."""
    day = timezone.localdate(now)
    witness = Membership.objects.on(day).filter(
        group=OuterRef("group"), user=user, role=Membership.Role.WITNESS
    )
    rows = StageEvent.objects.filter(Exists(witness), group=group, day__gte=day - DAYS)
    return list(rows.order_by("day", "pk"))


def token_of(stage: StageEvent) -> str:
    return signer.sign(f"{stage.pk}.{stage.nonce}")


def key_in(token: str) -> tuple[str, str] | None:
    """The key of the meeting and its nonce, of a token that was made here."""
    try:
        key, nonce = signer.unsign(token).split(".")
    except (BadSignature, ValueError):
        return None
    return key, nonce


def link_of(stage: StageEvent) -> str:
    """By which a second witness comes; in the language of the page."""
    return settings.SOCLE_BASE_URL + reverse("commitments:witness", args=[token_of(stage)])
