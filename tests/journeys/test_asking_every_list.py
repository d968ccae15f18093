"""From three wordings of its own a group of volunteers comes to an invitation for every list, and
who heads a list answers from the mail, on a phone, without an account, and corrects one answer.

The contest is the coming one of Wavre. Those of 2018 are past by the clock of the demo: nothing
more is asked of their lists. Of Wavre no list is known at first, so that the rule by which the
group invites stands before any, as it should.
"""

import re
import subprocess
import sys

from playwright.sync_api import expect

from tests.journeys.letters import next_letter
from tests.journeys.originals import QUIETLY
from tests.journeys.walking import come_in, look, on_page, press, tab_to, type_in

WAVRE, GROUP = "/en/commune/25112-wavre/", "Wavre, ma ville à vivre"
COUNCIL = "Communal council · Wavre"
CONTEST = "/en/elections/coming/communal-25112/"
ORGANISER, COORDINATOR = "hakim.thonnart@example.org", "coordinateur@example.org"
# Some words of the title of a demand, and what the group asks of its commune in its own words.
OWN_WORDS = {
    "Neighbourhood assemblies": "Wavre answers each neighbourhood twice a year",
    "Keeping warm": "A renovation desk at the station of Wavre",
    "Eating well": "A hot meal in each school of Wavre",
}
FIRST, SECOND, THIRD = OWN_WORDS.values()
# As they become known, which is not in ballot order: number, name.
LISTS = [(2, "Les Hirondelles"), (3, "Liste du Gué"), (1, "La Passerelle")]
BALLOT = ["1 La Passerelle", "2 Les Hirondelles", "3 Liste du Gué"]
ADDRESSES = {BALLOT[0]: "passerelle@example.org", BALLOT[1]: "hirondelles@example.org"}
STANCES = ["yes", "yes_if", "no", "will_study"]
SITE_OF_LIST, TRIED = "Its site, page “Contact”", "No address on its poster, nobody on the market."
CONDITION, WORDS = "The station keeps its waiting room.", "We begin with the streets by the river."
BETTER = "The council decided it last night: it is yes."
MISSING = "Something is still missing before lists can be invited."


def test_from_three_wordings_to_an_answer_that_was_corrected(walk, visit, campaign):
    organiser = walk("/en/my-home/")
    come_in(organiser, campaign, ORGANISER)
    for demand, words in OWN_WORDS.items():
        take_over(organiser, demand, words)
    propose_and_freeze(organiser)
    publish_the_rule(organiser)
    make_lists_known(walk, campaign)
    say_how_to_reach_each(organiser)
    invite(organiser)

    links = {name: link_in_mail(campaign, to) for name, to in ADDRESSES.items()}
    assert len(set(links.values())) == 2
    log_is_public(walk)

    letter = answer(walk, links[BALLOT[0]], campaign, visit)
    who_answered_is_known_but_not_what(organiser, walk)
    read_once_the_deadline_is_past(organiser, campaign)
    assert said_to_all(walk) == [("Yes, if", WORDS)]

    correct(walk, re.search(r"http://\S+", letter)[0], campaign)
    assert said_to_all(walk) == [("Yes, if", WORDS)]
    read_once_the_deadline_is_past(organiser, campaign)
    assert said_to_all(walk) == [("Yes", BETTER), ("Yes, if", WORDS)]


def take_over(page, demand, words):
    """As the story of one taken over tells key by key."""
    page.goto(WAVRE)
    name = re.compile(f"^Take it over.*{demand}")
    page.goto(page.locator("#asked").get_by_role("link", name=name).get_attribute("href"))
    go(page, "link", f"Go on with this group ({GROUP})")
    page.get_by_label("The decision, in one line").fill(words)
    go(page, "button", "Save and go on")
    expect(page.get_by_role("heading", level=1)).to_have_text("Adopt these words")
    go(page, "button", "Adopt")
    expect(page.get_by_role("status")).to_contain_text("Adopted.")


def go(page, role, name):
    """Where the Tab key was seen to lead there."""
    page.get_by_role(role, name=name, exact=True).focus()
    page.keyboard.press("Enter")


def propose_and_freeze(page):
    page.goto("/en/my-home/")
    press(page, "link", GROUP)
    press(page, "link", "Ask every list the same")
    on_page(page, "Asks")
    press(page, "link", COUNCIL)
    on_page(page, COUNCIL)
    press(page, "link", "Choose what you ask")
    on_page(page, "Choose what you ask")
    for words in OWN_WORDS.values():
        tab_to(page, page.get_by_role("checkbox", name=words))
        page.keyboard.press("Space")
    press(page, "button", "Propose these")
    expect(page.get_by_role("status")).to_contain_text("nothing is frozen yet")
    press(page, "link", "Freeze our words")
    on_page(page, "Freeze our words")
    press(page, "button", "Freeze these words for good")
    expect(page.get_by_role("status")).to_contain_text("3 asks are frozen.")
    asked = page.locator("#asks .line-title").all_inner_texts()
    assert asked == list(OWN_WORDS.values())


def publish_the_rule(page):
    press(page, "link", "Publish a rule")
    on_page(page, "By what rule do you invite?")
    press(page, "button", "Publish this rule")
    expect(page.get_by_role("status")).to_contain_text("The rule is published.")
    expect(page.locator("#rule")).to_contain_text("No list was known on that day.")


def make_lists_known(walk, campaign):
    """By a coordinator, as they are announced."""
    page = walk(CONTEST)
    page.goto("/en/coalition/elections/")
    come_in(page, campaign, COORDINATOR)
    for number, name in LISTS:
        page.goto(CONTEST)
        go(page, "link", "Add a list")
        page.get_by_label("Number").fill(str(number))
        page.get_by_label("Name of the list").fill(name)
        page.get_by_label("Source", exact=True).fill("Invented for this story")
        if name == LISTS[0][1]:
            look(page)
        go(page, "button", "Add a list")
        expect(page.get_by_role("status")).to_be_visible()


def say_how_to_reach_each(page):
    page.reload()
    assert page.locator("#lists .ask-lines > li > .line-title").all_inner_texts() == BALLOT
    expect(page.locator("#lists")).to_contain_text("3 lists have no contact yet")
    look(page)
    for name, address in ADDRESSES.items():
        go(page, "link", f"Say how to reach it ({name})")
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        type_in(page, "E-mail address", address)
        type_in(page, "Where the list published this", SITE_OF_LIST)
        press(page, "button", "Note this")
        expect(page.get_by_role("status")).to_contain_text(f"Noted: {name}.")
    way = page.url.partition("#")[0]
    # One has neither contact nor reason: there is no button, and the address leads back.
    expect(page.get_by_role("link", name="Set the deadline and invite")).to_have_count(0)
    expect(page.locator("#invite")).to_contain_text("each with a contact or a reason")
    page.goto(f"{way}invite/")
    expect(page.get_by_role("status")).to_contain_text(MISSING)
    press(page, "link", f"Say how to reach it ({BALLOT[2]})")
    on_page(page, BALLOT[2])
    tab_to(page, page.get_by_role("radio", name="By e-mail"))
    # The last of its choices: the arrows go round.
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="We could not reach it")).to_be_checked()
    type_in(page, "What you tried", TRIED)
    press(page, "button", "Note this")
    expect(page.locator("#lists")).to_contain_text(f"could not be reached: {TRIED}")


def invite(page):
    press(page, "link", "Set the deadline and invite")
    on_page(page, "Invite every list")
    for words in OWN_WORDS.values():
        expect(page.locator("main")).to_contain_text(words)
    tab_to(page, page.get_by_role("checkbox", name="We read the asks again"))
    page.keyboard.press("Space")
    press(page, "button", "Invite every list now")
    expect(page.get_by_role("status")).to_contain_text("The lists are invited, all at once.")


def link_in_mail(post, to):
    letter = next_letter(post, to, COUNCIL)
    assert [f"{n}. {words}" in letter for n, words in enumerate(OWN_WORDS.values(), 1)] == [
        True
    ] * 3
    assert GROUP in letter
    return re.search(r"http://\S+/answer/\S+", letter)[0]


def log_is_public(walk):
    page = walk(CONTEST)
    press(page, "link", "What was done towards each list")
    on_page(page, "All lists treated alike")
    lines = page.locator("main section").last.locator(".ask-lines > li")
    assert lines.locator(".line-title").all_inner_texts() == BALLOT
    said = [" ".join(line.inner_text().split()) for line in lines.all()]
    assert [("invited by e-mail" in each, TRIED in each) for each in said] == [
        (True, False),
        (True, False),
        (False, True),
    ]
    assert not any(address in page.content() for address in ADDRESSES.values())


def answer(walk, link, post, visit):
    """Who heads the list, on one phone and then on another; gives the receipt."""
    page = walk(link)
    read_the_notice(page)
    press(page, "link", "To the first question")
    on_page(page, FIRST)
    stances = page.locator("form").get_by_role("radio")
    assert [each.get_attribute("value") for each in stances.all()] == STANCES
    choose(page, "Yes", then="ArrowDown")
    press(page, "button", "Save and go on")
    expect(page.get_by_role("alert")).to_contain_text("“Yes, if…” needs its condition")
    look(page)
    # The form that was sent unfinished.
    visit.errors[:] = [error for error in visit.errors if "422" not in error]
    type_in(page, "On what condition?", CONDITION)
    type_in(page, "In your own words", WORDS)
    expect(page.locator(".count").last).to_have_text(f"Signs left: {1500 - len(WORDS):,}")
    press(page, "button", "Keep for later")
    on_page(page, "Check your answers")
    assert page.context.cookies() == []

    page = walk(link)
    press(page, "link", "See your answers")
    on_page(page, "Check your answers")
    expect(page.locator(".checked-line").first).to_contain_text(CONDITION)
    press(page, "link", f"Answer · {SECOND}")
    on_page(page, SECOND)
    choose(page, "Yes", then="ArrowUp")
    press(page, "button", "Save and go on")
    on_page(page, THIRD)
    choose(page, "Yes")
    press(page, "button", "Save and check")
    on_page(page, "Check your answers")
    press(page, "button", "Send these 3 answers")
    on_page(page, "Your answers have arrived")
    letter = next_letter(post, ADDRESSES[BALLOT[0]], "Received")
    assert all(words in letter for words in [*OWN_WORDS.values(), CONDITION, WORDS])
    return letter


def read_the_notice(page):
    on_page(page, "What does the list La Passerelle answer?")
    kept = page.locator(".kept-of-you > div")
    told = {each.locator("dt").inner_text(): each.locator("dd").inner_text() for each in kept.all()}
    assert list(told) == [
        "What is kept",
        "Where the address is from",
        "What is shown",
        "For how long",
        "Why we may",
        "Who is responsible",
        "Your rights",
    ]
    assert told["Where the address is from"] == SITE_OF_LIST
    assert told["Who is responsible"] == GROUP


def choose(page, stance, then=""):
    tab_to(page, page.get_by_role("radio", name=stance, exact=True))
    page.keyboard.press("Space")
    if then:
        page.keyboard.press(then)


def who_answered_is_known_but_not_what(organiser, walk):
    organiser.reload()
    states = organiser.locator("#lists .ask-lines > li > .line-title + p").all_inner_texts()
    assert [each.partition(" ·")[0] for each in states] == [
        "answered",
        "invited, silent so far",
        f"could not be reached: {TRIED}",
    ]
    look(organiser)
    grid = walk(f"{CONTEST}answers/")
    expect(grid.locator("main")).to_contain_text("Answers appear together after")
    for page in (organiser, grid):
        assert not any(words in page.content() for words in (CONDITION, WORDS))


def read_once_the_deadline_is_past(page, post):
    """By the organiser, who asks; then the worker does its round."""
    pass_days(post)
    page.goto("/en/my-home/")
    press(page, "link", "Read what lists answered before it comes out")
    on_page(page, "Words to read before they are published")
    page.get_by_role("button", name="Let it through").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Read. It comes out with the others.")
    expect(page.locator("main")).to_contain_text("Everything is read")
    look(page)
    pass_days(post)


def pass_days(post):
    command = [sys.executable, "-m", "tests.journeys.passing_days", "25112"]
    subprocess.run(command, env=post.env, check=True, **QUIETLY)


def said_to_all(walk):
    """What anybody reads that the list answered to the first ask, its last word first."""
    page = walk(f"{CONTEST}answers/")
    whole = page.locator(".grid-lists details").first
    whole.locator("summary").focus()
    page.keyboard.press("Enter")
    whole.locator(".grid-cell").first.focus()
    page.keyboard.press("Enter")
    said = page.locator(".said > li").first
    expect(said.locator("h3")).to_contain_text("La Passerelle")
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    look(page)
    stances = said.locator(".status").all_inner_texts()
    return list(zip(stances, said.locator("blockquote").all_inner_texts(), strict=True))


def correct(walk, link, post):
    """From the receipt, once it was published."""
    page = walk(link)
    on_page(page, "Check your answers")
    press(page, "link", f"Change · {FIRST}")
    on_page(page, FIRST)
    tab_to(page, page.get_by_role("radio", name="Yes, if…"))
    page.keyboard.press("ArrowUp")
    for label, words in {"On what condition?": "", "In your own words": BETTER}.items():
        tab_to(page, page.get_by_label(label))
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        page.keyboard.type(words)
    press(page, "button", "Keep for later")
    on_page(page, "Check your answers")
    press(page, "button", "Send this answer")
    on_page(page, "Your answers have arrived")
    letter = next_letter(post, ADDRESSES[BALLOT[0]], "Received")
    assert (BETTER in letter, CONDITION in letter) == (True, False)
