"""The words of addresses, in the order of LANGUAGES: fr, nl, de, en."""

from socle.groups.urls import words

MEMORANDUMS = ("memorandums", "memorandums", "memoranden", "memorandums")
MEMORANDUM = ("memorandum", "memorandum", "memorandum", "memorandum")
DEMAND = ("demande", "eis", "forderung", "demand")
DEMANDS = ("demandes", "eisen", "forderungen", "demands")
PROVISION = ("mesure", "maatregel", "massnahme", "measure")
OFFERS = ("propositions", "voorstellen", "vorschlaege", "offers")
OFFER = ("proposer", "voorstellen", "vorschlagen", "offer")
OUR_DEMANDS = ("nos-demandes", "onze-eisen", "unsere-forderungen", "our-demands")
NEW = ("nouvelle", "nieuw", "neu", "new")
IMPORT = ("importer", "importeren", "importieren", "import")
TABLE = ("tableau", "tabel", "tabelle", "table")
STATUS = ("statut", "status", "status", "status")
ORDER = ("ordre", "volgorde", "reihenfolge", "order")
RELEASE = ("publier", "publiceren", "veroeffentlichen", "publish")
WITHDRAW = ("retirer", "intrekken", "zurueckziehen", "withdraw")
RELEASED = ("version", "versie", "fassung", "release")
ADAPTATION = ("version-locale", "lokale-versie", "lokale-fassung", "local-wording")
TAKE_OVER = ("reprendre", "overnemen", "uebernehmen", "take-over")
FOLLOW = ("suivre-l-original", "origineel-volgen", "original-folgen", "follow-the-original")
ADOPT = ("adopter", "aannemen", "annehmen", "adopt")
EVIDENCE = ("deja-fait", "al-gedaan", "schon-getan", "done-already")
BRING_BACK = ("retablir", "terughalen", "zurueckholen", "bring-back")

Word = tuple[str, ...] | str


def of_memorandum(*parts: Word) -> str:
    """``memorandum/12-vivre-mieux/ordre/``: every page of one memorandum."""
    return words(MEMORANDUM, "<group:key>", *parts)


def of_demand(*parts: Word) -> str:
    return words(DEMAND, "<group:key>", *parts)


def of_adaptation(*parts: Word) -> str:
    return words(ADAPTATION, "<group:key>", *parts)


def of_provision(*parts: Word) -> str:
    return words(PROVISION, "<int:key>", *parts)
