"""What was done so that each list answers, and what came of it: nobody is written to any more."""

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import cast

from socle.commitments.actions.demo.shelf import Row, Shelf, place_of
from socle.commitments.models import (
    Approach,
    Exclusion,
    Invitation,
    InvitationRule,
    Questionnaire,
    Reminder,
)
from socle.elections.models import ElectoralList

Kind = Approach.Kind
# The hour at which reminders left, and a call was made.
MORNING, CALL = " 09:07", " 17:40"


def load_invitations(shelf: Shelf) -> None:
    rows = [row for row in shelf.files.lists if shelf.questionnaire(row) is not None]
    answered = first_answers(shelf)
    for row in rows:
        if row["fate"] != "left_out":
            made = invitation(shelf, row, answered)
            shelf.invitations[made.list_id, None] = made
    for made in of_candidates(shelf):
        shelf.invitations[made.list_id, made.candidacy_id] = made
    Invitation.objects.bulk_create(shelf.invitations.values())
    leave_out(shelf, rows)
    Reminder.objects.bulk_create(reminders(shelf, rows))
    log = [line for row in rows for line in lines_of(shelf, row, answered)]
    log += [line for made in shelf.invitations.values() for line in candidate_lines(made)]
    Approach.objects.bulk_create(sorted(log, key=lambda line: line.at), batch_size=500)


def opened(held: Questionnaire) -> datetime:
    """Lists have a row in the files only where they were invited."""
    return cast(datetime, held.opened_at)


def first_answers(shelf: Shelf) -> dict[tuple[int, str], datetime]:
    """When each list, and each candidate of it by their key in the files, first answered under the
    link."""
    found: dict[tuple[int, str], datetime] = {}
    for row in shelf.files.answers:
        if row["via"] == "stage":
            continue
        key, at = (shelf.list_of(row).pk, row["person"]), shelf.moment(row["at"])
        found[key] = min(at, found.get(key, at))
    return found


def invitation(shelf: Shelf, row: Row, answered: dict[tuple[int, str], datetime]) -> Invitation:
    held, place = shelf.questionnaires[place_of(row)], shelf.list_of(row)
    is_reached = row["fate"] != "unreachable"
    is_mail = row["channel"] == Invitation.Channel.EMAIL
    finished = answered.get((place.pk, ""))
    return Invitation(
        questionnaire=held,
        list=place,
        channel=row["channel"],
        address=address_of(row, place) if is_reached and is_mail else "",
        address_source=place.contact_source if is_reached else "",
        unreachable="" if is_reached else row["words"],
        language=row["language"],
        made_at=opened(held) - timedelta(days=2),
        sent_at=opened(held) if is_reached else None,
        finished_at=finished,
        **link_of(held, finished),
    )


def address_of(row: Row, place: ElectoralList) -> str:
    """Of the list, or of its head; nothing arrives at either."""
    return f"head-{place.contact_email}" if row["address"] == "head" else place.contact_email


def link_of(held: Questionnaire, finished: datetime | None) -> dict[str, object]:
    return {
        "nonce": secrets.token_hex(16),
        "expires_at": cast(datetime, held.deadline) + timedelta(days=held.grace_days),
        "opened_at": finished - timedelta(minutes=50) if finished else None,
    }


def of_candidates(shelf: Shelf) -> Iterator[Invitation]:
    """Those who answered for themselves were invited too."""
    answered = first_answers(shelf)
    for (place, person), candidacy in shelf.candidacies().items():
        finished = answered.get((place, person))
        listed = shelf.invitations.get((place, None))
        if finished is None or listed is None:
            continue
        held = listed.questionnaire
        yield Invitation(
            questionnaire=held,
            list_id=place,
            candidacy=candidacy,
            address=f"{person}@example.org",
            address_source=listed.list.contact_source,
            language=listed.language,
            made_at=listed.made_at,
            sent_at=opened(held),
            finished_at=finished,
            **link_of(held, finished),
        )


def leave_out(shelf: Shelf, rows: list[Row]) -> None:
    rules = {
        rule.questionnaire_id: rule
        for rule in InvitationRule.objects.filter(questionnaire__in=shelf.questionnaires.values())
    }
    out = [row for row in rows if row["fate"] == "left_out"]
    for row in out:
        held = shelf.questionnaires[place_of(row)]
        rule = rules[held.pk]
        Exclusion.objects.create(
            rule=rule,
            list=shelf.list_of(row),
            reason=row["words"],
            made_at=opened(held) - timedelta(days=1),
            made_by=rule.published_by,
        )


def reminders(shelf: Shelf, rows: list[Row]) -> Iterator[Reminder]:
    """All were sent: none waits for the worker."""
    days = {(place_of(row), day) for row in rows for day in row["reminded"].split()}
    for place, day in sorted(days):
        at = shelf.moment(day + MORNING)
        yield Reminder(questionnaire=shelf.questionnaires[place], day=at.date(), sent_at=at)


def lines_of(
    shelf: Shelf, row: Row, answered: dict[tuple[int, str], datetime]
) -> Iterator[Approach]:
    """The public log of a list."""
    held, place = shelf.questionnaires[place_of(row)], shelf.list_of(row)
    found = shelf.invitations.get((place.pk, None))
    if found is None:
        return
    shared = {"questionnaire": held, "list": place}
    by = shelf.organiser(shelf.asks[place_of(row), "1"].asked_by)
    if row["fate"] == "unreachable":
        yield Approach(**shared, kind=Kind.UNREACHABLE, words=row["words"], at=opened(held), by=by)
        return
    yield Approach(**shared, kind=Kind.INVITED, channel=row["channel"], at=opened(held))
    for day in row["reminded"].split():
        at = shelf.moment(day + MORNING)
        yield Approach(**shared, kind=Kind.REMINDED, channel=row["channel"], at=at)
    if row["called"]:
        at = shelf.moment(row["reminded"].split()[-1] + CALL)
        yield Approach(**shared, kind=Kind.CALLED, words=row["called"], at=at, by=by)
    if row["fate"] == "refused":
        at = opened(held) + timedelta(days=4)
        yield Approach(**shared, kind=Kind.REFUSED, words=row["words"], at=at, by=by)
    if finished := answered.get((place.pk, "")):
        yield Approach(**shared, kind=Kind.ANSWERED, channel=row["channel"], at=finished)


def candidate_lines(made: Invitation) -> Iterator[Approach]:
    if made.candidacy_id is None:
        return
    shared = {
        "questionnaire": made.questionnaire,
        "list_id": made.list_id,
        "candidacy_id": made.candidacy_id,
        "channel": made.channel,
    }
    for kind, at in ((Kind.INVITED, made.sent_at), (Kind.ANSWERED, made.finished_at)):
        if at is not None:
            yield Approach(**shared, kind=kind, at=at)
