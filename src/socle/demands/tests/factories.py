"""Demands as actions leave them."""

from socle.demands.actions.demanding import ask_of_level, make_demand
from socle.demands.actions.memorandums import add_demand, make_memorandum, set_status
from socle.groups.models import Group
from socle.groups.tests.factories import NOW, GroupFactory
from socle.territories.models import Level
from socle.texts.queries.words import Words


def coalition():
    found = Group.objects.filter(kind=Group.Kind.COALITION).first()
    return found or GroupFactory(kind=Group.Kind.COALITION, name="Terres d’accord")


def demand_of(owner=None, *, title="Des bus le soir", levels=("commune",), language="fr", **more):
    """A published demand with a provision at each level."""
    owner = owner or coalition()
    said = Words.of(
        title=title,
        summary="Le soir, plus de bus. On reste chez soi. Nous voulons des bus jusqu’à minuit.",
        body="Sans bus, pas de vie le soir. Les jeunes le disent. Les aînés aussi.",
        more="Ailleurs, c’est pareil.",
    )
    demand = make_demand(owner=owner, language=language, words=said, by=None, now=NOW, **more)
    for code in levels:
        ask_of_level(
            demand=demand,
            level=Level.objects.get(code=code),
            words=Words.of(
                title=f"Un bus par heure ({code})",
                summary="L’horaire montre un bus par heure.",
                body="Un bus par heure. Jusqu’à minuit. Chaque jour de la semaine.",
                more="- Un abri à chaque arrêt.",
            ),
            by=None,
            now=NOW,
        )
    return demand


def memorandum_of(*demands, status="open", title="Vivre mieux ici", **more):
    memorandum = make_memorandum(
        owner=coalition(),
        language="fr",
        words=Words.of(title=title, summary="Ce que nous demandons ensemble.", body="Bonjour."),
        by=None,
        now=NOW,
        **more,
    )
    for demand in demands:
        add_demand(memorandum=memorandum, demand=demand, by=None, now=NOW)
    return set_status(memorandum=memorandum, status=status, by=None, now=NOW)
