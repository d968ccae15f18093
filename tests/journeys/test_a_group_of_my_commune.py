"""A citizen starts the group of her commune, two people are invited, one comes, the coalition
welcomes them."""

from playwright.sync_api import expect

from tests.journeys.letters import link_for, next_letter
from tests.journeys.walking import come_in, look, on_page, press, type_in

CINEY = "/en/commune/91030-ciney/"
GROUP = "Ciney – local group"
ANNA, BERTHE, CARL = "anna@example.org", "berthe@example.org", "carl@example.org"
COORDINATOR = "coordinateur@example.org"


def test_she_starts_it_two_are_invited_one_comes_and_the_coalition_welcomes_them(walk, campaign):
    anna = walk(CINEY)
    start_from_the_commune(anna, campaign)
    invite(anna)
    berthe = walk(link_for(campaign, BERTHE, "Anna Petit invites you"))
    join(berthe, campaign)
    see_who_came(anna)
    see_it_in_the_commune(berthe, says="Local group · new")

    assert GROUP in next_letter(campaign, COORDINATOR, GROUP)
    welcome(walk("/en/coalition/groups/"), campaign)
    letter = next_letter(campaign, ANNA, f"Welcome to {GROUP}")
    assert "Good to have you in Ciney." in letter
    see_it_in_the_commune(berthe, says="Local group")


def start_from_the_commune(page, post):
    on_page(page, "Ciney")
    press(page, "link", "Who is active here")
    press(page, "link", "Start the group of this commune")
    on_page(page, "Start the group of Ciney")
    type_in(page, "Who are you, and what do you want to do?", "Neighbours who talk.")
    press(page, "button", "Start the group")
    come_in(page, post, ANNA, "Anna Petit")
    expect(page.locator("main")).to_contain_text("What you typed is still here")
    on_page(page, "Start the group of Ciney")
    press(page, "button", "Start the group")
    on_page(page, GROUP)
    expect(page.get_by_role("status")).to_contain_text("Your group is there.")
    expect(page.locator("main")).to_contain_text("Neighbours who talk.")


def invite(page):
    press(page, "link", "People of the group")
    on_page(page, "People of the group")
    press(page, "link", "Invite people")
    on_page(page, "Invite people")
    type_in(page, "E-mail addresses", f"{BERTHE}\n{CARL}")
    type_in(page, "Language of the message", "English")
    press(page, "button", "Send the invitations")
    expect(page.get_by_role("status")).to_contain_text("2 invitations are sent.")
    look(page)


def join(page, post):
    """From the link in her mail, which she opens with no account."""
    on_page(page, "You are invited to join")
    press(page, "button", "Sign in and join")
    come_in(page, post, BERTHE, "Berthe Noël")
    on_page(page, "You are invited to join")
    press(page, "button", "Join this group")
    on_page(page, GROUP)
    expect(page.get_by_role("status")).to_contain_text(f"You are a member of “{GROUP}”.")


def see_who_came(page):
    page.reload()
    people = page.locator("#people").get_by_role("rowheader")
    assert sorted(people.all_inner_texts()) == ["Anna Petit", "Berthe Noël"]
    invited = (
        page.locator("#invitations").get_by_role("row").filter(has=page.locator("th[scope=row]"))
    )
    found = {
        row.locator("th").inner_text(): row.locator("td").nth(1).inner_text()
        for row in invited.all()
    }
    assert found == {BERTHE: "came", CARL: "waiting"}
    look(page)


def see_it_in_the_commune(page, says):
    page.goto(CINEY)
    line = page.locator("#active .group-line")
    assert line.get_by_role("heading").inner_text() == GROUP
    assert line.locator("p").first.inner_text() == says
    look(page)


def welcome(page, post):
    come_in(page, post, COORDINATOR)
    on_page(page, "Local groups")
    press(page, "link", GROUP)
    on_page(page, GROUP)
    type_in(page, "A few words to its organisers", "Good to have you in Ciney.")
    press(page, "button", "Welcome the group")
    expect(page.get_by_role("status")).to_be_visible()
    look(page)
