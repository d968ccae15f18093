"""Cases as actions leave them."""

from datetime import date

from socle.groups.models import Group
from socle.groups.tests.factories import NOW, GroupFactory
from socle.library.actions.telling import tell_case
from socle.library.queries.facts import Facts
from socle.texts.queries.words import Words

BUS = Words.of(
    title="Un bus sur appel",
    summary="Avant, rien après 18 h. On appelle la veille. Un bus passe au coin de la rue.",
    body="Une commune a prêté le bus. Deux personnes ont tenu le téléphone.",
    more="Douze mille euros par an. La première année, personne ne savait.",
)


def coalition():
    found = Group.objects.filter(kind=Group.Kind.COALITION).first()
    return found or GroupFactory(kind=Group.Kind.COALITION, name="Terres d’accord")


def facts_of(**given):
    said = {
        "place": "Valcreux",
        "who": "La régie de Valcreux",
        "since": 2021,
        "url": "https://example.org/bus",
        "seen_on": date(2026, 11, 12),
    }
    return Facts(**(said | given))


def case_of(title="Un bus sur appel", *, by=None, now=NOW, language="fr", **facts):
    words = Words.of(title=title, summary=BUS.summary, body=BUS.body, more=BUS.more)
    told = {"owner": coalition(), "language": language, "words": words}
    return tell_case(facts=facts_of(**facts), by=by, now=now, **told)
