"""What is asked of a council goes to those who will sit in it, whoever elects them."""

from datetime import date

import pytest

from socle.commitments.actions.asking import propose_ask
from socle.commitments.queries.asking import asks_of as asks_in
from socle.commitments.queries.asking import choices_of, provisions_for
from socle.commitments.queries.councils import contests_meant, councils_of, fits, through
from socle.commitments.queries.coverage import by_provision
from socle.commitments.queries.rounds import plan_of, provisions_to_ask
from socle.commitments.tests.campaign import group_in, own_wording, provision_of
from socle.demands.models import Provision
from socle.elections.models import Contest, Election
from socle.elections.tests.factories import ContestFactory
from socle.groups.tests.factories import NOW
from socle.territories.models import Area, Body, Level

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

SCHOOLS = "Une école sans facture"
WALLOON = {
    f"walloon-{name}"
    for name in (
        *("nivelles", "charleroi-thuin", "mons", "soignies-la-louviere", "tournai-ath-mouscron"),
        *("huy-waremme", "liege", "verviers", "luxembourg", "dinant-philippeville", "namur"),
    )
}
FLEMISH = {
    f"flemish-{name}"
    for name in ("antwerp", "east-flanders", "west-flanders", "flemish-brabant", "limburg")
}
BRUSSELS = {"brussels-french", "brussels-dutch"}
GERMAN = {"german-community"}
LOCAL = "2018-local"
PARLIAMENTS = "2019-parliaments"


@pytest.fixture
def asked():
    return provision_of(SCHOOLS, levels=("community",))


def put(provision, level, area=None, competent=None):
    """As it would be asked of another level, another area, or of somebody in particular."""
    provision.level = Level.objects.get(code=level)
    provision.area = Area.objects.get(code=area) if area else None
    provision.competent = Body.objects.get(code=competent) if competent else None
    provision.save()
    return provision


def meant(provision, election=PARLIAMENTS):
    rows = Contest.objects.filter(contests_meant(provision), election__slug=election)
    return sorted(rows.values_list("code", flat=True))


@pytest.mark.parametrize(
    ("level", "area", "competent", "contests"),
    [
        ("community", "COMFR", None, WALLOON | {"brussels-french"}),
        ("community", None, "french-community-parliament", WALLOON | {"brussels-french"}),
        ("community", "COMFR", "french-community-government", WALLOON | {"brussels-french"}),
        ("community", "COMNL", None, FLEMISH | {"flemish-brussels"}),
        ("region", "02000", None, FLEMISH),
        ("region", "03000", None, WALLOON),
        ("region", "04000", None, BRUSSELS),
        ("community", "COMDE", None, GERMAN),
        (
            *("community", None, None),
            WALLOON | FLEMISH | GERMAN | {"brussels-french", "flemish-brussels"},
        ),
        ("region", None, None, WALLOON | FLEMISH | BRUSSELS),
        ("community", None, "cocom", BRUSSELS),
        ("community", "04000", "cocof", {"brussels-french"}),
        ("community", None, "vgc", {"brussels-dutch"}),
        ("community", "04000", None, BRUSSELS),
        (
            "federation",
            None,
            "senate",
            WALLOON | FLEMISH | BRUSSELS | GERMAN | {"flemish-brussels"},
        ),
        ("world", None, None, set()),
    ],
)
def test_asked_of_a_council_it_goes_to_those_who_will_sit_there(
    asked, level, area, competent, contests
):
    assert meant(put(asked, level, area, competent)) == sorted(contests)


def test_asked_of_the_federal_level_it_goes_to_the_chamber(asked):
    codes = meant(put(asked, "federation"))
    assert len(codes) == 11
    assert all(code.startswith("chamber-") for code in codes)


@pytest.mark.parametrize("election", [LOCAL, "2024-local"])
@pytest.mark.parametrize("area", [None, "11002"])
def test_asked_of_communes_it_is_not_asked_of_districts(asked, election, area):
    codes = meant(put(asked, "commune", area), election)
    assert len(codes) == (1 if area else {LOCAL: 581, "2024-local": 565}[election])
    assert "communal-11002" in codes
    assert not [code for code in codes if code.startswith("district-")]


def test_districts_are_asked_by_their_name(asked):
    codes = meant(put(asked, "commune", competent="district-council-antwerp"), LOCAL)
    assert len(codes) == 9
    assert all(code.startswith("district-") for code in codes)


def test_asked_of_the_cpas_it_goes_to_the_communal_councils_of_its_region(asked):
    assert len(meant(put(asked, "commune", competent="cpas-council-wal"), LOCAL)) == 262
    assert meant(put(asked, "commune", "92094", "cpas-council-wal"), LOCAL) == ["communal-92094"]
    assert meant(put(asked, "commune", "31005", "cpas-council-wal"), LOCAL) == []


SAID = [
    (level, area, competent)
    for level, areas, bodies in [
        (
            *("commune", (None, "92094", "11002", "21004")),
            (None, "district-council-antwerp", "cpas-council-wal", "communal-college-wal"),
        ),
        ("region", (None, "02000", "04000"), (None, "walloon-parliament", "brussels-government")),
        (
            *("community", (None, "COMFR", "COMNL", "04000")),
            (None, "cocom", "cocof", "vgc", "french-community-parliament"),
        ),
        ("federation", (None, "01000"), (None, "senate", "federal-government")),
    ]
    for area in areas
    for competent in bodies
]
SOME = [
    *((PARLIAMENTS, code) for code in ("walloon-namur", "flemish-antwerp", "flemish-brussels")),
    *((PARLIAMENTS, code) for code in (*BRUSSELS, *GERMAN, "chamber-namur", "europe-french")),
    *((LOCAL, f"communal-{code}") for code in ("92094", "11002", "21004")),
    *((LOCAL, code) for code in ("district-deurne", "provincial-90000")),
]


def test_rules_and_questions_agree_on_every_case(asked):
    """Of a contest which demands, of a demand which contests, of both whether they fit."""
    contests = [
        Contest.objects.select_related("body").get(election__slug=slug, code=code)
        for slug, code in SOME
    ]
    fitting = 0
    for said in SAID:
        put(asked, *said)
        to_ask = set(Contest.objects.filter(contests_meant(asked)).values_list("pk", flat=True))
        for contest in contests:
            fit = fits(asked, None, contest)
            assert (contest.pk in to_ask) is fit, (said, contest.code)
            assert provisions_for(contest).filter(pk=asked.pk).exists() is fit, (said, contest.code)
            fitting += fit
    assert fitting > len(SAID)


def contest_of(code):
    rows = Contest.objects.select_related("body", "election", "area")
    return rows.get(election__slug=PARLIAMENTS, code=code)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("walloon-namur", "The 75 people elected to the Walloon Parliament sit there too."),
        ("brussels-french", "The French-speaking members of the Brussels Parliament choose 19 of"),
    ],
)
def test_the_page_can_say_why(asked, code, why):
    put(asked, "community", "COMFR")
    (found,) = through(councils_of(contest_of(code)), asked)
    assert found.body.code == "french-community-parliament"
    assert found.through.words_en.startswith(why)
    assert found.through.source_article.startswith("art. 24, § 3")


def test_nothing_is_said_of_those_elected_to_the_very_council(asked):
    put(asked, "region", "03000")
    assert through(councils_of(contest_of("walloon-namur")), asked) == []


def test_every_council_that_is_not_voted_for_says_from_where_it_is_filled():
    councils = Body.objects.filter(kind=Body.Kind.COUNCIL, contests=None, level__has_council=True)
    assert not councils.filter(seats_from=None).exists()


def test_a_group_of_brussels_asks_its_own_words_of_the_list_of_one_language(asked):
    """What the COCOF can decide stands among the choices of the French-language group only."""
    put(asked, "community", competent="cocof")
    group = group_in("21004", name="Bruxelles en commun")
    own_wording(group, asked, code="21004")
    french, dutch = contest_of("brussels-french"), contest_of("brussels-dutch")
    (choice,) = choices_of(group, french, asks_in(None))
    assert choice.provision == asked
    assert choice.adaptation is not None
    assert choices_of(group, dutch, asks_in(None)) == []


def test_a_contest_made_by_hand_says_of_which_language_its_lists_are(asked):
    put(asked, "community", competent="vgc")
    parliament = Body.objects.get(code="brussels-parliament")
    contest = ContestFactory(code="21004", body=parliament, area=Area.objects.get(code="04000"))
    assert not fits(asked, None, contest)
    contest.language = "nl"
    contest.save()
    assert fits(asked, None, contest)


def test_the_whole_level_is_asked_at_once_and_each_contest_counted_once(asked):
    put(asked, "community", "COMFR")
    election = Election.objects.get(slug=PARLIAMENTS)
    assert list(provisions_to_ask(date(2019, 1, 1))) == [asked]
    plan = plan_of(asked, election, None)
    assert sorted(row.code for row in plan.asked) == sorted(WALLOON | {"brussels-french"})
    for row in plan.asked:
        propose_ask(contest=row, group=group_in(), provision=asked, by=None, now=NOW)
    (line,) = by_provision(election, None)
    assert line.contests == 12
    brussels = plan_of(asked, election, Area.objects.get(code="04000"))
    assert [row.code for row, _why in brussels.left_out] == ["brussels-french"]


def test_of_a_contest_it_takes_as_few_questions_for_ten_as_for_one(django_assert_num_queries):
    contest = contest_of("walloon-namur")
    for number in (1, 10):
        while Provision.objects.count() < number:
            there = Provision.objects.count()
            put(provision_of(f"{SCHOOLS} {there}", levels=("community",)), "community", "COMFR")
        with django_assert_num_queries(3):
            rows = list(provisions_for(contest))
            councils = councils_of(contest)
            assert all(through(councils, row) for row in rows)
        assert len(rows) == number
