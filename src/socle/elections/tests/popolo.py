"""What Popolo asks of the classes that we export, as one JSON schema.

Restated from the schemas of https://www.popoloproject.com/specs/ (the Popolo project, CC BY 4.0):
the same names and types. Stricter in three things: ids and names are always there, what we leave
out is absent rather than null, and a name that Popolo does not have is a mistake.
"""

from typing import Any

Schema = dict[str, Any]

DATE = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}
WORDS = {"type": "string"}
KEY = {"type": "string", "minLength": 1}
LINKS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"url": {"type": "string", "format": "uri"}, "note": WORDS},
        "required": ["url"],
        "additionalProperties": False,
    },
}
IDENTIFIERS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"scheme": WORDS, "identifier": KEY},
        "required": ["identifier"],
        "additionalProperties": False,
    },
}


def many(*needed: str, **properties: Schema) -> Schema:
    """An array of one class, each with an id of its own."""
    each = {
        "type": "object",
        "properties": {"id": KEY, "sources": LINKS} | properties,
        "required": ["id", *needed],
        "additionalProperties": False,
    }
    return {"type": "array", "items": each, "uniqueItems": True}


POPOLO = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        "persons": many(
            "name",
            name=KEY,
            family_name=WORDS,
            given_name=WORDS,
            sort_name=WORDS,
            identifiers=IDENTIFIERS,
        ),
        "organizations": many("name", name=KEY, classification=WORDS, parent_id=KEY, area_id=KEY),
        "memberships": many(
            "person_id",
            "organization_id",
            label=WORDS,
            role=WORDS,
            person_id=KEY,
            organization_id=KEY,
            area_id=KEY,
            start_date=DATE,
            end_date=DATE,
        ),
        "areas": many("name", name=KEY, identifier=WORDS, classification=WORDS, parent_id=KEY),
        "events": many("name", name=KEY, classification=WORDS, start_date=DATE, end_date=DATE),
    },
    "required": ["persons", "organizations", "memberships", "areas", "events"],
    "additionalProperties": False,
}
