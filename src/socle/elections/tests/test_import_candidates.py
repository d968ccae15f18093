"""A file of candidates: what it makes, changes, leaves alone and refuses."""

import pytest
from django.core.management import call_command
from django.utils.translation import override

from socle.accounts.models import JournalEntry
from socle.elections.models import (
    Candidacy,
    CandidateImport,
    Contest,
    ElectoralList,
    Identifier,
    Party,
    Person,
)
from socle.elections.tests.desk import HEADINGS, TWO, figures, refusals, standing
from socle.elections.tests.factories import CandidacyFactory, ContestFactory
from socle.elections.transfer.candidates import import_candidates_file
from socle.elections.transfer.exports import whole_candidates
from socle.foundation.tables import CannotRead, Wishes
from socle.groups.tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_lists_and_candidates_come_in_and_a_second_time_nothing_is_new(namur, desk):
    assert figures(desk.take(*TWO)) == (2, 0, 0, 0)
    assert standing() == [
        ("1 Liste du Moulin", 1, None, "Zoé Exemple", None),
        ("1 Liste du Moulin", 2, None, "Jan Van der Exemple", None),
    ]
    made = ElectoralList.objects.get()
    assert (made.contest, made.source_title, made.party) == (namur, "Affiche", None)
    assert list(Identifier.objects.values_list("scheme", "value")) == [
        ("affiche", "a-1"),
        ("affiche", "a-2"),
    ]
    assert list(Candidacy.objects.values_list("is_head", flat=True)) == [True, False]
    assert figures(desk.take(*TWO)) == (0, 0, 2, 0)
    assert CandidateImport.objects.count() == 1
    entry = JournalEntry.objects.get(verb="elections.candidates.imported")
    assert entry.reason == "candidats.csv: +2 ~0 !0"


def test_one_row_refused_and_nothing_is_written_unless_asked(namur, desk):
    rows = [*TWO, "99999,1,Liste du Moulin,3,Ali,Autre,a-3"]
    report = desk.take(*rows)
    assert refusals(report) == [(4, "area_code", "no area has the code 99999")]
    assert Person.objects.count() == 0
    assert figures(desk.take(*rows, only_valid=True)) == (2, 0, 0, 1)
    assert Person.objects.count() == 2


def test_a_trial_writes_nothing(namur, desk):
    assert figures(desk.take(*TWO, dry_run=True)) == (2, 0, 0, 0)
    assert [Person.objects.count(), CandidateImport.objects.count()] == [0, 0]


@pytest.mark.parametrize(
    ("encoding", "separator", "headings"),
    [
        ("utf-8-sig", ";", "Commune;N° liste;Liste;Place;Prénom;Nom;Suppléant;Élu"),
        ("cp1252", "\t", "Gemeente;Lijstnummer;Lijst;Volgnummer;Voornaam;Naam;Opvolger;Verkozen"),
        ("utf-8", ",", "town;list number;list;position;first name;surname;substitute;elected"),
    ],
)  # fmt: skip
def test_files_as_people_have_them(namur, desk, encoding, separator, headings):
    row = separator.join(["Namur", "4", "Été", "1", "Chloé", "Exemple", "oui", "élue"])
    path = desk.folder / "file.csv"
    path.write_bytes(f"{headings.replace(';', separator)}\r\n{row}\r\n".encode(encoding))
    with override("en"):
        report = import_candidates_file(path, Wishes(now=NOW, election="coming"))
    assert refusals(report) == []
    assert standing() == [("4 Été", None, 1, "Chloé Exemple", True)]


def test_an_effective_candidate_who_is_a_substitute_too_has_one_row(namur, desk):
    headings = f"{HEADINGS},substitute,elected"
    report = desk.take(
        "92094,1,Moulin,3,Zoé,Exemple,a-1,non,oui",
        "92094,1,Moulin,1,Zoé,Exemple,a-1,oui,non",
        headings=headings,
    )
    assert figures(report) == (2, 0, 0, 0)
    assert standing() == [("1 Moulin", 3, 1, "Zoé Exemple", True)]


def test_results_change_what_they_tell_and_nothing_else(namur, desk):
    desk.take(*TWO)
    headings = "area_code,list_number,family_name,given_name,person_id,elected"
    report = desk.take(
        "92094,1,Exemple,Zoé,a-1,yes", "92094,1,Van der Exemple,Jan,a-2,no", headings=headings
    )
    assert figures(report) == (0, 2, 0, 0)
    assert [row[-1] for row in standing()] == [True, False]


def test_two_candidates_change_places(namur, desk):
    desk.take(*TWO)
    report = desk.take(TWO[0].replace(",1,Zoé", ",2,Zoé"), TWO[1].replace(",2,Jan", ",1,Jan"))
    assert figures(report) == (0, 2, 0, 0)
    assert [row[3] for row in standing()] == ["Jan Van der Exemple", "Zoé Exemple"]


def test_a_number_drawn_later_is_given_to_the_list(namur, desk):
    desk.take("92094,,Liste du Moulin,1,Zoé,Exemple,a-1")
    assert figures(desk.take("92094,7,LISTE DU MOULIN,1,Zoé,Exemple,a-1")) == (0, 1, 0, 0)
    assert standing() == [("7 Liste du Moulin", 1, None, "Zoé Exemple", None)]


def test_a_list_is_linked_to_a_party_with_a_source_only(namur, desk):
    headings = f"{HEADINGS},party"
    row = "92094,1,Moulin,1,Zoé,Exemple,a-1,Parti inventé"
    report = desk.take(row, headings=headings, source="")
    assert report.notes == [
        "Parties are left aside: a list is linked to a party with a source only (--source, or the "
        "column source_url)."
    ]
    assert Party.objects.count() == 0
    assert figures(desk.take(row, headings=headings)) == (0, 1, 0, 0)
    made = ElectoralList.objects.get()
    assert (made.party.name, made.party_source) == ("Parti inventé", "Affiche")
    assert figures(desk.take(row, headings=headings)) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [TWO[0], "92094,1,Liste du Tilleul,2,Ali,Autre,a-3"],
            (
                3,
                "list_name",
                "number 1 is that of “Liste du Moulin” (row 2): two lists cannot have it. Correct "
                "the number, or the name",
            ),
        ),
        (
            [TWO[0], "92094,2,Liste du Tilleul,1,Zoé,Exemple,a-1"],
            (
                3,
                "list_number",
                "stands on “Liste du Moulin” (row 2) in the same contest: nobody is on two lists. "
                "Keep the right row; if they are two humans, give each an identifier",
            ),
        ),
        (
            [TWO[0], "92094,1,Liste du Moulin,1,Ali,Autre,a-3"],
            (
                3,
                "position",
                "place 1 of the list is that of Zoé Exemple (row 2): give each a place of their "
                "own",
            ),
        ),
        (
            [TWO[0], "92094,1,Liste du Moulin,5,Zoé,Exemple,a-1"],
            (
                3,
                "family_name",
                "row 2 is about the same candidate: leave one; if it is another human of that "
                "name, give each an identifier",
            ),
        ),
        (
            ["92094,9,,1,Zoé,Exemple,a-1"],
            (2, "list_name", "list 9 is not known yet: write its name"),
        ),
        (
            ["92094,1,Moulin,,Zoé,Exemple,a-1"],
            (2, "position", "is empty: write the place on the list"),
        ),
        (
            ["92094,1,Moulin,=1+1,Zoé,Exemple,a-1"],
            (2, "position", "holds a formula; write its result instead"),
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_row_and_the_reason(namur, desk, rows, expected):
    assert refusals(desk.take(*rows)) == [expected]
    assert Candidacy.objects.count() == 0


def test_three_wrong_rows_in_ten_thousand_are_named_and_nothing_is_written(belgium, desk):
    contests = Contest.objects.filter(election__slug="2018-local", code__startswith="communal-")
    codes = contests.order_by("code").values_list("area__code", flat=True)[:50]
    rows = [
        f"{code},{number},Liste {number},{place},Nom,Exemple {place},{code}-{number}-{place}"
        for code in codes
        for number in range(1, 5)
        for place in range(1, 51)
    ]
    assert len(rows) == 10_000
    rows[11] = rows[11].replace(codes[0], "00000", 1)
    rows[5_025] = rows[5_025].replace("Liste 1", "Liste 2")
    rows[9_999] = rows[9_999].replace(",50,", ",1,")
    report = desk.take(*rows, election="2018-local")
    assert [(each.row, each.column) for each in report.refusals] == [
        (13, "area_code"),
        (5_027, "list_name"),
        (10_001, "position"),
    ]
    assert Person.objects.count() == ElectoralList.objects.count() == 0


def test_all_but_the_wrong_rows_come_in_where_that_is_asked(namur, desk):
    rows = [f"92094,1,Moulin,{n},Nom{n},Exemple{n},a-{n}" for n in range(1, 40)]
    for n in (1, 20, 30):
        rows[n] = rows[n].replace("92094", "00000")
    report = desk.take(*rows, only_valid=True)
    assert [each.row for each in report.refusals] == [3, 22, 32]
    assert figures(report) == (36, 0, 0, 3)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", b"", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_table_cannot_be_read(namur, desk, content):
    path = desk.folder / "lists.csv"
    path.write_bytes(content)
    with pytest.raises(CannotRead):
        import_candidates_file(path, Wishes(now=NOW, election="coming"))


def test_the_election_has_to_be_known(namur, desk):
    with pytest.raises(CannotRead) as why:
        desk.take(*TWO, election="other")
    assert str(why.value).startswith("No election is called “other”; there are: coming")


def test_the_command_says_what_happened_by_its_status(namur, desk):
    path = desk.table(*TWO)
    call_command("import", "candidates", path, "--election", "coming")
    assert Person.objects.count() == 2
    wrong = desk.table("99999,1,Moulin,1,Ali,Autre,a-9", name="wrong.csv")
    with pytest.raises(SystemExit) as stopped:
        call_command("import", "candidates", wrong, "--election", "coming")
    assert stopped.value.code == 1
    with pytest.raises(SystemExit) as stopped:
        call_command("import", "candidates", path, "--election", "nowhere")
    assert stopped.value.code == 2


def test_a_commune_that_merges_leads_to_the_council_it_voted_for(desk):
    """Since 2019 Deinze is Deinze and Nevele, whose people voted together in 2018."""
    contest = Contest.objects.filter(election__slug="2018-local", area__code="44083").first()
    if contest is None:
        pytest.skip("this country has no such merger")
    report = desk.take(
        "Nevele,1,Molen,1,Zoé,Exemple,a-1",
        headings=HEADINGS.replace("area_code", "area"),
        election="2018-local",
    )
    assert refusals(report) == []
    assert ElectoralList.objects.get().contest == contest


def test_what_was_exported_comes_back_in_as_it_left(namur, desk):
    desk.take(*TWO)
    CandidacyFactory(list__contest=ContestFactory(), list__number=1)
    path = desk.folder / "export.csv"
    path.write_bytes(b"".join(whole_candidates()))
    wishes = Wishes(now=NOW, election="coming", source="Export")
    with override("en"):
        report = import_candidates_file(path, wishes)
    assert (figures(report), report.notes) == (
        (0, 0, 2, 0),
        ["1 row of another election was left aside."],
    )


@pytest.mark.parametrize("many", [4, 40])
def test_namesakes_are_told_apart_without_a_question_each(
    namur, desk, many, django_assert_max_num_queries
):
    """Each two of one name are compared: a question for each pair would be thousands."""
    rows = [f"92094,{n},Liste {n},1,Zoé,Exemple,{n}-1" for n in range(1, many + 1)]
    with django_assert_max_num_queries(QUERIES):
        report = desk.take(*rows)
    assert figures(report)[0] == many


# Some more the first time: what a process keeps of the country is read.
QUERIES = 31
