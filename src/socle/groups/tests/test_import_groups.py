"""Groups from a table: `socle import groups`."""

import csv
import io
from datetime import date

import pytest
from django.core.management import call_command
from django.utils.translation import override

from socle.accounts.models import JournalEntry
from socle.foundation.kept import versions
from socle.groups.models import Approach, CharterAcceptance, Group, GroupLink, StageChange
from socle.groups.rules import GROUPS, may_speak_publicly
from socle.groups.tests.factories import (
    ApproachFactory,
    GroupFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.usefixtures("belgium")
ORGANISATION, LOCAL = Group.Kind.ORGANISATION, Group.Kind.LOCAL


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def run(tmp_path):
    """Import a file of this content: exit status, and what was printed after the four counts."""

    def call(content, *options):
        path = tmp_path / "organisations.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        out, err = io.StringIO(), io.StringIO()
        status = 0
        try:
            call_command("import", "groups", str(path), *options, stdout=out, stderr=err)
        except SystemExit as end:
            status = end.code
        return status, out.getvalue() + err.getvalue()

    return call


def printed(*lines, created=0, updated=0, unchanged=0, refused=0):
    counts = (
        f"{created:>9} created\n{updated:>9} updated\n"
        f"{unchanged:>9} unchanged\n{refused:>9} refused\n"
    )
    return counts + "".join(f"{line}\n" for line in lines)


NOTHING = (
    "Nothing was written, since rows were refused. "
    "Correct them, or take the others with --only-valid."
)
SEEDS = (
    "Nom;Commune;Étape;Contact;E-mail;GSM;Langues;Site;Remarque\n"
    "Les Semeurs ASBL;Namur;contactée;Rachida Okafor;r.okafor@example.org;+32 470 12 34 56;"
    'fr, néerlandais;semeurs.example.org;"A rencontré Bernard.\nÀ rappeler."\n'
)


def test_a_row_makes_an_organisation_that_only_coordinators_see(run):
    assert run(SEEDS) == (0, printed("Done.", created=1))
    approach = Approach.objects.get()
    group = approach.group
    assert (group.name, group.sort_name, group.kind) == (
        "Les Semeurs ASBL",
        "les semeurs",
        ORGANISATION,
    )
    assert (group.languages, group.website) == ("fr nl", "https://semeurs.example.org")
    assert [area.code for area in group.areas.all()] == ["92094"]
    assert (group.public_since, group.joining) == (None, Group.Joining.ON_REQUEST)
    assert (approach.stage, approach.contact_name) == ("contacted", "Rachida Okafor")
    assert (approach.contact_email, approach.phone) == ("r.okafor@example.org", "+32 470 12 34 56")
    assert approach.note == "A rencontré Bernard.\nÀ rappeler."
    assert list(StageChange.objects.values_list("before", "after")) == [("", "contacted")]


def test_the_second_time_changes_nothing(run):
    run(SEEDS)
    before = Group.objects.values().get(), Approach.objects.values().get()
    assert run(SEEDS) == (0, printed("Nothing to change.", unchanged=1))
    assert (Group.objects.values().get(), Approach.objects.values().get()) == before
    entries = JournalEntry.objects.filter(verb="groups.approach.imported")
    assert [(entry.reason, entry.by) for entry in entries] == [
        ("organisations.csv: +1 ~0 !0", None)
    ]


def test_what_a_file_leaves_out_stays(run):
    run(SEEDS)
    assert run("naam,telefoon\nles semeurs vzw,081 22 33 44\n")[0] == 0
    approach = Approach.objects.get()
    assert (approach.phone, approach.contact_name) == ("081 22 33 44", "Rachida Okafor")
    assert (approach.stage, approach.group.name) == ("contacted", "les semeurs vzw")
    assert [area.code for area in approach.group.areas.all()] == ["92094"]


@pytest.mark.parametrize(
    "header",
    [
        "Nom;Type;Commune;Étape;Contact;E-mail;Téléphone;Langues;Site web;Remarque",
        "Naam;Soort;Gemeente;Fase;Contactpersoon;E-mailadres;Telefoon;Talen;Site;Opmerking",
        "Name;Art;Gemeinde;Phase;Kontaktperson;E-Mail-Adresse;Telefon;Sprachen;Webseite;Notiz",
        "name;kind;area;stage;contact name;contact email;phone;languages;website;note",
    ],
)
def test_headings_are_understood_in_four_languages(run, header):
    row = "Échange;vzw;Luik;geïnteresseerd;Orhan;o@example.org;1;nl;example.org;Rappeler"
    assert run(f"{header}\n{row}\n") == (0, printed("Done.", created=1))
    approach = Approach.objects.get()
    assert (approach.stage, approach.contact_name, approach.note) == (
        "interested",
        "Orhan",
        "Rappeler",
    )
    assert [area.code for area in approach.group.areas.all()] == ["62063"]


# --- never doubled ---


def test_two_rows_for_one_organisation_are_told(run):
    assert run(
        "name,contact email\nL'Échange ASBL,a@example.org\nL’échange,\nAutre,A@example.org\n"
    ) == (
        1,
        printed(
            "✗ row 3, L’échange, name: row 2 is about the same group: make one row of both",
            "✗ row 4, Autre, contact_email: “L'Échange ASBL” (row 2) has the same address: if it "
            "is the same group, give both the same name; if not, give another address or none",
            NOTHING,
            created=1,
            refused=2,
        ),
    )
    assert Group.objects.count() == 0


def test_an_address_known_on_the_site_under_another_name_is_told(run):
    approach = ApproachFactory(group__name="La Ruche", contact_email="info@example.org")
    status, words = run("name,email\nRuche de Namur,INFO@example.org\n")
    assert (status, words.splitlines()[4]) == (
        1,
        "✗ row 2, Ruche de Namur, contact_email: “La Ruche” (on the site) has the same address: "
        "if it is the same group, give both the same name; if not, give another address or none",
    )
    assert list(Approach.objects.all()) == [approach]


def test_the_good_rows_can_be_taken_alone(run):
    file = "name,stage\nRuche,contacted\nRuche,interested\nAncre,maybe\n"
    assert run(file, "--only-valid") == (
        1,
        printed(
            "✗ row 3, Ruche, name: row 2 is about the same group: make one row of both",
            "✗ row 4, stage: “maybe” is not understood; write one of “to contact”, “contacted”, "
            "“interested”, “member”, “left”, “declined”",
            "Done.",
            created=1,
            refused=2,
        ),
    )
    assert [str(approach) for approach in Approach.objects.all()] == ["Ruche, contacted"]


def test_a_trial_writes_nothing(run):
    assert run(SEEDS, "--dry-run") == (
        0,
        printed("This was a trial: nothing was written.", created=1),
    )
    assert Group.objects.count() == 0
    assert not JournalEntry.objects.filter(verb__startswith="groups.").exists()


def test_local_groups_of_two_communes_may_have_one_name(run):
    GroupFactory(name="Groupe climat", kind=LOCAL, areas=["92094"])
    assert (
        run("name,kind,area\nGroupe climat,groupe local,Liège\nGroupe climat,local,Gand\n")[0] == 0
    )
    assert Group.objects.filter(sort_name="groupe climat").count() == 3


def test_what_a_public_group_says_of_itself_stays(run):
    group = GroupFactory(name="Groupe climat", areas=["92094"], languages="nl")
    file = "name;kind;area;languages;website;phone\nGROUPE CLIMAT;local;5000;fr;example.org;081\n"
    assert run(file)[0] == 0
    group.refresh_from_db()
    assert (group.name, group.languages, group.website) == (
        "Groupe climat",
        "nl",
        "https://example.org",
    )
    assert (group.approach.phone, group.approach.stage) == ("081", "to_contact")


# --- where ---


def test_a_commune_that_is_no_more_leads_to_the_one_that_took_over(run):
    status, words = run("name,area\nSentiers,Bertogne\nHaies,82005\n")
    assert (status, words) == (
        0,
        printed(
            "• Row 2: “Bertogne” is no more: it was read as Bastogne, which took over.",
            "• Row 3: “82005 (Bertogne)” is no more: it was read as Bastogne (82039), which took "
            "over.",
            "Done.",
            created=2,
        ),
    )
    assert {area.code for group in Group.objects.all() for area in group.areas.all()} == {"82039"}


@pytest.mark.parametrize(
    ("columns", "row", "codes"),
    [
        ("postcode", "5000", ["92094"]),
        ("code postal", "B-5100", ["92094"]),
        ("area", "Namur (province)", ["90000"]),
        ("area", "Namur | Liège", ["62063", "92094"]),
        ("area;postcode", "Saint-Nicolas;4420", ["62093"]),
        ("area;area_code", "whatever;2000 62063", ["02000", "62063"]),
    ],
)
def test_where_is_a_name_a_code_or_a_postcode(run, columns, row, codes):
    assert run(f"name;{columns}\nSentiers;{row}\n")[0] == 0
    assert sorted(area.code for area in Group.objects.get().areas.all()) == codes


@pytest.mark.parametrize(
    ("columns", "row", "reason"),
    [
        (
            "area",
            "Namuur",
            "area: “Namuur” is no commune, province, region or postcode known here; did you mean "
            "Namur, Namur (province)?",
        ),
        (
            "area",
            "Saint-Nicolas",
            "area: “Saint-Nicolas” may be Sint-Niklaas (46021), Saint-Nicolas (62093): write the "
            "code of the one you mean",
        ),
        ("postcode", "5", "postcode: “5” is no postcode known here"),
        ("area_code", "99999", "area_code: no area has the code 99999"),
    ],
)
def test_a_place_that_is_not_known_is_told_with_what_it_may_be(run, columns, row, reason):
    status, words = run(f"name;{columns}\nSentiers;{row}\n")
    assert (status, words.splitlines()[4]) == (1, f"✗ row 2, Sentiers, {reason}")


# --- what cannot be taken ---


@pytest.mark.parametrize(
    ("columns", "row", "reason"),
    [
        (
            "email",
            "ruche.example.org",
            "row 2, contact_email: “ruche.example.org” has no “@”: write the whole address, or "
            "leave the cell empty",
        ),
        (
            "email",
            "a@example.org b@example.org",
            "row 2, contact_email: “a@example.org b@example.org” is more than one address: keep "
            "one",
        ),
        (
            "email",
            "a@example",
            "row 2, contact_email: “a@example” is not a whole address, such as name@example.org",
        ),
        (
            "type",
            "parti",
            "row 2, kind: “parti” is not understood; write one of “organisation”, “local group”, "
            "“working group”",
        ),
        (
            "site",
            "une page",
            "row 2, website: “une page” is not the address of a website, such as "
            "https://example.org",
        ),
        (
            "stage;signed_by",
            "member;Anne",
            "row 2, Ruche, signed_on: who signed the charter and on which day go together",
        ),
        (
            "stage;signed_by;signed_on",
            "contacted;Anne;2026-01-31",
            "row 2, Ruche, stage: the charter was signed, but the stage is not “member”",
        ),
        ("signed_by;signed_on", "Anne;2999-01-31", "row 2, Ruche, signed_on: is a day to come"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_reason_and_how_to_mend_it(run, columns, row, reason):
    status, words = run(f"name;{columns}\nRuche;{row}\n")
    assert (status, words.splitlines()[4]) == (1, f"✗ {reason}")
    assert Group.objects.count() == 0


def test_a_name_of_five_thousand_characters_is_refused(run):
    status, words = run("name\n" + "a" * 5000 + "\n")
    assert (status, words.splitlines()[4:]) == (
        1,
        [
            "✗ row 2, name: has 5000 characters, and 120 at most are kept: shorten it",
            NOTHING,
        ],
    )


def test_a_name_without_a_letter_is_refused(run):
    status, words = run("name\n***\n")
    assert words.splitlines()[4] == (
        "✗ row 2, ***, name: has no letter nor figure: write the name of the group"
    )
    assert status == 1


def test_a_pdf_is_no_table(run):
    status, words = run(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    assert (status, words) == (
        2,
        "This file is a PDF. Ask for the table it was made from.\n",
    )


def test_an_archived_group_is_not_made_again(run):
    ApproachFactory(group__name="Ruche", group__archived_at="2026-01-01T00:00Z")
    status, words = run("name\nRuche\n")
    assert (status, words.splitlines()[4]) == (
        1,
        "✗ row 2, Ruche, name: “Ruche” is archived: bring it back on its page first",
    )


# --- members ---


@pytest.fixture
def coalition():
    return GroupFactory(kind=Group.Kind.COALITION, name="Terres d’accord")


def test_a_member_needs_the_charter(run, coalition):
    file = "name,stage\nSemeurs,membre\nRuche,lid\n"
    note = (
        "• Rows 2, 3: “member” without who signed the charter and when (signed_by, signed_on): "
        "taken as “interested”; send the charter from the page of each"
    )
    assert run(file) == (0, printed(note, "Done.", created=2))
    assert {approach.stage for approach in Approach.objects.all()} == {"interested"}
    assert run(file) == (0, printed(note, "Nothing to change.", unchanged=2))


SIGNED = "name,stage,signed_by,signed_as,signed_on\nSemeurs,member,Anne Duval,présidente,{}\n"


def test_a_member_who_signed_is_public_and_part_of_the_coalition(run, coalition):
    before = versions([GROUPS])
    assert run(SIGNED.format("31/01/2026"))[0] == 0
    group = Group.objects.get(name="Semeurs")
    acceptance = CharterAcceptance.objects.get()
    assert (group.approach.stage, group.public_since is not None) == ("member", True)
    assert (acceptance.group, acceptance.release) == (group, 1)
    assert (acceptance.signed_name, acceptance.signed_as) == ("Anne Duval", "présidente")
    assert acceptance.accepted_at.date() == date(2026, 1, 31)
    assert [link.whole for link in GroupLink.objects.filter(part=group)] == [coalition]
    assert may_speak_publicly(group)
    assert versions([GROUPS]) != before
    assert run(SIGNED.format("31/01/2026"))[1] == printed("Nothing to change.", unchanged=1)


def test_a_member_does_not_stop_being_one_by_a_file(run, coalition):
    run(SIGNED.format("31/01/2026"))
    status, words = run("name,stage\nSemeurs,contacted\n")
    assert (status, words.splitlines()[4]) == (
        1,
        "✗ row 2, Semeurs, stage: is a member: to say that it left, use its page",
    )


def test_who_follows_up_is_a_coordinator_by_address_or_name(run, coalition):
    bernard = UserFactory(name="Bernard Toussaint", email="bernard@example.org")
    MembershipFactory(group=coalition, user=bernard, role="organiser")
    run("name;suivi par;échéance\nA;Bernard@example.org;1/12/2026\nB;bernard toussaint;\nC;Eve;\n")
    assert list(Approach.objects.order_by("group__name").values_list("follower", "due_on")) == [
        (bernard.pk, date(2026, 12, 1)),
        (bernard.pk, None),
        (None, None),
    ]


def test_many_rows_take_as_many_questions_as_few(run, django_assert_max_num_queries):
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerow(["name", "area", "stage", "email", "signed_by", "signed_on"])
    for number in range(150):
        writer.writerow([f"Organisation {number}", "Namur", "contacted", f"o{number}@example.org"])
    with django_assert_max_num_queries(35):
        assert run(rows.getvalue())[0] == 0
