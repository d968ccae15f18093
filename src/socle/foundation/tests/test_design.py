"""The design system keeps its promises: contracts, contrast, weight, no inline anything."""

import gzip
import re

import pytest

from socle.foundation.design.catalogue import GROUND, HERE, Component, as_html, catalogue
from socle.foundation.design.finder import joined_style, style_sheets

SOURCE = HERE.parents[1]
COMPONENTS = [path.parent.name for path in sorted(HERE.glob("*/*.css"))]
INLINE_COMPONENTS = ["link", "status", "in_language"]
STYLE_LIMIT = 9_000
SCRIPT_LIMIT = 4_000


# --- every component says what it is, and is shown ---


@pytest.mark.parametrize("name", [name for name in COMPONENTS if name not in GROUND])
def test_a_component_opens_with_its_contract(name):
    assert (HERE / name / "index.html").read_text().startswith('{% comment "text/markdown" %}\n')
    assert Component(name).contract.strip() != ""


def test_every_component_is_in_the_catalogue():
    assert sorted(component.name for component in catalogue()) == COMPONENTS


@pytest.mark.parametrize("name", COMPONENTS)
def test_examples_show_at_least_one_state(name):
    assert "<h3>" in Component(name).markup


@pytest.mark.parametrize("name", INLINE_COMPONENTS)
def test_a_component_used_inside_a_sentence_adds_no_space(name):
    source = (HERE / name / "index.html").read_text()
    assert source == source.rstrip()
    assert "{% endcomment %}\n" not in source


def test_a_contract_is_shown_as_text_never_as_markup():
    assert as_html("Say `<b>`.\n\n- `x`: <i>") == (
        "<p>Say <code>&lt;b&gt;</code>.</p><ul><li><code>x</code>: &lt;i&gt;</li></ul>"
    )


# --- nothing inline: the content security policy would refuse it ---

INLINE = re.compile(
    r"""<[^>]*\s(style|on[a-z]+|hx-on[\w:-]*)\s*=|<style|<script(?![^>]*\ssrc=)""", re.IGNORECASE
)


def templates():
    """All but those of e-mails, which programs read that know no style sheets."""
    return sorted(
        path for path in SOURCE.rglob("*.html") if not {"tests", "mail"} & set(path.parts)
    )


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_has_no_inline_style_or_script(path):
    text = re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text())
    assert [found[0] for found in INLINE.finditer(text)] == []


# --- contrast, in both themes (WCAG 2.2: 4.5 for text, 3 for signs and edges) ---

GROUNDS = ["paper", "sand", "sheet"]
TEXT = [
    *[(ink, ground) for ink in ("ink", "slate", "accent", "accent-strong") for ground in GROUNDS],
    *[(tint, "paper") for tint in ("good", "mixed", "bad", "calm", "unknown")],
    *[(tint, f"{tint}-tint") for tint in ("good", "mixed", "bad", "calm")],
    *[("ink", f"{tint}-tint") for tint in ("good", "mixed", "bad", "calm")],
    ("bad", "sheet"),
    ("ink", "mark"),
    ("accent", "mark"),
    ("accent-strong", "mark"),
    ("bad", "mark"),
    ("slate", "mark"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-slab", "slab"),
    ("on-slab-quiet", "slab"),
]
EDGES = [("edge", "paper"), ("edge", "sheet"), ("focus", "paper"), ("focus", "sand")]


def themes():
    text = (HERE / "tokens" / "tokens.css").read_text()
    light, dark = text.split("@media (prefers-color-scheme: dark)")
    colour = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
    return {
        "light": dict(colour.findall(light)),
        "dark": dict(colour.findall(light)) | dict(colour.findall(dark)),
    }


def brightness(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted([brightness(one), brightness(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground", "least"), [*((*pair, 4.5) for pair in TEXT), *((*pair, 3) for pair in EDGES)]
)
def test_one_can_read_it(theme, ink, ground, least):
    colours = themes()[theme]
    assert contrast(colours[ink], colours[ground]) >= least


def test_both_themes_set_the_same_colours():
    text = (HERE / "tokens" / "tokens.css").read_text()
    light, dark = (re.findall(r"--([\w-]+): #", part) for part in text.split("@media", 1))
    assert light == dark


# --- weight ---


def test_the_style_sheet_stays_light():
    assert len(gzip.compress(joined_style().encode(), 9)) <= STYLE_LIMIT


def test_layers_are_declared_first():
    assert style_sheets()[0].parent.name == "base"
    assert joined_style().startswith("@layer tokens, base, components, words, print;")


def test_a_page_with_a_search_box_loads_few_scripts():
    scripts = [HERE / "base" / "socle.js", HERE / "search_box" / "suggest.js"]
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in scripts) <= SCRIPT_LIMIT
