"""Alice enters a letter by pages, Bob confirms it or sends it back; nobody else reads it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.commitments.actions.letters import send_letter_back
from socle.commitments.models import Answer, Invitation, Letter, Questionnaire
from socle.commitments.tests.campaign import group_in, organiser_of
from socle.commitments.tests.posted import DAY, NOW, PDF, Posted
from socle.commitments.tests.rows import InvitationFactory
from socle.demands.tests.factories import coalition
from socle.demands.tests.people import browser, errors, notices
from socle.groups.tests.factories import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


@pytest.fixture
def posted():
    return Posted()


@pytest.fixture
def address(posted):
    def found(name, *rest, group=None):
        with override("en"):
            args = [(group or posted.group).slug, posted.questionnaire.contest_id, *rest]
            return reverse(f"commitments:{name}", args=args)

    return found


def sent(posted, *, scan=PDF, name="letter.pdf", **more):
    given = {
        "via": "letter",
        "written_on": timezone.localdate().isoformat(),
        "language": "en",
        "sure": "on",
        f"stance-{posted.buses.pk}": "yes_if",
        f"condition-{posted.buses.pk}": "If the Region pays.",
        f"words-{posted.buses.pk}": "We want it too.",
        f"stance-{posted.trees.pk}": "nothing",
    }
    file = {"scan": SimpleUploadedFile(name, scan)} if scan else {}
    return {key: value for key, value in (given | file | more).items() if value is not None}


def test_from_the_letter_to_a_sealed_answer(posted, address):
    alice, bob = browser(posted.alice), browser(posted.bob)
    enter = address("letter-enter", posted.invitation.pk)
    assert enter in alice.get(address("letters")).content.decode()
    answered = alice.post(enter, sent(posted), follow=True)
    assert notices(answered) == ["Entered. It counts once a second person confirms it."]
    letter = Letter.objects.get()
    page = address("letter", letter.pk)
    mine, theirs = (who.get(address("letters")).context["book"] for who in (alice, bob))
    assert [len(mine.waiting), len(mine.to_confirm)] == [1, 0]
    assert [len(theirs.waiting), len(theirs.to_confirm)] == [0, 1]

    assert "It says just this: confirm" not in alice.get(page).content.decode()
    assert notices(alice.post(page, follow=True)) == [
        "You entered it: somebody else has to confirm it."
    ]
    read = bob.get(page).content.decode()
    assert "We want it too." in read
    scan = bob.get(address("letter-scan", letter.pk))
    assert (scan.content, scan["Content-Type"], scan["Content-Disposition"]) == (
        PDF,
        "application/pdf",
        f'attachment; filename="letter-{letter.pk}.pdf"',
    )
    assert scan["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert notices(bob.post(page, follow=True)) == ["Confirmed. It is sealed as the others are."]
    answer = Answer.objects.current().get()
    assert (answer.stance, answer.condition, answer.words) == (
        "yes_if",
        "If the Region pays.",
        "We want it too.",
    )
    receipt = bob.get(address("letter-receipt", letter.pk)).content.decode()
    assert answer.receipt.payload_digest in receipt
    assert "We want it too." in receipt


def test_sent_back_it_is_mended_and_waits_again(posted, address):
    letter = posted.enter(buses="yes")
    bob = browser(posted.bob)
    why = bob.post(address("letter-send-back", letter.pk), {"why": ""})
    assert errors(why) == {"why": ["Say what differs, so that it can be mended."]}
    bob.post(address("letter-send-back", letter.pk), {"why": "It says no."})
    alice = browser(posted.alice)
    mend = address("letter-mend", letter.pk)
    shown = alice.get(mend)
    assert "It says no." in shown.content.decode()
    assert shown.context["form"][f"stance-{posted.buses.pk}"].value() == "yes"
    alice.post(mend, sent(posted, scan=None), follow=True)
    again = Letter.objects.get(mends=letter)
    assert bytes(again.scan) == PDF
    assert notices(alice.get(mend, follow=True)) == ["That letter was settled meanwhile."]


def test_a_second_organiser_is_told_that_a_letter_of_theirs_is_here_already(posted, address):
    bob, enter = browser(posted.bob), address("letter-enter", posted.invitation.pk)
    told = "here already"
    pages = [address("letters"), enter]
    assert [told in bob.get(page).content.decode() for page in pages] == [False, False]
    letter = posted.enter()
    assert [told in bob.get(page).content.decode() for page in pages] == [True, True]
    posted.confirm(letter, now=NOW)
    assert [told in bob.get(page).content.decode() for page in pages] == [False, False]


def test_sent_back_for_good_whoever_entered_it_takes_it_back(posted, address):
    letter = posted.enter()
    send_letter_back(letter=letter, why="It is not signed.", by=posted.bob, now=NOW)
    button = "Take it back and delete the scan"
    alice, bob = browser(posted.alice), browser(posted.bob)
    page = address("letter", letter.pk)
    assert [button in who.get(page).content.decode() for who in (alice, bob)] == [True, False]
    taken = alice.post(address("letter-take-back", letter.pk), follow=True)
    assert notices(taken) == ["Taken back, and its scan deleted."]
    assert taken.context["book"].to_mend == []


def test_the_button_pressed_twice_enters_it_once(posted, address):
    alice, enter = browser(posted.alice), address("letter-enter", posted.invitation.pk)
    given = sent(posted, uuid=alice.get(enter).context["form"]["uuid"].value())
    for _press in range(2):
        given["scan"].seek(0)
        assert notices(alice.post(enter, given, follow=True)) == [
            "Entered. It counts once a second person confirms it."
        ]
    assert Letter.objects.count() == 1
    given["scan"].seek(0)
    other = given | {f"words-{posted.buses.pk}": "We want two."}
    assert notices(alice.post(enter, other, follow=True)) == [
        "This letter was entered already, with other words: those stand. Take it back, then enter "
        "it again."
    ]


def test_once_the_link_is_closed_it_is_mended_from_the_scan_that_came_in_time(posted, address):
    letter = posted.enter(buses="yes")
    send_letter_back(letter=letter, why="It says yes, if.", by=posted.bob, now=NOW)
    Invitation.objects.update(expires_at=NOW - DAY)
    alice, mend = browser(posted.alice), address("letter-mend", letter.pk)
    shown = alice.get(mend)
    assert "it is mended from the scan that came in time" in shown.content.decode()
    assert "scan" not in shown.context["form"].fields
    assert notices(alice.post(mend, sent(posted), follow=True)) == [
        "Entered. It counts once a second person confirms it."
    ]
    assert bytes(Letter.objects.get(mends=letter).scan) == PDF


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"scan": None}, "scan", "Choose the scan, or a photograph of the letter."),
        (
            {"scan": b"MZ not a scan", "name": "letter.pdf"},
            "scan",
            "This file is neither a PDF nor a whole picture. Send a PDF, a JPEG or a PNG.",
        ),
        (
            {"sure": None},
            "sure",
            "Else nobody can be sure that it is them: ask them to sign it, or send their link.",
        ),
        ({"written_on": "2999-01-01"}, "written_on", "That day is still to come."),
    ],
    ids=["no scan", "a program", "not signed", "to come"],
)
def test_what_is_missing_is_said_and_nothing_is_kept(posted, address, more, field, words):
    enter = address("letter-enter", posted.invitation.pk)
    answered = browser(posted.alice).post(enter, sent(posted, **more))
    assert (answered.status_code, errors(answered)) == (422, {field: [words]})
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        (("", "", ""), "stance", "Say what it answers; it may be nothing."),
        (("yes_if", "", ""), "condition", "“Yes, if…” needs its condition: say what it is."),
        (("nothing", "", "Well."), "stance", "Its words answer something: say what."),
        (("nothing", "", ""), "__all__", "The letter answers at least one question: say which."),
        (
            ("no", "", "Ring 0470 12 34 56."),
            "words",
            "Take “0470 12 34 56” out: e-mail addresses and telephone numbers are not published.",
        ),
    ],
)
def test_each_answer_is_whole(posted, address, given, field, words):
    key = posted.buses.pk
    names = (f"stance-{key}", f"condition-{key}", f"words-{key}")
    enter = address("letter-enter", posted.invitation.pk)
    more = dict(zip(names, given, strict=True))
    answered = browser(posted.alice).post(enter, sent(posted, **more))
    where = field if field == "__all__" else f"{field}-{key}"
    assert errors(answered) == {where: [words]}


def test_too_late_it_is_said(posted, address):
    posted.invitation.expires_at = timezone.now() - DAY
    posted.invitation.save()
    enter = address("letter-enter", posted.invitation.pk)
    answered = browser(posted.alice).post(enter, sent(posted), follow=True)
    assert notices(answered) == ["The time to answer is over for this list: nothing was taken in."]


@pytest.fixture
def people(posted):
    bob, carla = UserFactory(), UserFactory()
    MembershipFactory(user=bob, group=posted.group, role="member")
    MembershipFactory(user=carla, group=coalition(), role="organiser")
    return {
        "visitor": Client(),
        "stranger": browser(UserFactory()),
        "member": browser(bob),
        "who entered": browser(posted.alice),
        "who confirms": browser(posted.bob),
        "organiser": browser(organiser_of(posted.group, "Dora")),
        "coordinator": browser(carla),
    }


READ = ("letter", "letter-scan", "letter-receipt")


def seen(people, address, letter):
    return {
        name: tuple(person.get(address(page, letter.pk)).status_code for page in READ)
        for name, person in people.items()
    }


OUT, NOWHERE = (302, 302, 302), (404, 404, 404)


def test_while_it_waits_whoever_may_confirm_reads_it(posted, address, people):
    assert seen(people, address, posted.enter()) == {
        "visitor": OUT,
        "stranger": NOWHERE,
        "member": NOWHERE,
        "who entered": (200, 200, 404),
        "who confirms": (200, 200, 404),
        "organiser": (200, 200, 404),
        "coordinator": (200, 200, 404),
    }


def test_once_confirmed_only_the_two_who_read_it_until_the_deadline(posted, address, people):
    letter = posted.enter()
    posted.confirm(letter)
    sealed = {
        "visitor": OUT,
        "stranger": NOWHERE,
        "member": NOWHERE,
        "who entered": (200, 200, 200),
        "who confirms": (200, 200, 200),
        "organiser": NOWHERE,
        "coordinator": NOWHERE,
    }
    assert seen(people, address, letter) == sealed
    Questionnaire.objects.update(deadline=timezone.now() - DAY)
    assert seen(people, address, letter) == sealed | {
        "organiser": (200, 200, 200),
        "coordinator": (200, 200, 200),
    }


def test_mended_what_stood_there_before_is_read_by_the_two_alone(posted, address, people):
    first = posted.enter()
    send_letter_back(letter=first, why="A word is missing.", by=posted.bob, now=NOW)
    assert seen(people, address, first)["organiser"] == (200, 200, 404)
    posted.confirm(posted.enter(mends=first, scan=None))
    found = seen(people, address, first)
    assert (found["who entered"], found["who confirms"]) == ((200, 404, 404),) * 2
    assert (found["organiser"], found["coordinator"]) == (NOWHERE, NOWHERE)


def test_who_may_act(posted, address, people):
    letter, invitation = posted.enter(), posted.invitation.pk

    def acts(person):
        return (
            person.get(address("letters")).status_code,
            person.post(address("letter-enter", invitation), {}).status_code,
            person.post(address("letter-mend", letter.pk), {}).status_code,
            person.post(address("letter-send-back", letter.pk), {}).status_code,
        )

    assert {name: acts(person) for name, person in people.items()} == {
        "visitor": (302, 302, 302, 302),
        "stranger": (404, 404, 404, 404),
        "member": (404, 404, 404, 404),
        "who entered": (200, 422, 302, 422),
        "who confirms": (200, 422, 302, 422),
        "organiser": (200, 422, 302, 422),
        "coordinator": (200, 422, 302, 422),
    }


def test_a_group_that_asks_nothing_there_reads_nothing(posted, address):
    other = group_in(name="Autre groupe")
    page, letter = browser(organiser_of(other)), posted.enter()
    assert [
        page.get(address("letters", group=other)).status_code,
        page.get(address("letter", letter.pk, group=other)).status_code,
        page.get(address("letter-enter", posted.invitation.pk, group=other)).status_code,
    ] == [404, 404, 404]


@pytest.mark.parametrize("count", [1, 10])
def test_ten_letters_and_lists_cost_as_many_queries_as_one(
    posted, address, count, django_assert_num_queries
):
    for _each in range(count):
        posted.enter()
    InvitationFactory.create_batch(count - 1, questionnaire=posted.questionnaire)
    page = browser(posted.bob)
    page.get(address("letters"))
    with django_assert_num_queries(16):
        assert page.get(address("letters")).status_code == 200
