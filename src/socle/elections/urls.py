"""The words of addresses, in the order of LANGUAGES: fr, nl, de, en."""

from django.urls import path

from socle.elections.views import (
    candidacies_written,
    elections_written,
    imports,
    lists_written,
    majorities_written,
    merging,
    persons_written,
    powers_written,
    public,
    results_written,
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
ELECTED = ("elus", "verkozenen", "gewaehlte", "elected")
TAKE_BACK = ("reprendre", "terugnemen", "zuruecknehmen", "take-back")
OFFICES = ("fonctions", "ambten", "aemter", "offices")
OFFICE = ("fonction", "ambt", "amt", "office")
MAJORITY = ("majorite", "meerderheid", "mehrheit", "majority")
PERSONS = ("personnes", "personen", "personen", "persons")
SAME = ("meme", "dezelfde", "dieselbe", "same")
APART = ("autre", "ander", "andere", "another")
SPLIT = ("separer", "splitsen", "trennen", "split")
MERGE = ("fusion", "samenvoeging", "zusammenfuehrung", "merge")

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


def of_person(*parts: tuple[str, ...] | str) -> str:
    return words(COALITION, PERSON, "<int:key>", *parts)


persons = [
    path(words(COALITION, PERSONS), merging.persons, name="persons"),
    path(of_person(), persons_written.desk, name="person-desk"),
    path(of_person(EDIT), persons_written.rename, name="person-name"),
    path(of_person(NAMED), persons_written.stays_named, name="person-named"),
    path(of_person(SAME), merging.same, name="person-same"),
    path(of_person(SAME, "<int:other>"), merging.merge, name="person-merge"),
    path(of_person(SAME, "<int:other>", APART), merging.apart, name="person-apart"),
    path(of_person(SPLIT), merging.split, name="person-split"),
    path(words(COALITION, MERGE, "<int:key>", UNDO), merging.undo, name="merge-undo"),
]
powers = [
    path(of_contest(ELECTED), results_written.elected, name="contest-elected"),
    path(of_contest(ELECTED, TAKE_BACK), results_written.forget, name="contest-uncounted"),
    path(of_contest(OFFICES), powers_written.seats, name="contest-seats"),
    path(of_person(OFFICE), powers_written.new, name="mandate-new"),
    path(
        words(COALITION, CANDIDATE, "<int:key>", OFFICE),
        powers_written.through,
        name="candidacy-mandate",
    ),
    path(words(COALITION, OFFICE, "<int:key>", EDIT), powers_written.edit, name="mandate-edit"),
    path(
        words(COALITION, OFFICE, "<int:key>", REMOVE), powers_written.remove, name="mandate-remove"
    ),
    path(of_contest(MAJORITY), majorities_written.new, name="contest-majority"),
    path(
        words(COALITION, MAJORITY, "<int:key>", EDIT),
        majorities_written.edit,
        name="majority-edit",
    ),
    path(
        words(COALITION, MAJORITY, "<int:key>", REMOVE),
        majorities_written.remove,
        name="majority-remove",
    ),
]
urlpatterns = [*reading, *elections, *lists, *candidacies, *candidates, *persons, *powers]
