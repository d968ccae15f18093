"""Taking away for good what a line of the ledger holds, and the answer it published: a court orders
it, a person asks for the erasure of their data, the law forbids that it be shown."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import translation

from socle.accounts.models import User
from socle.commitments.actions.answering import write
from socle.commitments.actions.ledger import NothingToRemove, remove_content
from socle.commitments.kinds import Answer as AnswerLine
from socle.commitments.kinds import Correction, Hold
from socle.commitments.kinds import Reply as ReplyLine
from socle.commitments.kinds import Statement as StatementLine
from socle.commitments.models import (
    Answer,
    AnswerDraft,
    Commitment,
    LedgerLine,
    Letter,
    Removal,
    Reply,
    Statement,
    StatementSource,
)
from socle.commitments.queries.answering import words_for
from socle.commitments.queries.links import invitation_of_author, is_open
from socle.commitments.queries.payloads import answer_key
from socle.commitments.queries.statement_lines import commitment_key
from socle.commitments.rules import ANSWERS, PROMISES
from socle.foundation.actions.stamps import touch
from socle.groups.queries.coalition import the_coalition

# Lines that published an answer: with any other, its row stays as it is.
PUBLISHED = (AnswerLine.kind, Correction.kind, Hold.kind)
FOLLOWED_UP = (StatementLine.kind, ReplyLine.kind)
SAYS_NOTHING = {
    "stance": "",
    "condition": "",
    "words": "",
    "salt": "",
    "source": "",
    "video_url": "",
    "video_second": None,
    "respondent_name": "",
    # It may quote the words; empty, it would mean that nobody sent them back.
    "sent_back_why": Case(When(sent_back_why="", then=Value("")), default=Value("…")),
}


def remove_line(*, seq: int, reason: str, by: User | None, now: datetime) -> LedgerLine:
    """Nothing of it is left to read or to guess; a later line, which this returns, says why.

    Whoever answered is told. Raises NothingToRemove, and ValueError for an unknown reason.
    """
    reason = Removal(reason)
    with transaction.atomic():
        line = LedgerLine.objects.filter(seq=seq).first()
        if line is None:
            raise NothingToRemove
        if line.kind in PUBLISHED:
            empty_answer(answer_key(line.subject), reason, now)
        if line.kind in FOLLOWED_UP:
            empty_follow_up(line, reason, now)
        return remove_content(seq=seq, reason=reason, by=by, now=now)


def empty_follow_up(line: LedgerLine, reason: Removal, now: datetime) -> None:
    """What was said of a promise, with its sources, or what who promised replied."""
    key = commitment_key(line.subject)
    list(Commitment.objects.select_for_update(no_key=True).filter(pk=key))
    gone = {"removed_at": now, "removed_why": reason}
    said = Statement.objects.filter(line=line)
    StatementSource.objects.filter(statement__in=said).delete()
    # Without the words of who promised, it stands as not explained; that it corrects, stays.
    said.exclude(reason="").update(reason=Statement.Reason.NOT_EXPLAINED)
    said.exclude(corrects_why="").update(corrects_why="…")
    said.update(observed="", reason_words="", reason_source="", conflict="", **gone)
    Reply.objects.filter(line=line).update(words="", **gone)
    touch([PROMISES])


def empty_answer(key: int, reason: Removal, now: datetime) -> None:
    """The row that the line published, what it took the place of unpublished, what was typed there
    since, and the scan of the letter."""
    rows = Answer.objects.select_related("ask", "list", "candidacy__person")
    answer = rows.filter(pk=key).first()
    if answer is None:
        return
    # By key, as everywhere: two who lock the same rows never wait for each other.
    held = list(same_words(answer).select_for_update(no_key=True).order_by("pk"))
    tell_author(answer, reason, now)
    letters = [row.letter_id for row in held if row.letter_id]
    Letter.objects.filter(pk__in=letters).update(scan=None, scan_type="")
    Answer.objects.filter(pk__in=[row.pk for row in held]).update(
        **SAYS_NOTHING, removed_at=now, removed_why=reason
    )
    AnswerDraft.objects.filter(
        ask=answer.ask_id,
        invitation__list=answer.list_id,
        invitation__candidacy=answer.candidacy_id,
    ).delete()
    touch([ANSWERS])


def same_words(answer: Answer) -> QuerySet[Answer]:
    """It, and what was never published of the same: superseded before the deadline, or sent back to
    be mended. What waits to be confirmed, or to be published, is another answer."""
    gone = Q(superseded_by__isnull=False)
    gone |= Q(sent_back_at__isnull=False) & (Q(letter=None) | Q(letter__mended_by__isnull=False))
    never_out = Answer.objects.filter(
        gone,
        ask=answer.ask_id,
        list=answer.list_id,
        candidacy=answer.candidacy_id,
        published_at=None,
    )
    return Answer.objects.filter(Q(pk=answer.pk) | Q(pk__in=never_out.values("pk")))


def tell_author(answer: Answer, reason: Removal, now: datetime) -> None:
    """Without the words, which leave our outbox too."""
    invitation = invitation_of_author(answer)
    if invitation is None:
        return
    coalition = the_coalition()
    with translation.override(invitation.language):
        contact = reverse("groups:write", args=[coalition.slug]) if coalition else ""
    write(
        invitation,
        "removed",
        now,
        said=words_for([answer.ask], [invitation.language])[answer.ask_id],
        why=reason.label,
        may_answer=is_open(invitation, now),
        contact=settings.SOCLE_BASE_URL + contact if contact else "",
    )
