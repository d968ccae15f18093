"""A memorandum from files: looked at first, then taken in whole, and never twice."""

from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override

from socle.accounts.journal import JournalEntry
from socle.demands.actions.importing import import_upload
from socle.demands.models import Demand, Memorandum, Provision
from socle.demands.queries.exported import markdown_files, taken_today, zipped
from socle.demands.queries.importing import plan_import
from socle.demands.queries.opening import open_bundle
from socle.demands.tests import word
from socle.demands.tests.factories import coalition, demand_of, memorandum_of
from socle.foundation.tables.faults import CannotRead
from socle.groups.actions.uploads import UploadIsGone
from socle.groups.models import ImportFile, Membership
from socle.groups.tests.factories import NOW, GroupFactory, UserFactory
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.words import Words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
OWN = (
    "---\nfrom: 2026\npublisher: Alice, 1000 Bruxelles\n---\n# Vivre mieux\n\n"
    "> En bref.\n\nBonjour.\n"
)
BUS = (
    "---\ntopics: trains\ncarried_by: Les Pas\n---\n# Des bus\n\n> Le soir, des bus.\n\n"
    "Pourquoi.\n\n## Sources\n\n- Un décret. https://example.org\n\n"
    "## Commune : un bus par heure\n\nby: 2028-12-31\n\n> L’horaire.\n\nOui.\n\n"
    "## Région wallonne : des trains\n\nDes trains.\n"
)
BUS_NL = "# Bussen\n\n> ’s Avonds bussen.\n\n## Een bus per uur {level=commune}\n\nJa.\n"


@pytest.fixture
def alice(client):
    person = UserFactory(name="Alice", language="en")
    Membership.objects.create(user=person, group=coalition(), role="organiser", since=NOW.date())
    client.force_login(person)
    return person


def files(**named):
    return [
        SimpleUploadedFile(
            name.replace("__", "."), text if isinstance(text, bytes) else text.encode()
        )
        for name, text in named.items()
    ]


def send(client, *sent, language="fr", into=""):
    page = reverse("demands:memorandum-import")
    return client.post(page, {"sent": list(sent), "language": language, "into": into}, follow=True)


def said(answer):
    return " ".join(answer.content.decode().split())


def take(client, looked_at):
    page = looked_at.redirect_chain[-1][0]
    seen = looked_at.context["plan"].fingerprint
    return client.post(page, {"seen": seen}, follow=True)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def test_files_are_looked_at_then_taken_in_and_the_second_time_nothing_changes(client, alice):
    GroupFactory(name="Les Pas", kind="organisation")
    three = {"memorandum__fr__md": OWN, "bus__fr__md": BUS, "bus__nl__md": BUS_NL}
    looked = send(client, *files(**three))
    assert Demand.objects.count() == Memorandum.objects.count() == 0
    assert "Le soir, des bus." in said(looked)
    assert "a draft that only the coalition sees" in said(looked)

    taken = take(client, looked)
    memorandum, demand = Memorandum.objects.get(), Demand.objects.get()
    assert taken.redirect_chain[-1][0] == reverse("demands:memorandum-edit", args=[memorandum.pk])
    assert (memorandum.status, memorandum.from_year, memorandum.publisher) == (
        "draft", 2026, "Alice, 1000 Bruxelles"
    )  # fmt: skip
    assert words_of(latest(demand.text)) == Words("Des bus", "Le soir, des bus.", "Pourquoi.", "")
    assert latest(demand.text, "nl").translates == latest(demand.text)
    assert [topic.code for topic in demand.topics.all()] == ["trains"]
    assert [group.name for group in demand.carried_by.all()] == ["Les Pas"]
    assert [(row.title, row.url) for row in demand.sources.all()] == [
        ("Un décret.", "https://example.org")
    ]
    asked = {
        (row.level.code, row.area.code if row.area else ""): (
            latest(row.text).title,
            str(row.by_when),
        )
        for row in demand.provisions.all()
    }
    assert asked == {
        ("commune", ""): ("Un bus par heure", "2028-12-31"),
        ("region", "03000"): ("Des trains", "None"),
    }
    assert JournalEntry.objects.filter(verb="demands.memorandum.imported").count() == 1
    assert not ImportFile.objects.exists()

    again = send(client, *files(**three))
    assert "Nothing would change." in said(again)
    assert again.context["counts"] == {"created": 0, "updated": 0, "unchanged": 6}


DONE = (
    "## Cela s’est déjà fait\n\n- title: Un bus sur appel\n  area: 92142\n  what: Il passe.\n"
    "  source: https://example.org\n  seen: 2026-10-12\n\n## Sources"
)


def test_where_it_was_done_comes_in_and_is_no_news_the_second_time(client, alice):
    bus = BUS.replace("## Sources", DONE)
    take(client, send(client, *files(memorandum__fr__md=OWN, bus__fr__md=bus)))
    row = Demand.objects.get().evidence.get()
    assert (row.title, row.area.code, str(row.seen_on)) == (
        "Un bus sur appel",
        "92142",
        "2026-10-12",
    )
    plan = send(client, *files(memorandum__fr__md=OWN, bus__fr__md=bus)).context["plan"]
    assert not plan.changes
    other = bus.replace("Il passe.", "Il passe le soir.")
    plan = send(client, *files(memorandum__fr__md=OWN, bus__fr__md=other)).context["plan"]
    assert plan.demands[0].details == ["where it was done"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("92142", "99999", "No area has the code “99999”"),
        ("seen: 2026-10-12", "seen: hier", "Each place where it was done begins with"),
    ],
)
def test_a_place_that_cannot_be_read_is_refused(client, alice, old, new, reason):
    bus = BUS.replace("## Sources", DONE.replace(old, new))
    answer = send(client, *files(memorandum__fr__md=OWN, bus__fr__md=bus))
    assert reason in said(answer)


def test_what_a_memorandum_gives_comes_back_in_as_it_left(client, alice):
    memorandum = memorandum_of(demand_of(levels=("commune", "region")), demand_of(title="De l’eau"))
    content = zipped(markdown_files(taken_today(memorandum)))
    looked = send(client, SimpleUploadedFile("away.zip", content))
    assert looked.context["plan"].memorandum == memorandum
    assert looked.context["counts"] == {"created": 0, "updated": 0, "unchanged": 6}

    changed = content_with(content, "Un bus par heure (region)", "Deux bus par heure")
    looked = send(client, SimpleUploadedFile("away.zip", changed))
    assert looked.context["counts"] == {"created": 0, "updated": 1, "unchanged": 5}
    line = looked.context["plan"].demands[0].asks[1].lines[0]
    assert [name for name, _parts in line.differences] == ["title"]
    assert (said(looked).count("<ins>"), said(looked).count("<del>")) == (1, 2)
    take(client, looked)
    provision = Provision.objects.get(level__code="region")
    assert (latest(provision.text).title, latest(provision.text).number) == (
        "Deux bus par heure",
        2,
    )


def content_with(content, before, after):
    from io import BytesIO  # noqa: PLC0415
    from zipfile import ZipFile  # noqa: PLC0415

    with ZipFile(BytesIO(content)) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    return word.zipped({name: text.replace(before, after) for name, text in found.items()})


def test_what_is_wrong_is_told_with_its_file_its_line_and_what_to_do(client, alice):
    wrong = (
        "---\ntopics: trains, licornes\n---\n# Des bus\n\n## Oui {level=village}\n\n"
        "## Non {level=commune area=99999}\nby: demain\n"
    )
    looked = send(client, *files(memorandum__fr__md=OWN, bus__fr__md=wrong))
    told = {(row.column, row.row, row.name): row.reason for row in looked.context["plan"].refusals}
    assert told == {
        ("bus.fr.md", 8, "Non"): "No area has the code “99999”: leave it out, or correct it.",
        ("bus.fr.md", 6, "Oui"): "No level of power is called “village”. They are: commune, "
        "province, region, community, federation, eu, world.",
    } | {key: value for key, value in told.items() if "by:" in value}
    assert len(looked.context["plan"].refusals) == 3
    assert "Import all of it" not in said(looked)
    # Not even by pressing a button that is not there.
    assert take(client, looked).status_code == 200
    assert Memorandum.objects.count() == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("![](/files/bus.webp)", "Picture 1 (/files/bus.webp) says nothing to who does not see it"),
        ("![Un bus](https://example.org/bus.png)", "stands on another site, and is not shown"),
        ("> " * 40 + "Trop loin.", "too deep in one another to be shown: flatten them."),
        ("Oui. " * 25_000, "Shorten it to 100000 signs: it has 124999."),
    ],
)
def test_nothing_comes_in_that_nobody_would_read(client, alice, words, told):
    bus = BUS.replace("Pourquoi.", words)
    asked = BUS.replace("Oui.\n", f"{words}\n")
    for text, line in ((bus, 5), (asked, 15)):
        looked = send(client, *files(memorandum__fr__md=OWN, bus__fr__md=text))
        (refused,) = looked.context["plan"].refusals
        assert (refused.column, refused.row) == ("bus.fr.md", line)
        assert told in refused.reason
    assert Memorandum.objects.count() == 0


def test_demands_without_a_memorandum_ask_where_they_go(client, alice):
    answer = send(client, *files(bus__fr__md=BUS))
    assert answer.status_code == 422
    assert "choose the one they go into" in said(answer)
    memorandum = memorandum_of(demand_of())
    looked = send(client, *files(bus__fr__md=BUS), into=str(memorandum.pk))
    take(client, looked)
    assert memorandum.places.count() == 2


def test_what_changed_since_it_was_looked_at_is_looked_at_again(client, alice):
    looked = send(client, *files(memorandum__fr__md=OWN, bus__fr__md=BUS))
    page = looked.redirect_chain[-1][0]
    answer = client.post(page, {"seen": "something else"})
    assert answer.status_code == 409
    assert "nothing was imported" in said(answer)
    assert Memorandum.objects.count() == 0


def test_pressed_twice_it_is_imported_once(client, alice):
    looked = send(client, *files(memorandum__fr__md=OWN, bus__fr__md=BUS))
    page = looked.redirect_chain[-1][0]
    upload = ImportFile.objects.get()
    taken = take(client, looked)
    again = take(client, looked)
    memorandum = Memorandum.objects.get()
    there = reverse("demands:memorandum-edit", args=[memorandum.pk])
    assert taken.redirect_chain[-1][0] == again.redirect_chain[-1][0] == there
    assert "It was imported already: here it is." in said(again)
    assert Demand.objects.count() == 1
    # Who read the page before the first press was done is no luckier.
    plan = looked.context["plan"]
    with pytest.raises(UploadIsGone):
        import_upload(upload=upload, plan=plan, owner=coalition(), by=alice, now=NOW)
    assert Memorandum.objects.count() == 1
    # An address that was never theirs stays unknown, as does an old one that is only looked at.
    assert client.get(page).status_code == 404


def test_what_somebody_sent_is_theirs_and_the_pages_are_for_coordinators(client, alice):
    looked = send(client, *files(memorandum__fr__md=OWN))
    page = looked.redirect_chain[-1][0]
    other = UserFactory()
    client.force_login(other)
    for path in (page, reverse("demands:memorandum-import")):
        assert client.get(path).status_code == 404
    Membership.objects.create(user=other, group=coalition(), role="organiser", since=NOW.date())
    assert client.get(page).status_code == 404


# --- one Word document ---


def bundle_of(content):
    return open_bundle("memo.docx", content, "fr")


def test_headings_become_demands_and_levels():
    content = word.document(
        word.paragraph("Mémorandum de la Ruche", "Heading 1"),
        word.paragraph("Bonjour."),
        word.paragraph("Des bus", "Heading 2"),
        word.paragraph("Le soir, des bus.", "Quote"),
        word.paragraph("Pourquoi * et _."),
        word.table(["Heure", "Bus"], ["20 h", "1 | 2"]),
        word.paragraph("Commune : un bus par heure", "Heading 3"),
        word.paragraph("1. Oui."),
        word.paragraph("De l’eau", "Heading 2"),
    )
    found = bundle_of(content)
    plan = plan_import(found, None)
    assert plan.refusals == []
    assert plan.lines[0].words == Words("Mémorandum de la Ruche", "", "Bonjour.", "")
    bus, water = plan.demands
    assert bus.lines[0].words == Words(
        "Des bus",
        "Le soir, des bus.",
        "Pourquoi \\* et \\_.\n\n| Heure | Bus |\n|---|---|\n| 20 h | 1 \\| 2 |",
        "",
    )
    asked = bus.asks[0]
    assert (asked.level.code, asked.lines[0].words.title) == ("commune", "Un bus par heure")
    assert asked.lines[0].words.body == "1\\. Oui."
    assert water.lines[0].words.title == "De l’eau"


def test_footnotes_stand_with_the_words_that_call_them():
    content = word.document(
        word.paragraph("Vivre mieux", "Title"),
        word.paragraph("Des bus", "Heading 1", word.called(1)),
        word.paragraph("Le soir.", "Quote", word.called(2)),
        word.paragraph("Pourquoi.", "", word.called(3)),
        word.paragraph("Commune : un bus", "Heading 2"),
        word.paragraph("Oui.", "", word.called(4)),
        more=word.footnotes(n1="Du titre.", n2="Du soir.", n3="Une étude.", n4="Une loi."),
    )
    (found,) = bundle_of(content).demands
    demand = found["fr"].found
    assert demand.words == Words(
        "Des bus",
        "Le soir. (Du soir.)",
        "Pourquoi.[^foot3]\n\n[^foot3]: Une étude.\n\nDu titre.",
        "",
    )
    assert demand.asked[0].words.body == "Oui.[^foot4]\n\n[^foot4]: Une loi."


def test_a_table_in_a_table_loses_no_words():
    inner = word.table(["dedans", "aussi"])
    content = word.document(
        word.paragraph("Des bus", "Heading 1"),
        "<w:tbl><w:tr><w:tc>" + word.paragraph("Avant") + inner + word.paragraph("après")
        + "</w:tc><w:tc>" + word.paragraph("Fin") + "</w:tc></w:tr></w:tbl>",
    )  # fmt: skip
    body = bundle_of(content).demands[0]["fr"].found.words.body
    assert body == "| Avant dedans aussi après | Fin |\n|---|---|"


def test_insertions_are_kept_deletions_and_comments_left_out_and_that_is_said():
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    content = word.document(
        word.paragraph("Des bus", "Heading 1"),
        word.paragraph("Un ", "", word.inserted("grand ") + word.deleted("petit ") + comment),
    )
    found = bundle_of(content)
    assert found.demands[0]["fr"].found.words.body == "Un grand"
    assert found.notes == [
        "Changes were tracked: what was inserted is kept, what was deleted is left out.",
        "Comments were left out.",
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7", "This is a PDF"),
        (b"\xd0\xcf\x11\xe0old", "an old Word document, or one with a password"),
        (b"PK\x03\x04cut short", "This file is damaged"),
        (word.zipped({"a.txt.exe": "x"}), "No Markdown file is in it"),
        (word.document(more={"word/vbaProject.bin": "x"}), "holds macros"),
        (word.document(more={"word/x.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]>"}), "not as a word"),
        (word.document(more={"word/document.xml": "<not closed"}), "is damaged"),
        (word.document(more={"word/big.xml": b" " * 21_000_000}), "unpacks to more than we take"),
        (word.zipped({"a.md": b"# A\n" * 600_000}), "is larger than 2 MB"),
        (word.zipped({f"{n}.md": b" " * 1_900_000 for n in range(11)}), "unpacks to more"),
        (b"# A\0", "is not a text"),
        (b"  \n", "Nothing was found in it"),
    ],
)
def test_what_cannot_be_read_says_why(content, why):
    with pytest.raises(CannotRead, match=why):
        bundle_of(content)


def test_a_file_that_cannot_be_read_is_told_on_the_form(client, alice):
    answer = send(client, SimpleUploadedFile("a.docx", b"%PDF-1.7"))
    assert answer.status_code == 422
    assert "send the Word document or the text it was made from" in said(answer)
    assert not ImportFile.objects.exists()


def test_a_program_is_no_text_even_where_nothing_is_in_it(client, alice):
    answer = send(client, SimpleUploadedFile("setup.exe", b"MZ  "))
    assert answer.status_code == 422
    assert "“setup.exe” is not a text" in said(answer)


# --- the command ---


def run(path, **options):
    told = StringIO()
    try:
        call_command("import", "memorandums", path, stdout=told, **options)
    except SystemExit as status:
        return status.code, told.getvalue()
    return 0, told.getvalue()


def test_the_command_imports_tries_and_changes_nothing_twice(tmp_path):
    coalition()
    file = tmp_path / "away.zip"
    file.write_bytes(word.zipped({"memorandum.fr.md": OWN, "01-bus.fr.md": BUS, "notes.pdf": "x"}))
    status, told = run(file, dry_run=True)
    assert (status, Memorandum.objects.count()) == (0, 0)
    assert "4 created" in told
    assert "Files left aside: 1." in told
    status, told = run(file)
    assert (status, Memorandum.objects.count(), Demand.objects.count()) == (0, 1, 1)
    status, told = run(file)
    assert "4 unchanged" in told
    assert "Nothing to change." in told


def test_the_command_says_what_is_refused(tmp_path):
    coalition()
    file = tmp_path / "away.zip"
    file.write_bytes(
        word.zipped({"memorandum.fr.md": OWN, "01-bus.fr.md": "# A\n\n## B {level=x}\n"})
    )
    status, told = run(file)
    assert (status, Memorandum.objects.count()) == (1, 0)
    assert "row 3, B, 01-bus.fr.md: No level of power is called “x”" in told
