"""The words of addresses, in the order of LANGUAGES: fr, nl, de, en."""

from django.urls import path

from socle.elections.views import (
    candidacies_written,
    elections_written,
    imports,
    lists_written,
    persons_written,
    public,
)
from socle.foundation.addresses import one_of, spoken
from socle.groups.urls import COALITION, EDIT, NEW, WITHDRAW, words

ELECTIONS = ("elections", "verkiezingen", "wahlen", "elections")
CONTEST = ("scrutin", "stemming", "wahlgang", "contest")
LIST = ("liste", "lijst", "liste", "list")
PERSON = ("personne", "persoon", "person", "person")
NUMBERS = ("numeros", "nummers", "nummern", "numbers")
CANDIDATE = ("candidature", "kandidaat", "kandidatur", "candidate")
NAMED = ("nomme", "genoemd", "genannt", "named")
REMOVE = ("supprimer", "verwijderen", "entfernen", "remove")
CANDIDATES = ("candidats", "kandidaten", "kandidaten", "candidates")
FILE = ("fichier", "bestand", "datei", "file")
REPORT = ("rapport", "verslag", "bericht", "report")
UNDO = ("annuler", "ongedaan-maken", "rueckgaengig", "undo")

app_name = "elections"
reading = [
    path(spoken(one_of(ELECTIONS)), public.elections, name="elections"),
    path(words(ELECTIONS, "<slug:slug>"), public.election, name="election"),
    path(words(ELECTIONS, "<slug:slug>", "<slug:code>"), public.contest, name="contest"),
    path(words(LIST, "<group:key>"), public.electoral_list, name="list"),
    path(words(PERSON, "<int:key>"), public.person, name="person"),
]


def of_contest(*parts: tuple[str, ...]) -> str:
    return words(COALITION, CONTEST, "<int:key>", *parts)


def of_list(*parts: tuple[str, ...]) -> str:
    return words(COALITION, LIST, "<int:key>", *parts)


elections = [
    path(words(COALITION, ELECTIONS), elections_written.elections, name="coalition-elections"),
    path(words(COALITION, ELECTIONS, NEW), elections_written.new_election, name="election-new"),
    path(
        words(COALITION, ELECTIONS, "<slug:slug>", EDIT),
        elections_written.edit_election,
        name="election-edit",
    ),
    path(
        words(COALITION, ELECTIONS, "<slug:slug>", CONTEST),
        elections_written.new_contest,
        name="contest-new",
    ),
    path(of_contest(EDIT), elections_written.edit_contest, name="contest-edit"),
    path(of_contest(REMOVE), elections_written.remove, name="contest-remove"),
]
lists = [
    path(of_contest(LIST), lists_written.new, name="list-new"),
    path(of_contest(NUMBERS), lists_written.numbers, name="list-numbers"),
    path(of_list(EDIT), lists_written.edit, name="list-edit"),
    path(of_list(REMOVE), lists_written.remove, name="list-remove"),
]
candidacies = [
    path(of_list(CANDIDATE), candidacies_written.new, name="candidacy-new"),
    path(
        words(COALITION, CANDIDATE, "<int:key>", EDIT),
        candidacies_written.edit,
        name="candidacy-edit",
    ),
    path(
        words(COALITION, CANDIDATE, "<int:key>", WITHDRAW),
        candidacies_written.remove,
        name="candidacy-remove",
    ),
]


def of_import(*parts: tuple[str, ...] | str) -> str:
    return words(COALITION, CANDIDATES, *parts)


candidates = [
    path(of_import(), imports.elections, name="candidates"),
    path(of_import(FILE, "<int:key>"), imports.file, name="candidate-file"),
    path(of_import(FILE, "<int:key>", REPORT), imports.report, name="candidate-report"),
    path(of_import(UNDO, "<int:key>"), imports.undo, name="undo-import"),
    path(of_import("<slug:slug>"), imports.send, name="import-candidates"),
]
persons = [
    path(
        words(COALITION, PERSON, "<int:key>", NAMED),
        persons_written.stays_named,
        name="person-named",
    ),
]
urlpatterns = [*reading, *elections, *lists, *candidacies, *candidates, *persons]
