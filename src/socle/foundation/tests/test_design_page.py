"""The page that shows the design system, and the shell that every page stands in."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from socle.foundation.design.catalogue import catalogue


@pytest.fixture
def page(client, db):
    return client.get("/en/design/")


def test_the_page_shows_every_component(page):
    shown = re.findall(
        r'<section class="section design-component" id="(\w+)"', page.content.decode()
    )
    assert page.status_code == 200
    assert shown == [component.name for component in catalogue()]


def test_no_id_stands_twice_on_the_page(page):
    ids = re.findall(r'\sid="([^"]+)"', page.content.decode())
    assert sorted(ids) == sorted(set(ids))


def test_headings_go_down_one_level_at_a_time(page):
    levels = [int(level) for level in re.findall(r"<h([1-6])", page.content.decode())]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [
        (before, after)
        for before, after in zip(levels, levels[1:], strict=False)
        if after - before > 1
    ] == []


def test_the_page_stays_the_same_in_each_language(page):
    links = re.findall(
        r'<a href="(/\w+/design/)" lang="(\w+)" hreflang="(\w+)"', page.content.decode()
    )
    assert links == [(f"/{code}/design/", code, code) for code in ("fr", "nl", "de", "en")]


# --- the shell ---


def shell(language="fr", **context):
    with translation.override(language):
        return render_to_string("base.html", context, RequestFactory().get(f"/{language}/"))


def test_the_shell_says_its_language_and_begins_with_a_way_to_the_content():
    page = shell("nl")
    assert '<html lang="nl" dir="ltr">' in page
    assert re.search(r"<body>\s*<a class=\"skip\" href=\"#content\">", page)
    assert page.count('<main id="content"') == 1


def test_the_shell_names_the_page_in_each_language():
    page = shell(
        alternates=[
            {"language": "fr", "name": "Français", "url": "/fr/x/", "current": True},
            {"language": "nl", "name": "Nederlands", "url": "/nl/x/", "current": False},
        ],
        base_url="https://socle.example",
        canonical="https://socle.example/fr/x/",
    )
    assert '<link rel="alternate" hreflang="nl" href="https://socle.example/nl/x/">' in page
    assert '<link rel="canonical" href="https://socle.example/fr/x/">' in page
    assert '<a href="/fr/x/" lang="fr" hreflang="fr" aria-current="true">' in page


def test_the_shell_stands_without_anything_around_it():
    page = render_to_string("base.html")
    assert '<main id="content"' in page
    assert "<nav" not in page.split("<main")[0].split("</header>")[0]


# --- components, where a mistake would be felt ---


def written(source, language="en", request=None, **context):
    with translation.override(language):
        made = RequestContext(request, context) if request else Context(context)
        return " ".join(Template("{% load cotton %}" + source).render(made).split())


def test_attributes_are_escaped():
    button = written(
        '{% cotton button :data-name="name" type="button" %}Go{% endcotton %}', name='"><script>'
    )
    assert "<script>" not in button
    assert 'data-name="&quot;&gt;&lt;script&gt;"' in button


def test_a_component_does_not_see_its_page():
    assert "leak" not in written("{% cotton button %}Go{% endcotton %}", href="/leak/")


def test_no_information_is_the_normal_state():
    status = written("{% cotton status value=value %}{% endcotton %}", value="")
    assert re.sub(r"<.*?>", "", status) == "No information"


class Question(forms.Form):
    answer = forms.ChoiceField(
        label="Answer", choices=[("yes", "Yes")], widget=forms.RadioSelect, help_text="Public."
    )
    name = forms.CharField(label="Name", required=False)


def test_choices_are_a_group_with_its_hint_and_its_error():
    field = written(
        '{% cotton field :field="field" %}{% endcotton %}', field=Question({})["answer"]
    )
    assert '<fieldset class="field long wrong" ' in field
    assert 'aria-describedby="id_answer_helptext id_answer_error"' in field
    assert 'id="id_answer_helptext">Public.' in field
    assert 'id="id_answer_error"><li>This field is required.' in field


def test_only_optional_questions_say_so():
    form = Question()
    source = '{% cotton field :field="field" %}{% endcotton %}'
    assert "(optional)" in written(source, field=form["name"])
    assert "(optional)" not in written(source, field=form["answer"])


def test_the_error_summary_leads_to_each_question_and_is_silent_without_errors():
    source = '{% cotton error-summary :form="form" %}{% endcotton %}'
    assert '<a href="#id_answer_0">Answer: This field is required.</a>' in written(
        source, form=Question({})
    )
    assert written(source, form=Question()) == ""


def test_pagination_keeps_the_rest_of_the_address():
    request = RequestFactory().get("/", {"q": "bus & train", "page": "2"})
    nav = written(
        '{% cotton pagination :page="page" %}{% endcotton %}',
        request=request,
        page=Paginator(range(60), 20).page(2),
    )
    assert re.findall(r'href="(.*?)"', nav) == [
        f"?q=bus+%26+train&amp;page={number}" for number in (1, 1, 2, 3, 3)
    ]
    assert "Page 2 of 3" in nav


@pytest.mark.parametrize(("language", "note"), [("nl", "in French"), ("fr", "")])
def test_text_in_another_language_says_so(language, note):
    source = '{% cotton in-language lang="fr" %}La commune{% endcotton %}'
    with translation.override("en"):
        text = written(source, language="fr" if language == "fr" else "en")
    assert re.sub(r"<.*?>", "", text) == f"La commune {note}".strip()


def test_what_nobody_checked_says_so():
    source = '{% cotton source title="Decree" :checked="checked" %}{% endcotton %}'
    assert "to be checked" in written(source, checked=False)
    assert "to be checked" not in written(source, checked=True)


def test_a_difference_is_readable_without_colour():
    text = written(
        '{% cotton difference :parts="parts" %}{% endcotton %}',
        parts=[("same", "Every "), ("removed", "half hour"), ("added", "<hour>")],
    )
    assert re.sub(r"<.*?>", "", text) == "Every [removed: half hour] [added: &lt;hour&gt;] "


def test_a_long_difference_is_shown_around_its_changes():
    text = written(
        '{% cotton difference :passages="passages" :counts="counts" lang="fr" %}{% endcotton %}',
        passages=[
            ([[("same", "Un <début>.")], [("same", "Une suite.")]], True, 4),
            ([[("added", "¶")], [("removed", "Une fin.")]], False, 2),
        ],
        counts=(1, 2),
    )
    assert " ".join(re.sub(r"<.*?>", "", text).split()) == (
        "1 word added, 2 removed 4 words that did not change Un &lt;début&gt;. Une suite."
        " [added: a new paragraph¶] [removed: Une fin.]"
    )
    inside, after = text.split("</details>")
    assert (inside.count("<p"), after.count("<p")) == (3, 2)
    assert text.count('<p class="difference" dir="auto" lang="fr">') == 4
    assert after.count('<span aria-hidden="true">¶</span>') == 1


def test_a_difference_without_any_says_so():
    text = written(
        '{% cotton difference :parts="parts" :counts="counts" %}{% endcotton %}',
        parts=[("same", "Un.")],
        counts=(0, 0),
    )
    assert re.sub(r"<.*?>", " ", text).split() == ["Not", "a", "word", "was", "changed.", "Un."]
