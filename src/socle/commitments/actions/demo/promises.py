"""What became of the promises of the demo: invented, with sources that lead nowhere real."""

from datetime import date, datetime, timedelta
from functools import partial

from socle.commitments.actions.demo.history import Event
from socle.commitments.actions.demo.shelf import Row, Shelf, place_of
from socle.commitments.actions.ledger import Entry, publish
from socle.commitments.actions.promises import LOOK_AGAIN, gather
from socle.commitments.models import (
    Commitment,
    FollowUp,
    LedgerLine,
    Reply,
    ReplyRequest,
    Statement,
    StatementSource,
)
from socle.commitments.queries.statement_lines import (
    reply_payload,
    statement_payload,
    statement_subject,
)
from socle.commitments.queries.statements import standing_status

REPLY = timedelta(days=7)
Key = tuple[int, str, str, str]
"""A contest, the number of an ask and of a list, the key of who answered for themself."""


class Following:
    """The promises of the contests that the files follow, and what was said of each so far."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.promises: dict[Key, Commitment] = {}
        self.said: dict[tuple[Key, str], Statement] = {}

    def begin(self, row: Row, at: datetime) -> None:
        contest = self.shelf.contests[place_of(row)]
        by = self.shelf.organisers.get(self.shelf.groups["coalition"].pk)
        said = {"asked_at": at, "asked_by": by, "published_by": by, "updated_at": at}
        made = FollowUp.objects.create(contest=contest, **said)
        gather(key=made.pk, now=at)
        FollowUp.objects.filter(pk=made.pk).update(gathered_at=at, published_at=at)
        made.commitments.update(next_review=self.shelf.now.date() + LOOK_AGAIN)
        found = made.commitments.select_related(
            "follow_up", "answer__ask", "holder__list", "holder__person"
        )
        people = {row.pk: key for (_list, key), row in self.shelf.candidacies().items()}
        for each in found:
            answer = each.answer
            who = people.get(answer.candidacy_id, "") if answer.candidacy_id else ""
            number = str(each.holder.list.number)
            self.promises[contest.pk, str(answer.ask.position), number, who] = each

    def key(self, row: Row) -> Key:
        contest = self.shelf.contests[place_of(row)]
        return contest.pk, row["ask"], row["number"], row["person"]

    def state(self, row: Row, at: datetime) -> Entry | None:
        """With its sources; heard first where who promised is."""
        promise = self.promises.get(self.key(row))
        if promise is None:
            return None
        group = promise.follower or self.shelf.groups["coalition"]
        made = Statement(
            commitment=promise,
            group=group,
            made_by=self.shelf.organiser(group),
            made_at=at - REPLY,
            status=row["status"],
            observed=row["words"],
            observed_on=date.fromisoformat(row["observed_on"]),
            by_indicator=row["by_indicator"] == "yes",
            reason=row["reason"],
            reason_words=row["reason_words"],
            reason_source=row["reason_source"],
            language=row["language"],
            published_at=at,
            corrects=self.said.get((self.key(row), row["corrects"])) if row["corrects"] else None,
            corrects_why=row["why"],
        )
        if made.needs_second:
            made.confirmed_by, made.confirmed_at = self.shelf.second(group), at - REPLY
        if made.awaits_reply:
            made.reply_until = at
        made.request = ReplyRequest.objects.create(holder=promise.holder, sent_at=at - REPLY)
        made.save()
        self.said[self.key(row), row["at"]] = made
        StatementSource.objects.create(
            statement=made,
            kind=row["kind"],
            title=row["source_title"],
            url=row["source_url"],
            read_on=date.fromisoformat(row["read_on"]),
            quote=row["quote"],
        )
        status, since = standing_status(promise)
        Commitment.objects.filter(pk=promise.pk).update(
            status=status, status_since=since, updated_at=at
        )
        return publish(statement_payload(made), subject=statement_subject(made))

    def reply(self, row: Row, at: datetime) -> Entry | None:
        made = self.said.get((self.key(row), row["at"]))
        if made is None:
            return None
        line = line_of(made)
        made.line = line
        said = Reply.objects.create(
            statement=made,
            words=row["reply"],
            language=row["language"],
            received_at=at,
            published_at=at,
        )
        return publish(reply_payload(said, made), subject=statement_subject(made))

    def correct(self, row: Row, at: datetime) -> Entry | None:
        before = self.said.get((self.key(row), row["corrects"]))
        if before is None:
            return None
        before.line = line_of(before)
        return self.state(row, at)


def line_of(made: Statement) -> LedgerLine:
    """The line that published it; it is written by now."""
    rows = LedgerLine.objects.filter(subject=statement_subject(made), kind="statement")
    return rows.latest("seq")


def follow_up_events(shelf: Shelf) -> list[Event]:
    """Of the contests that are there."""
    following = Following(shelf)
    there = {place_of(row) for row in shelf.files.followed} & set(shelf.questionnaires)
    events = []
    for row in shelf.files.followed:
        if place_of(row) in there:
            at = shelf.moment(row["published"])
            events.append(Event(at, partial(begun, following, row, at)))
    for row in shelf.files.statements:
        if place_of(row) not in there:
            continue
        at = shelf.moment(row["at"])
        say = following.correct if row["corrects"] else following.state
        events.append(Event(at, partial(say, row, at), looks_back=bool(row["corrects"])))
        if row["reply"]:
            later = max(shelf.moment(row["reply_at"]), at + timedelta(minutes=1))
            events.append(Event(later, partial(following.reply, row, later), looks_back=True))
    return events


def begun(following: Following, row: Row, at: datetime) -> None:
    following.begin(row, at)


def give_lines() -> None:
    """To each statement and reply of the demo the line that says it."""
    lines = LedgerLine.objects.filter(kind__in=["statement", "reply"]).order_by("seq")
    waiting: dict[tuple[str, str], list[int]] = {}
    for seq, kind, subject in lines.values_list("seq", "kind", "subject"):
        waiting.setdefault((kind, subject), []).append(seq)
    statements = list(Statement.objects.filter(line=None).order_by("published_at", "pk"))
    for row in statements:
        row.line_id = waiting["statement", statement_subject(row)].pop(0)
    Statement.objects.bulk_update(statements, ["line"])
    replies = list(Reply.objects.filter(line=None).select_related("statement"))
    for reply in sorted(replies, key=lambda each: each.received_at):
        reply.line_id = waiting["reply", statement_subject(reply.statement)].pop(0)
    Reply.objects.bulk_update(replies, ["line"])
