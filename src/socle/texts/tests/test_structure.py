"""Two languages side by side: which paragraph is which, and what has no counterpart."""

from socle.texts.queries.structure import compare_structure, structure_of

FRENCH = """Nous demandons de l’eau.

# Ce que nous demandons

La commune pose 12 fontaines. Voir https://eau.org/plan.

- une fontaine par place
- des gourdes

  pour les écoles

## Quand

|quoi|quand|
|-|-|
|fontaines|2026|

```
code
```
"""


def kinds(text):
    return [(block.kind, block.text) for block in structure_of(text).blocks]


def test_the_blocks_of_a_text():
    assert kinds(FRENCH) == [
        ("paragraph", "Nous demandons de l’eau."),
        ("heading", "Ce que nous demandons"),
        ("paragraph", "La commune pose 12 fontaines. Voir https://eau.org/plan."),
        ("item", "une fontaine par place"),
        ("item", "des gourdes"),
        ("paragraph", "pour les écoles"),
        ("heading", "Quand"),
        ("row", "quoi · quand"),
        ("row", "fontaines · 2026"),
        ("code", "code"),
    ]


def test_its_sections_and_what_they_hold():
    found = structure_of(FRENCH)
    assert [
        (section.heading and (section.heading.text, section.heading.level), section.counts)
        for section in found.sections
    ] == [
        (None, {"paragraph": 1}),
        (("Ce que nous demandons", 1), {"paragraph": 2, "item": 2}),
        (("Quand", 2), {"row": 2, "code": 1}),
    ]
    assert [section.words for section in found.sections] == [4, 18, 5]
    assert found.counts == {"paragraph": 3, "heading": 2, "item": 2, "row": 2, "code": 1}
    assert structure_of("").sections == ()


def side_by_side(source, translation):
    return [
        (row.source and row.source.text, row.translation and row.translation.text)
        for row in compare_structure(source, translation)
    ]


def test_a_paragraph_that_was_not_translated_has_no_counterpart():
    french = "Un début bref.\n\nEn 2019, 40 communes ont signé.\n\nEt puis la fin, qui est longue."
    dutch = "Een kort begin.\n\nEn dan het einde, dat lang is."
    assert side_by_side(french, dutch) == [
        ("Un début bref.", "Een kort begin."),
        ("En 2019, 40 communes ont signé.", None),
        ("Et puis la fin, qui est longue.", "En dan het einde, dat lang is."),
    ]


def test_what_a_translation_has_besides_has_no_counterpart_either():
    assert side_by_side("# Titre\n\nTexte.", "# Titel\n\nTekst.\n\n- punt\n\n## Meer") == [
        ("Titre", "Titel"),
        ("Texte.", "Tekst."),
        (None, "punt"),
        (None, "Meer"),
    ]


def test_figures_tell_which_paragraph_is_which():
    french = "Voici 12 arbres.\n\nVoici 30 bancs.\n\nVoici 45 lacs."
    assert side_by_side(french, "Hier zijn 30 banken.") == [
        ("Voici 12 arbres.", None),
        ("Voici 30 bancs.", "Hier zijn 30 banken."),
        ("Voici 45 lacs.", None),
    ]


def test_a_heading_only_pairs_with_one_of_its_level():
    assert side_by_side("# A\n\n## Un", "# A\n\n# Een") == [("A", "A"), ("Un", None), (None, "Een")]


def test_texts_too_long_to_try_every_way_are_paired_in_order():
    rows = compare_structure("Un.\n\n" * 500, "Een.\n\n" * 400)
    assert [bool(row.translation) for row in rows] == [True] * 400 + [False] * 100
