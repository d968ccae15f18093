"""Addresses of the pages, in the words of each language."""

from django.urls import path

from socle.groups.urls import EDIT, NEW, WITHDRAW, words
from socle.library.views import cases, telling, withdrawing

app_name = "library"

# In the order of LANGUAGES: fr, nl, de, en.
CASES = ("on-l-a-fait", "het-is-gelukt", "es-geht", "we-did-it")
HISTORY = ("historique", "geschiedenis", "verlauf", "history")
CHANGES = ("changements", "wijzigingen", "aenderungen", "changes")


def of_case(*parts: tuple[str, ...] | str) -> str:
    """Every page of one case: ``on-l-a-fait/12-un-bus-sur-appel/``."""
    return words(CASES, "<group:key>", *parts)


urlpatterns: list = [
    path(words(CASES), cases.cases, name="cases"),
    path(words(CASES, NEW), telling.new, name="case-new"),
    path(words(CASES, CHANGES), cases.changes, name="changes"),
    path(of_case(), cases.case, name="case"),
    path(of_case(HISTORY), cases.history, name="case-history"),
    path(of_case(EDIT, "<str:language>"), telling.edit, name="case-edit"),
    path(of_case(WITHDRAW), withdrawing.withdraw, name="case-withdraw"),
]
