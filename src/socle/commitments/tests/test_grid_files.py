"""The grid taken away: a PDF to print, a picture for other sites."""

import re
from html import unescape
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils.translation import override
from pypdf import PdfReader

from socle.commitments.models import Answer
from socle.commitments.queries.grid import grid_of
from socle.commitments.queries.grid_paper import printed
from socle.commitments.queries.ledger import head
from socle.commitments.queries.picture import MARGIN, WIDTH, Picture
from socle.commitments.tests.asked import Asked
from socle.commitments.tests.factories import add_answers
from socle.commitments.tests.rows import AskFactory
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.elections.models import ElectoralList
from socle.elections.tests.factories import ContestFactory, ElectionFactory, ElectoralListFactory
from socle.foundation import kept
from socle.groups.tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
SVG = "{http://www.w3.org/2000/svg}"
MARKUP = 'Aube & <b>"#toi"</b> $x$ *'


@pytest.fixture(autouse=True)
def _nothing_in_memory():
    kept.memory.entries.clear()
    kept.memory.size = 0


@pytest.fixture
def namur():
    return Asked()


def text_of(pdf):
    return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)


# --- PDF ---


def test_the_pdf_holds_the_grid_and_their_own_words_on_sheets_that_lie(client, namur):
    (line,) = add_answers(1)
    Answer.objects.filter(stance="no").update(held_at=NOW, held_why="insult", words="Voleurs.")
    ElectoralList.objects.filter(pk=namur.lists[0].pk).update(name=MARKUP)
    answer = client.get(f"{namur.path}pdf/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    name = f"{namur.contest.code}-coming.pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    pdf = PdfReader(BytesIO(answer.content))
    root, sheet = pdf.trailer["/Root"], pdf.pages[0].mediabox
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en-BE", True)
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert sheet.width > sheet.height
    assert pdf.metadata.title == "What the lists answered: Communal council · Namur"
    said = text_of(pdf)
    for words in (
        "Trams at night",
        "Trees in every street",
        "We shall run them.",
        "the Region pays half",
        "Its programme refuses equality.",
        "Their words are held back by a moderator: insults somebody.",
        "Lists that accept the equality of all.",
        MARKUP,
        line.hash,
        "Responsible publisher, to be named before copies are handed out",
        f"1 / {len(pdf.pages)}",
    ):
        assert words in said, words
    assert "Voleurs" not in said


def test_each_sheet_names_the_publisher_who_answers_for_it(namur):
    with override("en"):
        printed_now = lambda: printed(grid_of(namur.contest), head(), TODAY)["publisher"]  # noqa: E731
        unnamed = "Responsible publisher, to be named before copies are handed out: …"
        assert printed_now() == unnamed
        newer = memorandum_of(demand_of(), publisher="Bob, 1 rue Haute, Mons")
        assert printed_now() == "Responsible publisher: Bob, 1 rue Haute, Mons"
        own = memorandum_of(namur.trams.provision.demand, publisher="Alice, 2 rue Basse, Namur")
        assert own.pk > newer.pk
        assert printed_now() == "Responsible publisher: Alice, 2 rue Basse, Namur"
        newest = memorandum_of(demand_of(), publisher="Bob, 1 rue Haute, Mons")
        assert newest.pk > own.pk
        assert printed_now() == "Responsible publisher: Alice, 2 rue Basse, Namur"


def test_before_the_deadline_the_pdf_says_nothing_of_what_was_answered(client):
    said = text_of(PdfReader(BytesIO(client.get(f"{Asked(out=False).path}pdf/").content)))
    assert "Sealed" in said
    assert "We shall run them." not in said


@pytest.mark.parametrize(("lists", "asks"), [(6, 2), (12, 10)])
def test_what_is_printed_takes_as_many_questions_for_a_small_grid_as_for_a_large_one(
    namur, django_assert_num_queries, lists, asks
):
    for number in range(7, lists + 1):
        namur.answer(ElectoralListFactory(contest=namur.contest, number=number), namur.trams)
    for number in range(3, asks + 1):
        AskFactory(questionnaire=namur.questionnaire, position=number)
    top = head()
    with django_assert_num_queries(9):
        data = printed(grid_of(namur.contest), top, TODAY)
    assert [len(row["cells"]) for row in data["tables"][0]["rows"]] == [lists] * asks


def test_more_lists_than_a_sheet_is_wide_go_on_below(namur):
    for number in range(7, 15):
        ElectoralListFactory(contest=namur.contest, number=number)
    tables = printed(grid_of(namur.contest), head(), TODAY)["tables"]
    assert [[each["number"] for each in part["lists"]] for part in tables] == [
        [str(n) for n in range(1, 13)],
        ["13", "14"],
    ]


def test_nothing_is_printed_or_drawn_where_nothing_is_asked(client):
    contest = ContestFactory(election=ElectionFactory(slug="quiet"))
    path = f"/en/elections/quiet/{contest.code}/answers/"
    answers = [client.get(f"{path}{page}/").status_code for page in ("pdf", "embed/image")]
    assert answers == [404, 404]


# --- picture ---


def test_the_picture_is_script_free_and_says_all_lists_asks_and_stances(client, namur):
    ElectoralList.objects.filter(pk=namur.lists[0].pk).update(name=f"{MARKUP}\x0b")
    answer = client.get(f"{namur.path}embed/image/")
    assert answer["Content-Type"] == "image/svg+xml"
    picture = ElementTree.fromstring(answer.content)
    tags = {element.tag.removeprefix(SVG) for element in picture.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "text", "path", "g", "circle"}
    assert not [name for each in picture.iter() for name in each.attrib if name.startswith("on")]
    said = " ".join(each.text for each in picture.iter(f"{SVG}text"))
    for words in ("Aube &", "Braise", "Trams at night", "Trees in every", "Yes", "Refused to"):
        assert words in said
    assert picture.get("width") == str(WIDTH)
    assert picture.find(f"{SVG}desc").text == (
        "What the lists answered: Communal council · Namur. 2 questions, 6 lists. "
        "The link leads to each answer in words."
    )


LONG = "Rassemblementscommunaux"


def test_it_grows_wider_rather_than_cut_lists_off(namur):
    for number in range(7, 21):
        ElectoralListFactory(contest=namur.contest, number=number, name=LONG[:number])
    picture = Picture(grid_of(namur.contest))
    _number, x, _y, lines = picture.heads[-1]
    assert x + picture.column + MARGIN <= picture.width
    assert "".join(line.words for line in lines).replace("-", "") == LONG[:20]
    assert picture.rows[-1].top + picture.rows[-1].height <= picture.height


def test_the_code_to_paste_shows_the_picture_with_its_words_and_leads_to_the_page(client, namur):
    page = client.get(namur.path).content.decode()
    (pasted,) = re.findall(r'<input id="embed-image" value="([^"]*)"', page)
    base = f"{settings.SOCLE_BASE_URL}{namur.path}"
    assert unescape(pasted) == (
        f'<a href="{base}"><img src="{base}embed/image/" alt="What the lists answered: Communal '
        'council · Namur. 2 questions, 6 lists. The link leads to each answer in words." '
        'width="100%"></a>'
    )


def test_each_language_has_its_own_picture(namur, client):
    with override("fr"):
        path = f"/fr/elections/coming/{namur.contest.code}/reponses/integrer/image/"
    assert "Ce que les listes ont répondu" in client.get(path).content.decode()
