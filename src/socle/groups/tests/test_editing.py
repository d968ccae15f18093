"""Changing the page of a group: every line of it, areas by typing, two people at once."""

import re
from datetime import timedelta
from html import unescape

import pytest

from socle.groups.actions.changing import change_group
from socle.groups.models import Group
from socle.groups.tests.factories import NOW, GroupFactory, MembershipFactory, UserFactory
from socle.territories.models import Area, Topic
from socle.web.tests.reading import headings, html_of, words_of


@pytest.fixture
def group(belgium):
    group = GroupFactory(
        name="Gembloux en commun", areas=["92142"], presentation="One\n\nTwo", languages="fr nl"
    )
    group.topics.set(Topic.objects.filter(code="social-housing"))
    return group


@pytest.fixture
def bob(group):
    user = UserFactory(name="Bob")
    MembershipFactory(group=group, user=user, role="organiser")
    return user


@pytest.fixture(autouse=True)
def _alice(client, group):
    user = UserFactory(name="Alice")
    MembershipFactory(group=group, user=user, role="organiser")
    client.force_login(user)


def address(group):
    return f"{group.get_absolute_url('en')}edit/"


def opened(client, group):
    return filled(client.get(address(group)))


def filled(page):
    """What a browser would send back of the form as it stands."""
    html = html_of(page).partition("<main")[2]
    sent = {}
    for tag in re.findall(r"<input\b[^>]*>", html):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if found.get("type") in {"checkbox", "radio"} and " checked" not in tag:
            continue
        if "name" in found:
            sent.setdefault(found["name"], []).append(unescape(found.get("value", "")))
    for name, text in re.findall(r'<textarea name="(\w+)"[^>]*>\n?(.*?)</textarea>', html, re.S):
        sent[name] = [unescape(text)]
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', html, re.S):
        sent[name] = re.findall(r'value="(\w+)" selected', options)
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def save(client, group, sent):
    return client.post(address(group), sent)


def test_saving_what_was_opened_changes_nothing(client, group):
    answer = save(client, group, opened(client, group))
    assert (answer.status_code, answer["Location"]) == (302, group.get_absolute_url("en"))
    assert Group.objects.get(pk=group.pk).version == 1


def test_every_line_can_be_changed(client, group):
    sent = opened(client, group) | {
        "name": "Gembloux ensemble",
        "presentation": "**New**",
        "what_next": "Tuesday",
        "place": "The library",
        "main_language": "de",
        "other_languages": ["fr", "de"],
        "topics": ["housing", "rents"],
        "areas": [],
        "joining": "on_request",
        "website": "gembloux.example",
        "contact_email": "us@gembloux.example",
    }
    save(client, group, sent)

    row = Group.objects.get(pk=group.pk)
    assert (row.name, row.presentation, row.what_next) == (
        "Gembloux ensemble",
        "**New**",
        "Tuesday",
    )
    assert (row.place, row.languages, row.joining) == ("The library", "de fr", "on_request")
    assert (row.website, row.contact_email) == ("https://gembloux.example", "us@gembloux.example")
    assert {topic.code for topic in row.topics.all()} == {"housing", "rents"}
    assert list(row.areas.all()) == []


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [
        ("name", "x" * 5_000, "Name of the group: Shorten it to 120 signs: it has 5000."),
        (
            "website",
            "javascript:alert(1)",
            "Website: Type an address, such as https://example.org.",
        ),
        ("website", "ftp://x.org/", "Website: Type an address, such as https://example.org."),
        (
            "contact_email",
            "us at x.org",
            "Address that receives its messages: Type a whole address",
        ),
        ("areas", ["00000"], "Where it is active: We do not know one of these places."),
        ("typed", "xyzzy", "Add a place: We know no place called “xyzzy”. Try its postcode."),
        ("version", "x", ""),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_kept(client, group, field, typed, wrong):
    page = save(client, group, opened(client, group) | {field: typed, "place": "Kept"})
    assert page.status_code == 422
    assert html_of(page).partition("<title>")[2].startswith("Error: ")
    assert wrong in words_of(page)
    assert filled(page)["place"] == ["Kept"]
    assert Group.objects.get(pk=group.pk).place == ""


# --- areas by typing ---


def areas_of(group):
    return [area.code for area in group.areas.order_by("code")]


@pytest.mark.parametrize(
    ("typed", "code"), [("Namur (province)", "90000"), ("5000", "92094"), ("Bertogne", "82039")]
)
def test_a_place_that_is_typed_is_added_when_the_page_is_saved(client, group, typed, code):
    save(client, group, opened(client, group) | {"typed": typed})
    assert areas_of(group) == sorted(["92142", code])


def test_the_button_adds_it_to_the_list_and_saves_nothing_yet(client, group):
    sent = opened(client, group) | {"typed": "5000", "find": "yes", "name": ""}
    page = save(client, group, sent)

    assert page.status_code == 200
    assert filled(page)["areas"] == ["92094", "92142"]
    assert (filled(page)["typed"], filled(page)["name"]) == ([""], [""])
    assert areas_of(group) == ["92142"]

    save(client, group, filled(page) | {"name": "Named again"})
    assert areas_of(group) == ["92094", "92142"]


def test_where_two_places_may_be_meant_one_is_chosen(client, group):
    page = save(client, group, opened(client, group) | {"typed": "namur"})
    assert page.status_code == 422
    assert "Choose below which place you mean, or empty this." in words_of(page)
    offered = re.findall(r'name="chosen" value="(\w+)"', html_of(page))
    assert offered[:2] == ["92094", "90000"]

    save(client, group, filled(page) | {"chosen": "90000"})
    assert areas_of(group) == ["90000", "92142"]


def test_a_slip_of_the_finger_is_asked_about_never_guessed(client, group):
    page = save(client, group, opened(client, group) | {"typed": "Gemblouw", "find": "yes"})
    assert page.status_code == 422
    assert re.findall(r'name="chosen" value="(\w+)"', html_of(page)) == ["92142"]


def test_an_area_that_is_unticked_goes(client, group):
    sent = opened(client, group)
    del sent["areas"]
    save(client, group, sent)
    assert areas_of(group) == []


def test_a_place_that_is_there_already_is_not_doubled(client, group):
    page = save(client, group, opened(client, group) | {"typed": "Gembloux", "find": "yes"})
    assert filled(page)["areas"] == ["92142"]


# --- two at once ---


def bob_saves(group, bob, **words):
    change_group(group=group, by=bob, seen=group.version, words=words, now=NOW + timedelta(hours=1))


def test_the_second_to_save_is_told_who_when_and_what(client, group, bob):
    sent = opened(client, group) | {"place": "At the school", "what_next": "Sunday"}
    bob_saves(group, bob, place="At the library", name="Gembloux ensemble")

    page = save(client, group, sent)

    assert page.status_code == 409
    words = words_of(page)
    assert "Bob saved this page while you were writing, on 20 November 2026 at 2:30 p.m." in words
    assert "Where we meet (you changed it too: yours is below) At the library" in words
    assert "Name of the group (taken over below) Gembloux ensemble" in words
    row = Group.objects.get(pk=group.pk)
    assert (row.place, row.what_next, row.name) == ("At the library", "", "Gembloux ensemble")


def test_nothing_the_second_typed_is_lost_and_nothing_of_the_first_undone(client, group, bob):
    sent = opened(client, group) | {"place": "At the school", "what_next": "Sunday"}
    bob_saves(group, bob, place="At the library", name="Gembloux ensemble")
    page = save(client, group, sent)

    answer = save(client, group, filled(page))

    assert answer.status_code == 302
    row = Group.objects.get(pk=group.pk)
    assert (row.place, row.what_next, row.name) == ("At the school", "Sunday", "Gembloux ensemble")


def test_a_third_who_comes_between_is_told_too(client, group, bob):
    sent = opened(client, group) | {"place": "At the school"}
    bob_saves(group, bob, place="At the library")
    page = save(client, group, sent)
    group.refresh_from_db()
    bob_saves(group, bob, place="In the park")

    again = save(client, group, filled(page))

    assert again.status_code == 409
    assert "In the park" in words_of(again)
    assert filled(again)["place"] == ["At the school"]


def test_areas_and_topics_are_put_together_as_wholes(client, group, bob):
    sent = opened(client, group) | {"topics": ["rents"], "place": "Here"}
    change_group(
        group=group,
        by=bob,
        seen=1,
        words={},
        areas=Area.objects.filter(code__in=["92142", "92094"]),
        now=NOW,
    )
    page = save(client, group, sent)

    assert "Where it is active (taken over below) Namur, Gembloux" in words_of(page)
    save(client, group, filled(page))
    row = Group.objects.get(pk=group.pk)
    assert areas_of(group) == ["92094", "92142"]
    assert [topic.code for topic in row.topics.all()] == ["rents"]


def test_a_browser_that_writes_lines_in_its_own_way_changes_nothing(client, group, bob):
    sent = opened(client, group)
    sent["presentation"] = sent["initial-presentation"] = ["One\r\n\r\nTwo"]
    bob_saves(group, bob, presentation="Three")
    page = save(client, group, sent)
    assert filled(page)["presentation"] == ["Three"]


def test_who_has_been_erased_is_a_former_member(client, group, bob):
    sent = opened(client, group) | {"place": "Here"}
    bob_saves(group, bob, name="Another")
    bob.delete()
    assert "a former member saved this page" in words_of(save(client, group, sent))


@pytest.mark.parametrize("count", [1, 10])
def test_the_form_asks_the_same_few_questions(client, group, count, django_assert_num_queries):
    group.areas.set(Area.objects.filter(level__position=1)[:count])
    group.topics.set(Topic.objects.exclude(parent=None)[:count])
    client.get(address(group))
    with django_assert_num_queries(9):
        page = client.get(address(group))
    assert headings(page, 1) == ["Edit the page of the group"]
