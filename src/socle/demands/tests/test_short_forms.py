"""What is begun in a short form is written with what the editor has: toolbars, a preview; and what
is typed stays on the device until it is sent."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.demands.models import Adaptation, Demand, Memorandum
from socle.demands.tests.factories import coalition, demand_of, memorandum_of
from socle.demands.tests.people import browser, coordinator, gembloux, organiser
from socle.texts.models import Draft, Revision
from socle.texts.tests.people import filled
from socle.web.tests.reading import html_of, words_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

TYPED = {"title": "Des bancs", "summary": "On **s’assied**.", "body": "## Où\n\nPartout."}


@pytest.fixture
def group():
    return gembloux()


@pytest.fixture
def alice(group):
    return browser(organiser(group))


@pytest.fixture
def form(request, group, alice):
    """Who opens a form, where, of which kind of text, in whose name."""
    name = request.param
    if name == "memorandum":
        return browser(coordinator()), to("memorandum-new"), name, coalition()
    if name == "demand":
        return alice, to("demand-new", group.slug), name, group
    demand = demand_of(None if name == "adaptation" else group)
    asked = demand.provisions.get()
    if name == "adaptation":
        memorandum_of(demand)
        return alice, f"{to('adopt', asked.pk)}?group={group.pk}", name, group
    if name == "provision-new":
        return alice, to(name, demand.pk), "provision", group
    return alice, to(name, asked.pk), "provision", group


def to(name, *args):
    with override("en"):
        return reverse(f"demands:{name}", args=args)


PARTS = {
    "memorandum": ["summary", "body"],
    "demand": ["summary", "body", "more"],
    "provision": ["body", "summary", "more"],
    "adaptation": ["body", "summary", "more"],
}
EACH = pytest.mark.parametrize(
    "form", ["memorandum", "demand", "provision-new", "provision-edit", "adaptation"], indirect=True
)


@EACH
def test_each_part_has_its_toolbar_and_is_read_where_the_editor_reads_it(form):
    page, here, kind, owner = form
    html = html_of(page.get(here))
    bars = re.findall(r'role="toolbar"[^>]*aria-controls="id_(\w+)"', html)
    assert bars == PARTS[kind]
    with override("en"):
        assert f'data-at="{reverse("texts:preview", args=[owner.slug, kind])}"' in html
        assert f'data-send="{reverse("texts:picture-add", args=[owner.slug])}"' in html
    assert re.search(r'<socle-kept class="writing" data-key="socle\.kept\.\d+\.[\w.-]+"', html)
    assert html.count('<label for="id_body">') == 1


@EACH
def test_without_a_script_a_button_shows_what_will_be_read_and_keeps_nothing(form):
    page, here, kind, _owner = form
    there = (Draft.objects.count(), Revision.objects.count(), *counted())
    sent = filled(page.get(here)) | TYPED | {"act": "preview"}
    answer = page.post(here, sent)
    assert answer.status_code == 200
    shown = html_of(answer).partition("<socle-preview")[2].partition("</socle-preview>")[0]
    assert "<strong>s’assied</strong>" in shown
    assert "Des bancs" in words_in(shown)
    again = filled(answer)
    assert {name: again[name].replace("\r\n", "\n") for name in TYPED} == TYPED
    assert (Draft.objects.count(), Revision.objects.count(), *counted()) == there
    untitled = page.post(here, sent | {"title": ""})
    assert (untitled.status_code, "errorlist" in words_in(html_of(untitled))) == (200, False)


def counted():
    return [rows.objects.count() for rows in (Adaptation, Demand, Memorandum)]


@EACH
def test_what_was_sent_and_refused_is_kept_on_the_device_as_it_stands(form):
    page, here, _kind, _owner = form
    opened = page.get(here)
    assert 'data-is-new=""' in html_of(opened)
    refused = page.post(here, filled(opened) | TYPED | {"title": ""})
    assert refused.status_code == 422
    assert 'data-is-new="yes"' in html_of(refused)
    assert 'aria-describedby="id_title_error"' in html_of(refused)


def test_what_made_a_demand_is_known_to_be_sent_by_when_it_was_begun(alice, group):
    here = to("demand-new", group.slug)
    assert 'data-saved=""' in html_of(alice.get(here))
    begins = TYPED | {"language": "fr", "act": "draft"}
    assert alice.post(here, filled(alice.get(here)) | begins).status_code == 302
    begun = timezone.localtime(Demand.objects.get().text.created_at)
    assert f'data-saved="{begun.isoformat()}"' in html_of(alice.get(here))
    other = browser(organiser(group, "Bob"))
    assert 'data-saved=""' in html_of(other.get(here))
