"""A group says what became of a promise; who promised is heard before what weighs is shown."""

from datetime import timedelta

import pytest

from socle.commitments.actions.removing import remove_line
from socle.commitments.actions.replies import (
    HasAnAddress,
    reply,
    say_unreachable,
    say_where,
    write_to_holders,
)
from socle.commitments.actions.statements import (
    LeadsToSomebody,
    NotPublic,
    NotYet,
    SaidMeanwhile,
    SamePerson,
    SettledMeanwhile,
    Source,
    WithoutSource,
    confirm,
    drop,
    show_due,
)
from socle.commitments.models import LedgerLine, Statement
from socle.commitments.queries.replying import holder_of, reply_path
from socle.commitments.tests.promised import SOON, Promised
from socle.foundation.models import OutgoingMail

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NEXT_WEEK = SOON + 8 * DAY


@pytest.fixture
def gembloux(belgium):
    return Promised()


@pytest.fixture
def trams(gembloux):
    return gembloux.followed()


def status(promise):
    promise.refresh_from_db()
    return promise.status


def kinds():
    return list(LedgerLine.objects.order_by("seq").values_list("kind", flat=True))


def test_what_is_under_way_is_shown_at_once_with_its_line(gembloux, trams):
    made = gembloux.states(trams)
    assert status(trams) == "in_progress"
    assert made.line.payload["status"] == "in_progress"
    assert made.line.payload["sources"] == ["https://council.example/march"]


def test_kept_is_seen_by_two(gembloux, trams):
    made = gembloux.states(trams, "kept")
    assert status(trams) == "no_information"
    with pytest.raises(SamePerson):
        confirm(statement=made, by=gembloux.alice, now=SOON)
    confirm(statement=made, by=gembloux.bruno, now=SOON)
    assert status(trams) == "kept"


def test_broken_is_seen_by_two_then_told_then_shown_after_seven_days(gembloux, trams):
    made = gembloux.states(trams, "broken")
    assert write_to_holders(now=SOON) == 0
    confirm(statement=made, by=gembloux.bruno, now=SOON)
    assert write_to_holders(now=SOON) == 1
    mail = OutgoingMail.objects.latest("pk")
    assert mail.to == "Aube@example.org"
    assert reply_path(trams.holder) in mail.text
    assert "Trams at night: " in mail.text
    assert show_due(now=SOON + 7 * DAY) == 0
    assert show_due(now=NEXT_WEEK) == 1
    assert status(trams) == "broken"
    assert LedgerLine.objects.get().payload["because"] == "not_explained"


def test_one_message_tells_all_of_the_week(gembloux, trams):
    trees = gembloux.promise(gembloux.aube, gembloux.trees)
    gembloux.states(trams)
    gembloux.states(trees, "partly_kept")
    assert write_to_holders(now=SOON) == 1
    assert write_to_holders(now=SOON) == 0
    assert Statement.objects.filter(request=None).count() == 0
    assert status(trams) == "in_progress"
    assert status(trees) == "no_information"


def test_the_holder_replies_before_it_is_shown_and_both_come_out_together(gembloux, trams):
    made = gembloux.states(trams, "unverifiable")
    write_to_holders(now=SOON)
    said = reply(statement=made, words="The figures are with the Region.", language="en", now=SOON)
    assert kinds() == []
    show_due(now=NEXT_WEEK)
    said.refresh_from_db()
    assert kinds() == ["statement", "reply"]
    assert said.line.payload["statement"] == said.line.seq - 1


def test_a_reply_stands_beside_its_statement_whenever_it_comes(gembloux, trams):
    made = gembloux.states(trams)
    said = reply(statement=made, words="Eight, soon.", language="en", now=NEXT_WEEK)
    again = reply(statement=made, words="Eight, soon.", language="en", now=NEXT_WEEK)
    assert again == said
    assert kinds() == ["statement", "reply"]


def test_nobody_finds_their_address_what_was_tried_is_told_and_their_week_runs(gembloux, trams):
    gembloux.states(trams, "partly_kept")
    holder = trams.holder
    holder.address = holder.address_source = ""
    holder.save()
    assert write_to_holders(now=SOON) == 0
    say_unreachable(holder=holder, tried="We rang the town hall.", by=gembloux.alice, now=SOON)
    assert show_due(now=NEXT_WEEK) == 1
    assert Statement.objects.get().request.unreachable == "We rang the town hall."


def test_who_has_an_address_is_written_to(gembloux, trams):
    with pytest.raises(HasAnAddress):
        say_unreachable(holder=trams.holder, tried="Nothing.", by=gembloux.alice, now=SOON)


def test_another_address_is_another_link(gembloux, trams):
    holder = trams.holder
    token = reply_path(holder).rstrip("/").rpartition("/")[2]
    assert holder_of(token) == holder
    say_where(
        holder=holder,
        address="aube@council.example",
        source="https://council.example/",
        by=gembloux.alice,
        now=SOON,
    )
    assert holder_of(token) is None
    assert holder_of(token[:-1]) is None


def test_a_correction_takes_the_place_of_what_it_corrects_and_both_stay(gembloux, trams):
    first = gembloux.states(trams)
    again = gembloux.states(
        trams, "not_started", seen=first.pk, corrects=first, why="Those were the day trams."
    )
    assert status(trams) == "not_started"
    assert again.line.payload["corrects"] == first.line.seq
    assert again.line.payload["why"] == "Those were the day trams."
    assert Statement.objects.public().count() == 2


def test_dropped_before_it_is_shown_it_is_never_shown(gembloux, trams):
    made = gembloux.states(trams, "kept")
    drop(statement=made, why="I looked at the wrong line.", by=gembloux.bruno, now=SOON)
    with pytest.raises(SettledMeanwhile):
        confirm(statement=made, by=gembloux.bruno, now=SOON)
    assert kinds() == []


def test_the_last_day_observed_decides(gembloux, trams):
    last = gembloux.states(trams, now=SOON + 2 * DAY)
    gembloux.states(trams, "not_started", on=SOON.date(), now=SOON + 3 * DAY, seen=last.pk)
    assert status(trams) == "in_progress"


def test_two_groups_at_once(gembloux, trams):
    gembloux.states(trams)
    with pytest.raises(SaidMeanwhile):
        gembloux.states(trams, "not_started", by=gembloux.bruno)


def test_sent_again_by_a_phone_it_is_written_once(gembloux, trams):
    phone = "0c2f4d3e-5f0a-4c7e-9d5e-2b8f0a1c3d4e"
    first = gembloux.states(trams, phone_id=phone)
    assert gembloux.states(trams, phone_id=phone) == first


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"sources": ()}, WithoutSource),
        (
            {"sources": [Source("A page", "https://video.example/@aube", SOON.date())]},
            WithoutSource,
        ),
        ({"on": (SOON + DAY).date()}, NotYet),
        ({"on": SOON.date().replace(year=2018, month=1)}, NotYet),
        ({"words": "Ask alice@example.org."}, LeadsToSomebody),
        ({"conflict": "0470 12 34 56"}, LeadsToSomebody),
    ],
    ids=[
        "no source",
        "an address the ledger refuses",
        "to come",
        "before the vote",
        "an address",
        "a number",
    ],
)
def test_what_is_not_taken(gembloux, trams, more, refused):
    with pytest.raises(refused):
        gembloux.states(trams, **more)
    assert not Statement.objects.exists()


def test_nothing_is_said_of_a_promise_that_is_not_published(gembloux):
    gembloux.gathered()
    with pytest.raises(NotPublic):
        gembloux.states(gembloux.promise(gembloux.aube, gembloux.trams))


def test_nor_of_an_answer_that_was_withdrawn(gembloux, trams):
    trams.answer.withdrawn_at = SOON
    trams.answer.save()
    with pytest.raises(NotPublic):
        gembloux.states(trams)


def test_who_is_reached_elsewhere_is_told_anew_with_all_their_days(gembloux, trams):
    gembloux.states(trams, "partly_kept")
    write_to_holders(now=SOON)
    say_where(
        holder=trams.holder,
        address="aube@council.example",
        source="https://council.example/",
        by=gembloux.coordinator,
        now=SOON + 5 * DAY,
    )
    assert show_due(now=NEXT_WEEK) == 0
    assert write_to_holders(now=SOON + 6 * DAY) == 1
    assert OutgoingMail.objects.latest("pk").to == "aube@council.example"


def test_one_correction_at_a_time(gembloux, trams):
    first = gembloux.states(trams)
    again = gembloux.states(trams, "kept", seen=first.pk, corrects=first, why="It runs.")
    with pytest.raises(SaidMeanwhile):
        gembloux.states(trams, "kept", seen=again.pk, corrects=first, why="It runs.")


def test_what_a_court_wants_gone_leaves_the_ledger_and_the_rows(gembloux, trams):
    made = gembloux.states(trams, conflict="A cousin sits there.")
    said = reply(statement=made, words="Eight, soon.", language="en", now=SOON)
    said.refresh_from_db()
    remove_line(seq=made.line_id, reason="court_order", by=None, now=NEXT_WEEK)
    remove_line(seq=said.line_id, reason="erasure", by=None, now=NEXT_WEEK)
    made.refresh_from_db()
    said.refresh_from_db()
    assert (made.observed, made.conflict, made.sources.count()) == ("", "", 0)
    assert (made.removed_why, said.removed_why, said.words) == ("court_order", "erasure", "")
    assert status(trams) == "in_progress"
