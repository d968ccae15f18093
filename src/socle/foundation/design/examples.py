"""What the examples of the design system are filled with."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.templatetags.static import static

from socle.foundation.markdown import markdown

TOPICS = [("mobility", "Mobility"), ("housing", "Housing"), ("food", "Food and farming")]
COLOURS = ["paper", "sand", "sheet", "line", "edge", "ink", "slate", "accent", "slab", "mark"]
TINTS = ["good", "mixed", "bad", "calm", "unknown"]


class ExampleForm(forms.Form):
    """One question of each kind."""

    name = forms.CharField(label="Name of the group", help_text="As people say it.")
    text = forms.CharField(label="What you ask", widget=forms.Textarea(attrs={"rows": 3}))
    email = forms.EmailField(label="E-mail address", widget=forms.EmailInput())
    topic = forms.ChoiceField(label="Topic", choices=[("", "Choose one"), *TOPICS])
    answer = forms.ChoiceField(
        label="Will you do it?",
        choices=[("yes", "Yes"), ("yes_if", "Yes, if"), ("no", "No")],
        widget=forms.RadioSelect,
        help_text="Your answer is public.",
    )
    topics = forms.MultipleChoiceField(
        label="Topics you follow",
        choices=TOPICS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    people = forms.IntegerField(label="How many people", required=False, min_value=1)
    minutes = forms.FileField(label="Minutes of the meeting", required=False)
    agree = forms.BooleanField(
        label="I have read the charter", help_text="You can take it back any day."
    )


class ShortForm(forms.Form):
    year = forms.IntegerField(label="Year")
    name = forms.CharField(label="Given name")


class PlaceForm(forms.Form):
    place = forms.CharField(
        label="Where it is active",
        help_text="A commune, a postcode or a province.",
        widget=forms.SearchInput(attrs={"autocomplete": "off"}),
    )


class SummaryForm(forms.Form):
    source = forms.URLField(label="Source", assume_scheme="https")
    when = forms.DateField(label="Date")


PLACES = [("Namur", 4.866, 50.467), ("Eupen", 6.036, 50.63), ("Gent", 3.725, 51.054)]
PARTS = [
    ("same", "A bus every "),
    ("removed", "half hour"),
    ("added", "hour"),
    ("same", " in every village"),
    ("added", " of the Condroz"),
    ("same", ", also on Sundays."),
]
SAME = [
    [("same", "Everyone has the right to a bus, in the city as in the villages.")],
    [("same", "It leaves when people need it, and it says so when it does not come.")],
]
PASSAGES = [
    (SAME, True, 28),
    (
        [
            PARTS,
            [("added", "Whoever cannot walk to the stop is fetched at home.")],
            [("same", "This is paid by the region."), ("added", "¶")],
            [("same", "It is looked at again every two years.")],
        ],
        False,
        47,
    ),
    (SAME, True, 28),
]
NOTES = """Half of the villages have no bus on Sundays,[^count] and who has no car stays at home.

[^count]: Counted in **March**, with the [timetables](https://example.org/) of all lines.
"""
STEPS = [
    {"label": "Say what you ask", "url": "#steps", "state": "done"},
    {"label": "Say of whom", "state": "current"},
    {"label": "Give your reasons", "state": "todo"},
    {"label": "Send it", "state": "todo"},
]


def examples() -> dict[str, Any]:
    """Everything the examples ask for, under the one name ``example``."""
    pages = Paginator(range(240), 20)
    return {
        "way_in": {"url": "#account"},
        "person": {
            "name": "Alice Example",
            "home": {"url": "#account", "current": True},
            "account": {"url": "#account"},
        },
        "breadcrumb": [
            {"url": "#breadcrumb", "label": "Wallonia"},
            {"url": "#breadcrumb", "label": "Province of Namur"},
            {"label": "Namur"},
        ],
        "form": ExampleForm(prefix="plain"),
        "wrong_form": ExampleForm({"wrong-people": "0"}, prefix="wrong"),
        "short_form": ShortForm(prefix="short"),
        "place_form": PlaceForm(prefix="plain"),
        "wrong_place_form": PlaceForm({}, prefix="nowhere"),
        "summary_form": SummaryForm({"wrong-source": "x"}, prefix="summary"),
        "steps": STEPS,
        "page": pages.page(6),
        "first_page": pages.page(1),
        "last_page": pages.page(12),
        "parts": PARTS,
        "passages": PASSAGES,
        "counts": (14, 2),
        "unchanged": [(SAME, True, 28)],
        "none": (0, 0),
        "notes": markdown(NOTES),
        "facts": [("Inhabitants", "114,007"), ("Languages", "French"), ("Province", "Namur")],
        "colours": COLOURS + TINTS,
        "suggestions": static("design-page/suggestions.json"),
        "places": static("design-page/places.geojson"),
    }
