"""A memorandum taken away: as PDF, Markdown, JSON."""

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils.translation import override
from pypdf import PdfReader

from socle.demands.actions.demanding import reword
from socle.demands.actions.evidence import set_evidence
from socle.demands.actions.memorandums import release_memorandum
from socle.demands.models import Demand
from socle.demands.queries.evidence import rows_of
from socle.demands.queries.manuscripts import Done
from socle.demands.queries.markdown import read_manuscripts
from socle.demands.tests.factories import coalition, demand_of, memorandum_of
from socle.groups.models import Membership
from socle.groups.tests.factories import NOW, UserFactory
from socle.territories.models import Topic
from socle.texts.actions.pictures import add_picture
from socle.texts.actions.publishing import publish
from socle.texts.queries.pictures import address_of
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.words import Words
from socle.texts.tests.test_pictures import photo
from socle.web.tests.reading import words_of as what_is_read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
PUBLISHER = "Alice Dupont, rue Haute 1, 1000 Bruxelles"
LATER = NOW + timedelta(days=1)
DONE = Done(
    title="Un bus sur appel",
    place="Valcreux",
    what="On l’appelle la veille.",
    url="https://example.org/bus",
    seen_on=date(2026, 11, 12),
    since=2021,
)


@pytest.fixture
def bus():
    demand = demand_of(
        levels=("commune", "region"),
        topics=Topic.objects.filter(code="trains"),
        sources=[("Un décret, 2024.", "https://example.org/decret")],
    )
    demand.provisions.update(by_when=date(2028, 12, 31))
    set_evidence(demand, rows_of([DONE], {}))
    return demand


@pytest.fixture
def memorandum(bus):
    return memorandum_of(bus, demand_of(title="De l’eau"), publisher=PUBLISHER)


@pytest.fixture
def released(memorandum):
    return release_memorandum(memorandum=memorandum, by=None, now=NOW)


def read(answer):
    return PdfReader(BytesIO(answer.content))


def text_of(pdf):
    return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)


def files_in(answer):
    with ZipFile(BytesIO(answer.content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


# --- PDF ---


def test_the_pdf_is_tagged_and_names_its_language_its_title_and_its_publisher(
    client, memorandum, released
):
    answer = client.get(f"/fr/memorandum/{memorandum.pk}-vivre-mieux-ici/pdf/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert 'filename="vivre-mieux-ici-1.pdf"' in answer["Content-Disposition"]
    pdf = read(answer)
    root = pdf.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("fr-BE", True)
    assert root["/StructTreeRoot"]["/Type"] == "/StructTreeRoot"
    assert (pdf.metadata.title, root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "Vivre mieux ici",
        True,
    )
    assert b"pdfuaid" in root["/Metadata"].get_data()
    said = text_of(pdf)
    for words in (
        PUBLISHER,
        coalition().name,
        "Des bus le soir",
        "Un bus par heure (region)",
        "L’horaire montre un bus par heure.",
        "Un abri à chaque arrêt.",
        "Ailleurs, c’est pareil.",
        "31 décembre 2028",
        "20 novembre 2026",
        released.digest,
        f"{len(pdf.pages)} / {len(pdf.pages)}",
    ):
        assert words in said


def test_the_pdf_is_of_the_release_and_not_of_the_words_of_today(client, memorandum, released, bus):
    said = Words.of("Deux bus par heure", "L’horaire le montre.", "Deux.", "")
    reword(provision=bus.provisions.first(), language="fr", words=said, by=None, now=LATER)
    page = f"/fr/memorandum/{memorandum.pk}-vivre-mieux-ici/pdf/"
    assert "Deux bus par heure" not in text_of(read(client.get(page)))

    release_memorandum(memorandum=memorandum, by=None, now=LATER)
    assert "Deux bus par heure" in text_of(read(client.get(page)))
    first = f"/fr/memorandum/{memorandum.pk}-vivre-mieux-ici/version/1/pdf/"
    assert "Deux bus par heure" not in text_of(read(client.get(first)))


def test_made_once_for_a_release_and_a_language(client, memorandum, released, monkeypatch):
    made = []
    from socle.demands.queries import paper  # noqa: PLC0415

    real = paper.print_pdf
    monkeypatch.setattr(paper, "print_pdf", lambda *a, **k: made.append(1) or real(*a, **k))
    for language, path in (("fr", "pdf"), ("fr", "pdf"), ("nl", "pdf"), ("nl", "pdf")):
        client.get(f"/{language}/memorandum/{memorandum.pk}-vivre-mieux-ici/{path}/")
    assert len(made) == 2


def test_what_is_not_translated_is_in_its_own_language_and_says_so(
    client, memorandum, bus, released
):
    publish(
        text=bus.text, language="nl", by=None, now=LATER,
        words=Words.of("Bussen ’s avonds", "Meer bussen.", "Daarom.", ""),
    )  # fmt: skip
    release_memorandum(memorandum=memorandum, by=None, now=LATER)
    pdf = read(client.get(f"/nl/memorandum/{memorandum.pk}-vivre-mieux-ici/pdf/"))
    said = text_of(pdf)
    assert pdf.trailer["/Root"]["/Lang"] == "nl-BE"
    assert "Bussen ’s avonds" in said
    assert "De l’eau" in said


def test_what_people_wrote_is_never_markup(client):
    told = '#panic("x") *gras* $x$ <fin> @ref \\ // #import "/etc/passwd"'
    demand = demand_of(title=told, topics=[])
    memorandum = memorandum_of(demand, title=told, publisher=told)
    release_memorandum(memorandum=memorandum, by=None, now=NOW, note=told)
    pdf = read(client.get(f"/fr/memorandum/{memorandum.pk}/pdf/", follow=True))
    assert pdf.metadata.title == told
    assert text_of(pdf).count('#panic("x")') >= 4


def test_markdown_is_printed_as_it_reads(client, memorandum, bus):
    body = (
        "Un *mot* **fort** et `code`, [ici](https://example.org).\n\n"
        "1. un\n2. deux\n   - dedans\n\n> cité\n\n| a | b |\n|---|--:|\n| 1 | 22 |\n\n"
        "```\nx = 1\n```\n\n---\n\n## Plus loin\n\nFin[^1].\n\n[^1]: Une note.\n"
    )
    words = Words.of("Des bus", "Court.", body, "")
    publish(text=bus.text, language="fr", words=words, by=None, now=LATER)
    release_memorandum(memorandum=memorandum, by=None, now=LATER)
    pdf = read(client.get(f"/fr/memorandum/{memorandum.pk}-vivre-mieux-ici/pdf/"))
    said = text_of(pdf)
    for words in ("Un mot fort et code, ici.", "dedans", "cité", "22", "x = 1", "Plus loin"):
        assert words in said
    roles = {str(each) for each in roles_in(pdf.trailer["/Root"]["/StructTreeRoot"])}
    assert {"/Table", "/TH", "/TD", "/L", "/LI", "/H1", "/H2", "/BlockQuote", "/Link"} <= roles


def test_a_picture_is_printed_with_its_words_and_one_that_is_gone_leaves_its_words(
    client, memorandum, bus
):
    owner = bus.text.owner
    picture = add_picture(owner=owner, sent=photo(90, 60), by=UserFactory(), now=NOW)
    gone = f"/files/{'0' * 64}.webp"
    body = f"Avant.\n\n![Un arrêt de bus]({address_of(picture)})\n\n![Un tram]({gone})\n\nAprès."
    words = Words.of("Bus", "Court.", body, "")
    publish(text=bus.text, language="fr", words=words, by=None, now=LATER)
    release_memorandum(memorandum=memorandum, by=None, now=LATER)
    pdf = read(client.get(f"/fr/memorandum/{memorandum.pk}-vivre-mieux-ici/pdf/"))
    images = [image.image.size for page in pdf.pages for image in page.images]
    assert images == [(90, 60)]
    said = [str(each["/Alt"]) for each in nodes_in(pdf) if each.get("/S") == "/Figure"]
    assert sorted(said) == ["Code QR qui mène à la page de ce mémorandum", "Un arrêt de bus"]
    assert "[Un tram]" in text_of(pdf)


def nodes_in(pdf):
    left = [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while left:
        node = left.pop().get_object()
        left += node if isinstance(node, list) else []
        if isinstance(node, dict):
            yield node
            left += [node["/K"]] if "/K" in node else []


def roles_in(node):
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from roles_in(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        if "/K" in node:
            yield from roles_in(node["/K"])


@pytest.mark.usefixtures("released")
def test_without_a_publisher_no_pdf_is_made_and_the_page_says_who_can_set_one(client, memorandum):
    type(memorandum).objects.update(publisher="  ")
    page = f"/en/memorandum/{memorandum.pk}-vivre-mieux-ici/pdf/"
    answer = client.get(page)
    said = what_is_read(answer)
    assert answer.status_code == 404
    assert "names its responsible publisher" in said
    assert f"Who manages {coalition().name.replace('’', '’')} can set one" in said
    assert "Set the responsible publisher" not in said


def test_without_a_release_no_pdf_is_made(client, memorandum):
    answer = client.get(f"/en/memorandum/{memorandum.pk}-vivre-mieux-ici/pdf/")
    assert answer.status_code == 404
    assert "A PDF is made of a release" in answer.content.decode()


def test_files_of_a_draft_are_for_who_is_inside(client):
    draft = memorandum_of(demand_of(), status="draft")
    paths = [f"/fr/memorandum/{draft.pk}-x/{kind}/" for kind in ("pdf", "markdown", "json")]
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]
    alice = UserFactory()
    Membership.objects.create(user=alice, group=coalition(), role="organiser", since=NOW.date())
    client.force_login(alice)
    assert [client.get(path).status_code for path in paths] == [404, 200, 200]


# --- Markdown and JSON ---


def test_the_markdown_holds_every_text_and_reads_back(client, memorandum, bus):
    found = files_in(client.get(f"/fr/memorandum/{memorandum.pk}-x/markdown/"))
    assert list(found) == ["memorandum.fr.md", "01-des-bus-le-soir.fr.md", "02-de-l-eau.fr.md"]
    one = read_manuscripts(found["01-des-bus-le-soir.fr.md"])[0]
    assert one.facts == {
        "kind": "demand", "id": str(bus.pk), "language": "fr", "topics": "trains"
    }  # fmt: skip
    assert one.words == words_of(latest(bus.text))
    assert one.sources == (("Un décret, 2024.", "https://example.org/decret"),)
    assert [replace(each, line=0) for each in one.evidence] == [DONE]
    said = {each.level: (each.words, each.by_when) for each in one.asked}
    assert said == {
        row.level.code: (words_of(latest(row.text)), row.by_when) for row in bus.provisions.all()
    }


def test_in_one_language_what_is_missing_stays_in_its_own_and_the_name_says_so(
    client, memorandum, bus
):
    words = Words.of("Bussen ’s avonds", "Meer bussen.", "Daarom.", "")
    publish(text=bus.text, language="nl", words=words, by=None, now=LATER)
    found = files_in(client.get(f"/fr/memorandum/{memorandum.pk}-x/markdown/?language=nl"))
    assert list(found) == ["memorandum.fr.md", "01-des-bus-le-soir.nl.md", "02-de-l-eau.fr.md"]
    assert client.get(f"/fr/memorandum/{memorandum.pk}-x/markdown/?language=zz").status_code == 404


def test_the_markdown_of_a_release_holds_its_words(client, memorandum, released, bus):
    said = Words.of("Deux bus par heure", "L’horaire le montre.", "Deux.", "")
    reword(provision=bus.provisions.first(), language="fr", words=said, by=None, now=LATER)
    name = "01-des-bus-le-soir.fr.md"
    path = f"/fr/memorandum/{memorandum.pk}-vivre-mieux-ici"
    assert "Deux bus par heure" in files_in(client.get(f"{path}/markdown/"))[name]
    assert "Deux bus par heure" not in files_in(client.get(f"{path}/version/1/markdown/"))[name]
    assert client.get(f"{path}/version/2/markdown/").status_code == 404


def test_from_the_json_anyone_checks_the_digests(client, memorandum, released, bus):
    found = json.loads(client.get(f"/fr/memorandum/{memorandum.pk}-x/json/").content)
    release = found["releases"][0]
    lines = "".join(f"{word['digest']}\n" for word in release["words"])
    assert hashlib.sha256(lines.encode()).hexdigest() == release["digest"] == released.digest
    for word in release["words"]:
        said = found["revisions"][word["digest"]]
        fields = {name: said[name] for name in ("title", "summary", "body", "more", "language")}
        assert Words(*list(fields.values())[:4]).digest(fields["language"]) == word["digest"]
    assert [each["id"] for each in found["demands"]] == list(
        Demand.objects.order_by("pk").values_list("pk", flat=True)
    )
    assert found["demands"][0]["provisions"][0]["by_when"] == "2028-12-31"


@pytest.mark.parametrize("many", [1, 10])
def test_as_many_questions_for_one_demand_as_for_ten(many, django_assert_num_queries):
    from socle.demands.queries.exported import markdown_files, taken_today  # noqa: PLC0415
    from socle.demands.queries.paper import printed  # noqa: PLC0415

    memorandum = memorandum_of(*(demand_of(title=f"D {n}") for n in range(many)))
    release = release_memorandum(memorandum=memorandum, by=None, now=NOW)
    with override("fr"):
        with django_assert_num_queries(9):
            markdown_files(taken_today(memorandum))
        with django_assert_num_queries(5):
            printed(release)
