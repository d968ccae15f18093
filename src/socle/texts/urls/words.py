"""The words of addresses, in the order of LANGUAGES: fr, nl, de, en."""

from socle.groups.urls import words

TEXT = ("texte", "tekst", "text", "text")
WRITE = ("ecrire", "schrijven", "schreiben", "write")
TRANSLATE = ("traduire", "vertalen", "uebersetzen", "translate")
PREVIEW = ("apercu", "voorbeeld", "vorschau", "preview")
SAVE = ("enregistrer", "bewaren", "speichern", "save")
PUBLISH = ("publier", "publiceren", "veroeffentlichen", "publish")
THROW_AWAY = ("jeter", "weggooien", "verwerfen", "throw-away")
HISTORY = ("historique", "geschiedenis", "verlauf", "history")
COMPARE = ("comparer", "vergelijken", "vergleichen", "compare")
PICTURE = ("image", "beeld", "bild", "picture")
SUGGEST = ("suggerer", "suggereren", "vorschlagen", "suggest")
LINEAGE = ("filiation", "afstamming", "herkunft", "lineage")

Word = tuple[str, ...] | str


def of_text(*parts: Word) -> str:
    """``texte/12/historique/``: every page of one text."""
    return words(TEXT, "<int:key>", *parts)


def in_language(*parts: Word) -> str:
    """``texte/12/nl/ecrire/``: every page of one text in one language."""
    return words(TEXT, "<int:key>", "<str:language>", *parts)
