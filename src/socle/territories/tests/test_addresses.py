"""Names as they stand in addresses."""

import pytest

from socle.territories.addresses import address_word, area_path
from socle.territories.models import Area


@pytest.mark.parametrize(
    ("name", "language", "word"),
    [
        ("Prix de l’énergie", "fr", "prix-de-l-energie"),
        ("Vœux et sœurs", "fr", "voeux-et-soeurs"),
        ("Mieten und Mietverträge", "de", "mieten-und-mietvertraege"),
        ("Öffentliche Verkehrsmittel", "de", "oeffentliche-verkehrsmittel"),
        ("Straßen für Fußgänger", "de", "strassen-fuer-fussgaenger"),
        ("Coördinatie, zeeën", "nl", "coordinatie-zeeen"),
        ("Saül", "fr", "saul"),
    ],
)
def test_a_name_in_an_address(name, language, word):
    assert address_word(name, language) == word


@pytest.mark.usefixtures("belgium")
def test_a_commune_is_spelt_as_each_language_spells_it():
    liege = Area.objects.select_related("level").get(code="62063")

    assert [area_path(liege, language) for language in ("fr", "nl", "de", "en")] == [
        "/fr/commune/62063-liege/",
        "/nl/gemeente/62063-luik/",
        "/de/gemeinde/62063-luettich/",
        "/en/commune/62063-liege/",
    ]
