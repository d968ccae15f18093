"""Coordinators' pages of the pipeline: the board, the list, one organisation, adding one."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.groups.actions.approaching import change_approach
from socle.groups.models import Approach, CharterAcceptance, Group
from socle.groups.queries.exported import HEADINGS
from socle.groups.tests.factories import (
    ApproachFactory,
    GroupFactory,
    MembershipFactory,
    UserFactory,
)
from socle.groups.tests.seen import mails, notices, verbs
from socle.web.tests.reading import headings, html_of, main_links, part, words_in, words_of

pytestmark = pytest.mark.django_db
BOARD = "/en/coalition/organisations/"
LIST = f"{BOARD}list/"
A_DAY = timedelta(days=1)


@pytest.fixture
def coalition():
    return GroupFactory(kind=Group.Kind.COALITION, name="Terres d’accord")


@pytest.fixture
def carol(client, coalition):
    """Coordinates the coalition, and is signed in."""
    carol = UserFactory(name="Carol", email="carol@example.org", language="en")
    MembershipFactory(user=carol, group=coalition, role="organiser")
    client.force_login(carol)
    return carol


@pytest.fixture
def ruche():
    return ApproachFactory(
        group__name="La Ruche", contact_name="Orhan", next_step="Call", note="Met at the fair."
    )


def address(approach, rest=""):
    return f"{BOARD}{approach.group.slug}/{rest}"


# --- the board ---


def test_a_card_moves_on_at_the_press_of_a_button(client, carol, ruche):
    shown = client.get(BOARD)
    assert headings(shown, 2) == ["to contact 1", "contacted 0", "interested 0", "member 0"]
    button = f"{ruche.group_id}.to_contact.contacted"
    assert f'value="{button}"' in html_of(shown)

    done = client.post(f"{BOARD}move/", {"move": button}, follow=True)

    moved = f"{BOARD}?moved={ruche.group_id}.to_contact#card-{ruche.group_id}"
    assert done.redirect_chain == [(moved, 302)]
    assert notices(done) == [
        f'“La Ruche” is now “contacted”. <a href="{address(ruche)}">Say what comes next</a>'
    ]
    ruche.refresh_from_db()
    assert ruche.stage == "contacted"


def test_a_move_is_undone_from_the_card_that_was_moved(client, carol, ruche):
    ApproachFactory(group__name="L’Ancre", stage="contacted")
    button = f"{ruche.group_id}.to_contact.contacted"
    done = client.post(f"{BOARD}move/?follower=", {"move": button}, follow=True)
    back = f"{ruche.group_id}.contacted.to_contact"
    assert html_of(done).count(f'value="{back}">Undo') == 1
    assert html_of(done).count(">Undo<") == 1
    assert html_of(done).count("moved=") == html_of(client.get(BOARD)).count("moved=") == 0

    undone = client.post(f"{BOARD}move/", {"move": back}, follow=True)

    ruche.refresh_from_db()
    assert ruche.stage == "to_contact"
    assert f'value="{button}">Undo' in html_of(undone)


@pytest.mark.parametrize(
    "moved", ["KEY.member", "KEY.to_contact", "KEY.nowhere", "x.contacted", "KEY"]
)
def test_what_was_not_moved_from_there_is_not_undone(client, carol, ruche, moved):
    moved = moved.replace("KEY", str(ruche.group_id))
    assert "Undo" not in html_of(client.get(f"{BOARD}?moved={moved}"))


def test_a_card_that_somebody_moved_meanwhile_is_left_there(client, carol, ruche):
    Approach.objects.update(stage="interested")
    button = f"{ruche.group_id}.to_contact.contacted"
    done = client.post(f"{BOARD}move/", {"move": button}, follow=True)
    assert notices(done) == ["“La Ruche” was moved meanwhile: it is “interested” now."]
    assert verbs() == []


@pytest.mark.parametrize("move", ["", "x", "1", "99999.to_contact.contacted", "²"])
def test_a_button_that_says_nothing_moves_nothing(client, carol, ruche, move):
    assert client.post(f"{BOARD}move/", {"move": move}).status_code == 404


def test_no_button_makes_a_member(client, carol, ruche):
    move = f"{ruche.group_id}.to_contact.member"
    assert client.post(f"{BOARD}move/", {"move": move}).status_code == 404
    assert client.get(f"{BOARD}move/").status_code == 405


def test_who_is_interested_is_sent_the_charter(client, carol, ruche):
    Approach.objects.update(stage="interested")
    assert address(ruche, "charter/send/") in main_links(client.get(BOARD))


def test_the_board_can_show_mine_only(client, carol, ruche):
    ApproachFactory(group__name="L’Ancre", follower=carol)
    shown = client.get(f"{BOARD}?follower={carol.pk}")
    assert headings(shown, 3) == ["L’Ancre"]
    assert headings(client.get(BOARD), 3) == ["L’Ancre", "La Ruche"]


def test_an_empty_board_says_how_to_begin(client, carol):
    shown = client.get(BOARD)
    assert headings(shown, 2) == ["No organisation yet"]
    assert f"{BOARD}import/" in main_links(shown)


# --- the list ---


@pytest.mark.parametrize(("path", "queries"), [(BOARD, 8), (LIST, 8)])
@pytest.mark.parametrize("count", [1, 10])
def test_as_many_questions_for_one_as_for_ten(
    client, carol, path, queries, count, django_assert_num_queries
):
    for _number in range(count):
        ApproachFactory(follower=carol)
    client.get(path)
    with django_assert_num_queries(queries):
        client.get(path)


def test_the_list_says_what_it_cannot_understand_and_shows_everything(
    belgium, client, carol, ruche
):
    shown = client.get(f"{LIST}?area=Namuur")
    assert "did you mean Namur" in words_of(shown)
    assert "La Ruche" in words_of(shown)


def test_nothing_found_is_said(client, carol, ruche):
    shown = client.get(f"{LIST}?q=zzz")
    assert headings(shown, 2) == ["No organisation answers to all this"]


def test_the_list_goes_on_over_pages(client, carol):
    for number in range(51):
        ApproachFactory(group__name=f"Group {number:02}")
    second = client.get(f"{LIST}?page=2&due=none")
    assert "Group 50" in words_of(second)
    assert "?page=1&due=none" in main_links(second)


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_the_table_comes_back_in_as_it_left(belgium, client, carol, tmp_path, language):
    ApproachFactory(
        group__name="=La Ruche",
        group__kind=Group.Kind.WORKING,
        group__areas=["92094", "62063"],
        group__languages="nl fr",
        group__website="https://example.org",
        phone="+32 470 12 34 56",
        note="- Met at the fair.\n\n=1+1",
        next_step="Call",
        due_on=date(2026, 12, 1),
        follower=carol,
        stage="interested",
    )
    ApproachFactory(group__name="Aucun", contact_name="", contact_email="", stage="declined")
    with override(language):
        response = client.get(reverse("groups:pipeline-table"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == HEADINGS[language]
    assert [row[0] for row in rows[1:]] == ["'=La Ruche", "Aucun"]
    path = tmp_path / "back.csv"
    path.write_bytes(response.content)
    out = io.StringIO()
    call_command("import", "groups", str(path), stdout=out)
    assert out.getvalue().splitlines()[2:] == [
        "        2 unchanged",
        "        0 refused",
        "Nothing to change.",
    ]


def test_a_member_comes_back_as_a_member_of_another_site(belgium, client, carol, tmp_path):
    ruche = ApproachFactory(group__name="La Ruche")
    given = {"signed_name": "Anne", "signed_as": "chair", "language": "en"}
    given["signed_on"] = "2026-01-31"
    client.post(address(ruche, "charter/signature/"), given)
    path = tmp_path / "members.csv"
    path.write_bytes(client.get(f"{BOARD}table/").content)
    ruche.group.delete()
    call_command("import", "groups", str(path), stdout=io.StringIO())
    acceptance = CharterAcceptance.objects.get()
    assert (acceptance.signed_name, acceptance.signed_as) == ("Anne", "chair")
    assert timezone.localdate(acceptance.accepted_at) == date(2026, 1, 31)
    assert acceptance.group.approach.stage == "member"


def test_the_table_holds_what_the_list_shows(client, carol, ruche):
    ApproachFactory(group__name="L’Ancre", stage="contacted")
    response = client.get(f"{BOARD}table/?stage=contacted")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == ["L’Ancre"]


# --- one organisation ---


def test_what_happened_and_what_comes_next_are_said_at_once(client, carol, ruche):
    shown = client.get(address(ruche))
    assert headings(shown, 1) == ["La Ruche"]
    tomorrow = timezone.localdate() + A_DAY
    sent = {
        "version": 1,
        "happened": "They liked it.",
        "next_step": "Send the charter",
        "initial-next_step": "Call",
        "due_on": tomorrow.isoformat(),
        "initial-due_on": "",
        "follower": carol.pk,
        "initial-follower": "",
    }
    done = client.post(address(ruche), sent, follow=True)
    assert notices(done) == ["Saved."]
    ruche.refresh_from_db()
    assert (ruche.next_step, ruche.due_on, ruche.follower) == ("Send the charter", tomorrow, carol)
    assert ruche.note.endswith("Carol: They liked it.\n\nMet at the fair.")


def test_the_second_to_save_is_told_and_loses_nothing(client, carol, ruche):
    dries = UserFactory(name="Dries")
    change_approach(
        approach=ruche,
        by=dries,
        seen=1,
        words={"next_step": "Visit them", "due_on": date(2026, 12, 1)},
        now=timezone.now(),
    )
    sent = {
        "version": 1,
        "happened": "They called me.",
        "next_step": "Wait",
        "initial-next_step": "Call",
        "due_on": "",
        "initial-due_on": "",
        "follower": "",
        "initial-follower": "",
    }
    told = client.post(address(ruche), sent)
    assert told.status_code == 409
    notice = words_in(part(told, 'class="notice', "</div>\n"))
    assert "Dries changed it (" in notice
    assert "Next step : Visit them (you typed something else)" in notice
    form = told.context["form"]
    assert (form["next_step"].value(), str(form["due_on"].value())) == ("Wait", "2026-12-01")
    assert form["happened"].value() == "They called me."

    again = sent | {
        "version": 2,
        "initial-next_step": "Visit them",
        "due_on": "2026-12-01",
        "initial-due_on": "2026-12-01",
    }
    assert client.post(address(ruche), again).status_code == 302
    ruche.refresh_from_db()
    assert (ruche.next_step, ruche.due_on) == ("Wait", date(2026, 12, 1))


def test_what_was_not_touched_is_not_written(client, carol, ruche):
    sent = {
        "version": 1,
        "contact_name": "Orhan",
        "initial-contact_name": "Orhan",
        "contact_email": ruche.contact_email,
        "initial-contact_email": ruche.contact_email,
        "phone": "081",
        "initial-phone": "",
        "note": "Met at the fair.",
        "initial-note": "Met at the fair.",
    }
    client.post(address(ruche, "contact/"), sent)
    ruche.refresh_from_db()
    assert (ruche.phone, ruche.version) == ("081", 2)
    assert verbs() == ["groups.approach.changed"]


def test_who_declines_needs_a_reason_and_says_so(client, carol, ruche):
    move = {"to": "declined", "seen": "to_contact", "reason": ""}
    refused = client.post(address(ruche, "move/"), move)
    assert refused.status_code == 422
    assert "Say in a few words why" in words_of(refused)
    client.post(address(ruche, "move/"), move | {"reason": "No volunteers"})
    shown = client.get(address(ruche))
    assert "declined No volunteers · Carol" in words_of(shown)


def test_a_stage_that_cannot_be_reached_is_not_there(client, carol, ruche):
    move = {"to": "member", "seen": "to_contact", "reason": ""}
    assert client.post(address(ruche, "move/"), move).status_code == 404


# --- the charter ---


def test_the_charter_is_sent_from_its_page(client, carol, ruche):
    french = client.get(f"/fr/coalition/organisations/{ruche.group.slug}/charte/envoyer/")
    assert "reçoit un message en français, avec un lien." in words_of(french)
    form = client.get(address(ruche, "charter/send/"))
    assert headings(form, 1) == ["Send the charter"]
    done = client.post(address(ruche, "charter/send/"), {"words": "Here it is."}, follow=True)
    assert notices(done) == [f"The charter is on its way to {ruche.contact_email}."]
    assert [to for to, _subject in mails()] == [ruche.contact_email]
    soon = client.post(address(ruche, "charter/send/"), {"words": ""})
    assert (soon.status_code, "less than a day ago" in words_of(soon)) == (422, True)
    back = client.post(address(ruche, "charter/revoke/"), follow=True)
    assert notices(back) == ["The link that was sent no longer opens the charter."]


def test_without_an_address_it_cannot_be_sent(client, carol):
    approach = ApproachFactory(contact_email="")
    answer = client.post(address(approach, "charter/send/"), {"words": ""})
    assert (answer.status_code, mails()) == (422, [])


def test_a_signature_on_paper_is_recorded(client, carol, ruche):
    given = {"signed_name": "Anne", "signed_as": "chair", "language": "en"}
    tomorrow = (timezone.localdate() + A_DAY).isoformat()
    early = client.post(address(ruche, "charter/signature/"), given | {"signed_on": tomorrow})
    assert (early.status_code, "This day is still to come." in words_of(early)) == (422, True)
    today = timezone.localdate().isoformat()
    done = client.post(
        address(ruche, "charter/signature/"), given | {"signed_on": today}, follow=True
    )
    assert notices(done) == ["“La Ruche” is a member of the coalition. Welcome them!"]
    assert Approach.objects.get().stage == "member"


# --- adding one ---


def added(**besides):
    given = {"name": "La Ruche ASBL", "stage": "to_contact", "language": "fr", "areas": ""}
    return given | besides


def test_one_is_added_by_hand(belgium, client, carol):
    form = client.get(f"{BOARD}add/")
    assert headings(form, 1) == ["Add an organisation"]
    given = added(areas="Namur, 4000", contact_email="orhan@example.org", follower=carol.pk)
    done = client.post(f"{BOARD}add/", given, follow=True)
    approach = Approach.objects.get()
    assert notices(done) == ["“La Ruche ASBL” is in the pipeline."]
    assert done.redirect_chain == [(address(approach), 302)]
    assert sorted(area.code for area in approach.group.areas.all()) == ["62063", "92094"]
    assert approach.follower == carol


def test_those_that_may_be_the_same_are_shown_first(client, carol, ruche):
    first = client.post(f"{BOARD}add/", added())
    assert first.status_code == 409
    assert address(ruche) in main_links(first)
    assert Approach.objects.count() == 1
    again = client.post(f"{BOARD}add/", added(another=str(ruche.group_id)))
    assert (again.status_code, Approach.objects.count()) == (302, 2)


def test_the_same_address_is_shown_too(client, carol, ruche):
    given = added(name="Autre", contact_email=ruche.contact_email.upper())
    assert client.post(f"{BOARD}add/", given).status_code == 409


@pytest.mark.parametrize(
    ("besides", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "***"}, "name"),
        ({"name": "x" * 5000}, "name"),
        ({"areas": "Namuur"}, "areas"),
        ({"contact_email": "orhan"}, "contact_email"),
        ({"stage": "member"}, "stage"),
        ({"due_on": "yesterday"}, "due_on"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_kept(belgium, client, carol, besides, field):
    answer = client.post(f"{BOARD}add/", added(**besides))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert "<title>Error: Add an organisation" in html_of(answer)
    assert f"#id_{field}" in main_links(answer)
    assert Approach.objects.count() == 0


# --- who may see all this ---

PATHS = ["", "list/", "table/", "add/", "import/", "import/1/", "KEY/", "KEY/contact/"]
PATHS += ["KEY/charter/send/", "KEY/charter/signature/"]


@pytest.mark.parametrize("path", PATHS)
def test_nobody_else_sees_any_of_it(client, coalition, ruche, path):
    member, organiser = UserFactory(), UserFactory()
    MembershipFactory(user=member, group=coalition)
    MembershipFactory(user=organiser, group=ruche.group, role="organiser")
    where = BOARD + path.replace("KEY", ruche.group.slug)
    for person in (member, organiser, UserFactory()):
        client.force_login(person)
        assert client.get(where).status_code == 404
    client.logout()
    assert client.get(where).status_code == 302


def test_an_administrator_may_do_what_a_coordinator_may(client, coalition, ruche):
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(address(ruche)).status_code == 200
    absent = client.get(f"{BOARD}9999-absent/")
    assert absent.status_code == 404
