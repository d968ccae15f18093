"""Slots: a lower page shows what an upper room gives."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.html import format_html

from socle.foundation import slots


@pytest.fixture(autouse=True)
def _empty_slots(monkeypatch):
    monkeypatch.setattr(slots, "FILLED", {name: [] for name in slots.SLOTS})


def show(text, **context):
    return Template("{% load slots %}" + text).render(Context(context))


def test_a_slot_shows_what_each_room_gives_in_the_order_they_came():
    slots.fill("demand.aside", lambda demand, page: format_html("<p>{}</p>", demand))
    slots.fill("demand.aside", lambda demand, page: page["also"])
    words = show('{% slot "demand.aside" demand %}', demand="Bread & roses", also="a < b")
    assert words == "<p>Bread &amp; roses</p>\na &lt; b"


def test_an_empty_slot_shows_nothing_and_a_room_fills_it_once():
    assert show('{% slot "group.next" group %}', group=1) == ""

    def provider(group, page):
        return "Invite the candidates"

    slots.fill("group.next", provider)
    slots.fill("group.next", provider)
    assert show('{% slot "group.next" group %}', group=1) == "Invite the candidates"


def test_a_slot_nobody_named_is_refused():
    with pytest.raises(slots.UnknownSlot):
        slots.fill("demand.below", lambda demand, page: "")
    with pytest.raises(slots.UnknownSlot):
        slots.show_slot("demand.below", None, {})


@pytest.mark.parametrize(
    "tag", ['{% slot "demand.below" demand %}', '{% slot "demand.aside" %}', "{% slot %}"]
)
def test_a_template_that_names_it_wrong_cannot_be_read(tag):
    with pytest.raises(TemplateSyntaxError, match="foundation/slots.py"):
        Template("{% load slots %}" + tag)


def test_there_are_fewer_than_ten_and_each_has_one_sentence():
    assert len(slots.SLOTS) < 10
    assert [words for words in slots.SLOTS.values() if words.count(".") != 1] == []
