"""From the page of a commune to its group, in one form."""

import re
from urllib.parse import unquote

import pytest
from django.utils import timezone

from socle.groups.models import Group
from socle.groups.rules import who
from socle.groups.tests.factories import GroupFactory, UserFactory
from socle.web.tests.reading import headings, html_of, links, main_links, words_of

pytestmark = pytest.mark.usefixtures("belgium")

NEW = "/en/groups/new/"
NAMUR = f"{NEW}?commune=92094"
FORM = {
    "name": "Namur en commun",
    "presentation": "We listen first.",
    "languages": ["fr"],
    "joining": "open",
}


@pytest.fixture
def alice(client):
    user = UserFactory(name="Alice", email="alice@example.org")
    client.force_login(user)
    return user


def value_of(response, name):
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', html_of(response))[0]
    return re.search(r'value="([^"]*)"', tag)[1]


def errors(response):
    assert response.status_code == 422
    assert html_of(response).partition("<title>")[2].startswith("Error: ")
    summary = html_of(response).partition("data-focus-on-load>")[2].partition("</section>")[0]
    return re.findall(r'<a href="#([^"]+)">([^<]+)</a>', summary)


def test_a_visitor_reads_the_form_filled_from_the_commune(client):
    page = client.get(f"{NEW}?commune=21009")

    assert headings(page, 1) == ["Start the group of Ixelles"]
    assert value_of(page, "name") == "Ixelles – local group"
    ticked = re.findall(r'name="languages" value="(\w\w)"[^>]*checked', html_of(page))
    assert ticked == ["fr", "nl"]
    assert "We will then ask for your e-mail address." in words_of(page)
    assert not Group.objects.exists()


def test_what_a_visitor_typed_comes_back_after_they_signed_in(client):
    asked = client.post(NAMUR, FORM)
    assert asked.status_code == 302
    assert unquote(asked["Location"]).partition("next=")[2].startswith(NAMUR)
    assert not Group.objects.exists()

    session = client.session
    client.force_login(UserFactory())
    kept = client.session
    kept.update(dict(session.items()) | dict(kept.items()))
    kept.save()
    page = client.get(NAMUR)

    assert "What you typed is still here You are signed in." in words_of(page)
    assert value_of(page, "name") == "Namur en commun"
    assert "We listen first." in words_of(page)

    client.post(NAMUR, FORM)
    assert Group.objects.get().name == "Namur en commun"
    assert "groups.start" not in client.session


def test_what_was_typed_for_one_commune_does_not_come_back_for_another(client):
    client.post(NAMUR, FORM)
    assert value_of(client.get(f"{NEW}?commune=92142"), "name") == "Gembloux – local group"


def test_alice_starts_the_group_and_lands_on_its_page(client, alice):
    answer = client.post(NAMUR, FORM | {"languages": ["nl", "fr"]}, follow=True)

    group = Group.objects.get()
    assert answer.redirect_chain == [(f"/en/group/{group.slug}/", 302)]
    assert "Your group is there. Say what comes next, and invite people." in html_of(answer)
    assert (group.name, group.languages, group.joining) == ("Namur en commun", "fr nl", "open")
    assert [area.code for area in group.areas.all()] == ["92094"]
    assert who(alice, day=timezone.localdate()).organises(group)


def test_groups_that_are_there_already_are_named_first(client):
    here = GroupFactory(name="Here", areas=["92094"])
    closed = GroupFactory(name="Closed", areas=["92094"], joining="by_invitation")
    GroupFactory(name="Gone", areas=["92094"], archived_at=here.created_at)
    GroupFactory(name="Elsewhere", areas=["92142"])
    GroupFactory(name="Association", kind="organisation", areas=["92094"])

    page = client.get(NAMUR)

    assert headings(page, 2) == ["There are groups in Namur already"]
    assert main_links(page)[1:5] == [
        f"/en/group/{closed.slug}/",
        f"/en/group/{closed.slug}/write/",
        f"/en/group/{here.slug}/",
        f"/en/group/{here.slug}/join/",
    ]


def test_a_commune_that_is_no_more_leads_to_its_successor_and_says_so(client, alice):
    before = GroupFactory(name="Bertogne vivante", areas=["82005"])
    page = client.get(f"{NEW}?commune=82005")

    assert headings(page, 1) == ["Start the group of Bastogne"]
    assert "Bertogne is now part of Bastogne" in words_of(page)
    assert f"/en/group/{before.slug}/" in main_links(page)

    client.post(f"{NEW}?commune=82005", FORM)
    group = Group.objects.get(name=FORM["name"])
    assert [area.code for area in group.areas.all()] == ["82039"]


@pytest.mark.parametrize("code", ["99999", "x", "90000", "WORLD", "%00", "<script>", "9" * 500])
def test_what_is_no_commune_is_asked_again(client, code):
    page = client.get(f"{NEW}?commune={code}")
    assert page.status_code == 404
    assert "We know no such commune" in words_of(page)


@pytest.mark.parametrize(
    ("typed", "address"),
    [("gembloux", "?commune=92142"), ("5000", "?commune=92094"), ("Bertogne", "?commune=82039")],
)
def test_a_commune_is_found_by_its_name_or_postcode(client, typed, address):
    assert client.get(f"{NEW}?q={typed}")["Location"] == NEW + address


def test_several_communes_that_may_be_meant_are_offered(client):
    page = client.get(f"{NEW}?q=saint")
    assert headings(page, 2) == ["Which one do you mean?"]
    assert f"{NEW}?commune=21012" in main_links(page)
    assert "We know no commune called “xyzzy”" in words_of(client.get(f"{NEW}?q=xyzzy"))


def test_suggestions_say_the_place_and_lead_to_the_form(client):
    answer = client.get("/en/groups/places/?q=namur").json()
    assert [(row["label"], row["value"], row["url"]) for row in answer["results"][:2]] == [
        ("Namur", "5000 Namur", "/en/groups/new/?commune=92094"),
        ("Namur", "Namur (province)", "/en/groups/new/?commune=90000"),
    ]
    communes = client.get("/en/groups/places/?q=namur&level=commune").json()["results"]
    assert [row["value"] for row in communes] == ["5000 Namur"]


TWICE = "A group of this commune has this name already: join it, or choose another name."


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("", "Give the group a name."),
        ("   ", "Give the group a name."),
        ("x" * 5_000, "Shorten it to 120 signs: it has 5000."),
        ("🌻🌻", "Write it with letters or figures, so that people can say it and find it."),
        ("\u202e\u200f", "Give the group a name."),
        ("namur ENSEMBLE asbl", TWICE),
    ],
)
def test_a_name_that_will_not_do_is_answered_clearly_and_kept(client, alice, name, wrong):
    GroupFactory(name="Namur Ensemble", areas=["92094"])
    page = client.post(NAMUR, FORM | {"name": name})

    assert errors(page) == [("id_name", f"Name of the group: {wrong}")]
    assert value_of(page, "name") == name if name.strip() else True
    assert "We listen first." in words_of(page)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Namur   en\ncommun ", "Namur en commun"),
        ("Namur \u202eevil\u2066", "Namur evil"),
        ("مجموعة نامور 🌻", "مجموعة نامور 🌻"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("👩‍👩‍👧 Namur", "👩‍👩‍👧 Namur"),
    ],
)
def test_names_of_every_kind_are_kept_and_shown_as_they_are(client, alice, typed, kept):
    page = client.post(NAMUR, FORM | {"name": typed}, follow=True)
    assert Group.objects.get().name == kept
    assert headings(page, 1) == [kept]
    assert "<script>alert" not in html_of(page)


def test_a_presentation_of_ten_thousand_signs_is_told_and_kept(client, alice):
    page = client.post(NAMUR, FORM | {"presentation": "x" * 10_000})
    assert errors(page) == [
        (
            "id_presentation",
            "Who are you, and what do you want to do?: Shorten it to 5000 signs: it has 10000.",
        )
    ]
    assert "x" * 10_000 in html_of(page)


def test_markdown_with_scripts_is_read_and_never_run(client, alice):
    text = "# Hello\n<script>alert(1)</script> ![spy](http://x.org/p.png) [x](javascript:alert(1))"
    page = client.post(NAMUR, FORM | {"presentation": text}, follow=True)
    html = html_of(page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; spy [x](javascript:alert(1))" in html
    assert "x.org" not in html
    assert "<h3>Hello</h3>" in html


def test_no_language_is_told(client, alice):
    page = client.post(NAMUR, FORM | {"languages": []})
    assert errors(page) == [("id_languages_0", "Languages of the group: Choose one at least.")]
    assert errors(client.post(NAMUR, FORM | {"languages": ["xx"]}))[0][0] == "id_languages_0"


def test_in_another_language_it_is_of_the_same_commune(client):
    assert 'href="/nl/groepen/nieuw/?commune=92094"' in html_of(client.get(NAMUR))


def test_the_form_leads_to_the_charter_and_nowhere_else_outside(client):
    assert main_links(client.get(NAMUR)) == ["/en/commune/92094-namur/", "/en/charter/"]
    assert links(html_of(client.get(NAMUR)))
