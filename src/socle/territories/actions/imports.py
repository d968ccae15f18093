"""Areas and boundaries from files: what differs is written, the rest is left alone."""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from socle.accounts.journal import record
from socle.foundation.actions.stamps import touch
from socle.foundation.actions.turns import take_turns
from socle.foundation.tables import Report, RowRefused, one_act, row_act
from socle.foundation.tables.columns import plain
from socle.foundation.tables.report import Outcome
from socle.territories.actions.finding import index_afterwards
from socle.territories.addresses import LANGUAGES
from socle.territories.models import Area, Boundary, Level
from socle.territories.rules import AREAS, WRITERS, stamps_of_area


@dataclass(frozen=True, slots=True)
class AreaLine:
    """What one row says of an area; what it does not say stays as it is."""

    number: int
    code: str
    level: str
    parents: list[str] | None
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outline:
    """The boundary of an area: GeoJSON, and where it comes from."""

    code: str
    geometry: dict[str, Any]
    source: str


def known_code(code: str, known: Collection[str]) -> str:
    """The code as the site knows it: spreadsheets take "02000" for the number 2000."""
    if code in known or not code.isdigit():
        return code
    longer = ("0" * zeros + code for zeros in range(1, 4))
    return next((candidate for candidate in longer if candidate in known), code)


# --- areas ---


def import_areas(lines: Iterable[AreaLine], *, report: Report, source: str, now: datetime) -> None:
    """Make or update the areas of a table, in one act; parents may stand in any row."""
    with one_act(report):
        take_turns([WRITERS])
        columns = set[str]()
        known = {
            area.code: area
            for area in Area.objects.select_related("level").prefetch_related("parents")
        }
        levels = levels_by_word()
        waiting = unrepeated(lines, known, report)
        while ready := [line for line in waiting if set(line.parents or ()) <= set(known)]:
            done = {line.number for line in ready}
            waiting = [line for line in waiting if line.number not in done]
            for line in ready:
                with row_act(report, line.number, line.code, savepoint=False):
                    area, outcome, changed = write_area(line, known, levels)
                    known[area.code] = area
                    columns |= changed
                    report.count(outcome)
        for line in waiting:
            report.refuse(line.number, unknown_parents(line, known), "parents", line.code)
        report.refusals.sort(key=lambda refusal: refusal.row)
        tell("territories.areas.imported", report, source, now, stamps=stamps_of_area(columns))
        if report.changed:
            index_afterwards()


def levels_by_word() -> dict[str, Level]:
    """Levels by their code and by their name in any language."""
    names = ("code", *(f"name_{language}" for language in LANGUAGES))
    return {
        plain(getattr(level, name)): level
        for level in Level.objects.all()
        for name in names
        if getattr(level, name)
    }


def unrepeated(
    lines: Iterable[AreaLine], known: Mapping[str, Area], report: Report
) -> list[AreaLine]:
    """The lines with their codes as the site knows them; a code that comes twice is refused."""
    rows: dict[str, int] = {}
    kept = []
    for line in lines:
        codes = [noted(code, known, report) for code in (line.code, *(line.parents or ()))]
        if codes[0] in rows:
            reason = _("row %(row)d already has this code") % {"row": rows[codes[0]]}
            report.refuse(line.number, reason, "code", codes[0])
            continue
        rows[codes[0]] = line.number
        parents = None if line.parents is None else codes[1:]
        kept.append(AreaLine(line.number, codes[0], line.level, parents, line.fields))
    return kept


def noted(code: str, known: Mapping[str, Area], report: Report) -> str:
    found = known_code(code, known)
    if found != code:
        words = _("“%(written)s” was read as %(code)s: a zero in front had been lost.")
        report.note(words % {"written": code, "code": found})
    return found


def unknown_parents(line: AreaLine, known: Mapping[str, Area]) -> str:
    codes = [code for code in line.parents or () if code not in known]
    return _("no area has the code %(codes)s") % {"codes": ", ".join(codes)}


def write_area(
    line: AreaLine, known: Mapping[str, Area], levels: Mapping[str, Level]
) -> tuple[Area, Outcome, set[str]]:
    """The area, what was done, in which columns. Refuses before it writes."""
    before = known.get(line.code)
    # A copy: when the row is refused, what other rows see of the area must not have changed.
    area = copy(before) if before else Area(code=line.code)
    wanted = dict(line.fields)
    if line.level or before is None:
        wanted["level"] = level_of(line, levels)
    changed = {name for name, value in wanted.items() if getattr(area, name, None) != value}
    for name in changed:
        setattr(area, name, wanted[name])
    parents = parents_of(area, line, known)
    moved = parents is not None and (
        before is None or {p.pk for p in before.parents.all()} != {p.pk for p in parents}
    )
    if before and not changed and not moved:
        return before, "unchanged", changed
    refuse_invalid(area)
    with override(settings.MODELTRANSLATION_DEFAULT_LANGUAGE):
        area.save()
    if moved and parents is not None:
        area.parents.set(parents)
        changed.add("parents")
    return area, "updated" if before else "created", changed


def level_of(line: AreaLine, levels: Mapping[str, Level]) -> Level:
    if not line.level:
        raise RowRefused(_("a new area needs its level of power"), "level")
    if plain(line.level) not in levels:
        codes = ", ".join(sorted({level.code for level in levels.values()}))
        raise RowRefused(_("is none of %(levels)s") % {"levels": codes}, "level")
    return levels[plain(line.level)]


def parents_of(area: Area, line: AreaLine, known: Mapping[str, Area]) -> list[Area] | None:
    if line.parents is None:
        return None
    parents = [known[code] for code in line.parents]
    for parent in parents:
        if parent.level.position <= area.level.position:
            reason = _("%(code)s is not of a higher level") % {"code": parent.code}
            raise RowRefused(reason, "parents")
    return parents


def refuse_invalid(area: Area) -> None:
    """What the model and the database would refuse, said in words."""
    if not getattr(area, "name_fr", None):  # a field that modeltranslation adds
        raise RowRefused(_("a new area needs a name in French"), "name_fr")
    if (area.latitude is None) != (area.longitude is None):
        raise RowRefused(_("latitude and longitude go together"), "latitude")
    if area.valid_from and area.valid_to and area.valid_to < area.valid_from:
        raise RowRefused(_("comes before the first day"), "valid_to")
    try:
        area.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise RowRefused(" ".join(messages), name) from None


# --- boundaries ---


def import_boundaries(
    outlines: Iterable[Outline],
    *,
    areas: Mapping[str, Area],
    report: Report,
    source: str,
    now: datetime,
) -> None:
    """Store the outlines that are new or have changed, in one act."""
    with one_act(report):
        take_turns([WRITERS])
        stored = {boundary.area_id: boundary for boundary in Boundary.objects.all()}
        new, changed = [], []
        for outline in outlines:
            area = areas[outline.code]
            boundary = stored.get(area.pk)
            if boundary is None:
                new.append(
                    Boundary(area=area, geometry=outline.geometry, source=outline.source[:300])
                )
            elif (boundary.geometry, boundary.source) != (outline.geometry, outline.source[:300]):
                boundary.geometry, boundary.source = outline.geometry, outline.source[:300]
                boundary.updated_at = now
                changed.append(boundary)
            else:
                report.count("unchanged")
        Boundary.objects.bulk_create(new, batch_size=100)
        Boundary.objects.bulk_update(changed, ["geometry", "source", "updated_at"], batch_size=100)
        report.created, report.updated = len(new), len(changed)
        tell("territories.boundaries.imported", report, source, now, stamps=[AREAS])


def tell(verb: str, report: Report, source: str, now: datetime, *, stamps: Iterable[str]) -> None:
    """The line of the journal and the pages to build again, when something changed."""
    if not report.changed:
        return
    # The journal is read later, by people of any language: a name and figures only.
    reason = f"{source[:400]}: +{report.created} ~{report.updated} !{report.refused}"
    record(verb, now=now, reason=reason)
    touch(stamps)
