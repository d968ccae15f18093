"""A released memorandum as a PDF to keep: its frozen words, in the language of the page."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.cache import cache
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import get_language, gettext

from socle.demands.models import Demand, Release
from socle.demands.queries.addresses import path_of
from socle.demands.queries.releases import FrozenDemand, FrozenProvision, release_page
from socle.foundation.printing import print_pdf
from socle.foundation.printing.blocks import blocks, pictures
from socle.foundation.qr import qr_picture
from socle.foundation.templatetags.days import day_in_words
from socle.groups.models import Group
from socle.texts.models import Revision
from socle.texts.queries.pictures import pictures_at

LAYOUT = Path(__file__).parent / "memorandum.typ"
SHOWN_OF_DEMANDS = ("carried_by", "sources", "born_in")
KEPT_FOR = 30 * 24 * 3600
Data = dict[str, Any]


class NoPublisher(Exception):
    """What is printed names its responsible publisher: without one, nothing is."""


def memorandum_pdf(release: Release) -> bytes:
    """Made once for each release and language, and again when what stands around the words (the
    publisher, names of groups) has changed. Raises NoPublisher."""
    if not release.memorandum.publisher.strip():
        raise NoPublisher
    data = printed(release)
    name = f"demands.pdf.{release.pk}.{digest_of(data)}"
    found = cache.get(name)
    if found is None:
        found = print_pdf(LAYOUT, data, at=release.at, files=files_in(data))
        cache.set(name, found, KEPT_FOR)
    return found


def files_in(data: Data) -> dict[str, bytes]:
    """The pictures that the words show, each block being told which file is its own."""
    shown = list(pictures(data))
    found = pictures_at({each["src"] for each in shown})
    for each in shown:
        if picture := found.get(each["src"]):
            each |= {"file": f"{picture.digest}.webp", "width": picture.width}
    return {f"{row.digest}.webp": bytes(row.content) for row in found.values()}


def digest_of(data: Data) -> str:
    layout = LAYOUT.read_bytes() + json.dumps(data, sort_keys=True).encode()
    return hashlib.sha256(layout).hexdigest()


def printed(release: Release) -> Data:
    """Everything the layout shows: plain strings, and Markdown as blocks."""
    page, memorandum = release_page(release), release.memorandum
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    prefetch_related_objects([each.demand for each in page.demands], *SHOWN_OF_DEMANDS)
    demands = [demand_in(each, language) for each in page.demands if each.words]
    url = settings.SOCLE_BASE_URL + path_of(memorandum, page.words)
    day = day_in_words(timezone.localdate(release.at))
    told = {"number": release.number, "day": day}
    return {
        "language": language,
        "title": page.words.title if page.words else "",
        "words": words_in(page.words, language, top=2),
        "carrier": memorandum.text.owner.name,
        "carried_by": names(memorandum.carried_by.all()),
        "years": years(memorandum.from_year, memorandum.until_year),
        "publisher": memorandum.publisher,
        "release": gettext("Release %(number)s, %(day)s") % told,
        "release_short": gettext("release %(number)s, %(day)s") % told,
        "digest": release.digest,
        "url": url,
        "url_shown": url.split("://")[-1],
        "qr": qr_picture(url),
        "demands": demands,
        "levels": by_level(page.demands, language),
        "say": said(),
    }


def said() -> dict[str, str]:
    """The words of the layout itself."""
    return {
        "contents": gettext("Contents"),
        "publisher": gettext("Responsible publisher"),
        "online": gettext("To read and to follow"),
        "qr": gettext("QR code that leads to the page of this memorandum"),
        "carried_by": gettext("Carried by"),
        "indicator": gettext("How anyone can tell it was done"),
        "projects": gettext("Possible projects"),
        "elsewhere": gettext("Here and elsewhere"),
        "sources": gettext("Sources"),
        "by_level": gettext("What is asked of each level of power"),
        "digest": gettext("Fingerprint (SHA-256) of its words:"),
    }


def demand_in(each: FrozenDemand, language: str) -> Data:
    demand = each.demand
    return {
        "number": str(each.number),
        "name": f"demand-{demand.pk}",
        "words": words_in(each.words, language, top=2),
        "carried_by": names(demand.carried_by.all()),
        "born_in": born_in(demand),
        "sources": [{"title": row.title.replace(row.url, "").strip() or row.url, "url": row.url}
                    for row in demand.sources.all()],
        "asked": [asked_in(one, language) for one in each.provisions],
    }  # fmt: skip


def asked_in(each: FrozenProvision, language: str) -> Data:
    provision = each.provision
    return {
        "name": f"provision-{provision.pk}",
        "level": provision.level.name,
        "area": provision.area.name if provision.area else "",
        "by_when": before(provision.by_when),
        "words": words_in(each.words, language, top=3),
    }


def words_in(words: Revision | None, language: str, *, top: int) -> Data:
    """With the language they are in, and a line that says so where it is another one."""
    if words is None:
        return {"language": language, "title": "", "summary": [], "body": [], "more": []}
    return {
        "language": words.language,
        "said_in": in_language(words.language) if words.language != language else "",
        "title": words.title,
        "summary": blocks(words.summary, top=top),
        "body": blocks(words.body, top=top),
        "more": blocks(words.more, top=top + 1),
    }


def in_language(code: str) -> str:
    name = gettext(LANG_INFO[code]["name"]) if code in LANG_INFO else code
    return gettext("This text is not translated yet: it is in %(language)s.") % {
        "language": name.lower() if get_language() == "fr" else name
    }


def by_level(demands: list[FrozenDemand], language: str) -> list[Data]:
    found: dict[int, Data] = {}
    rows = [one for each in demands if each.words for one in each.provisions]
    for one in sorted(rows, key=lambda row: row.provision.level.position):
        level = one.provision.level
        group = found.setdefault(level.pk, {"name": level.name, "asked": []})
        group["asked"].append(
            {
                "name": f"provision-{one.provision.pk}",
                "title": one.words.title,
                "language": one.words.language,
                "area": one.provision.area.name if one.provision.area else "",
            }
        )
    return list(found.values())


def names(groups: Iterable[Group]) -> list[str]:
    return [group.name for group in sorted(groups, key=lambda each: (each.sort_name, each.pk))]


def born_in(demand: Demand) -> str:
    if demand.born_in is None:
        return ""
    return gettext("Born in %(place)s") % {"place": demand.born_in.name}


def before(day: date | None) -> str:
    return gettext("By %(day)s") % {"day": day_in_words(day)} if day else ""


def years(first: int | None, last: int | None) -> str:
    return "–".join(str(year) for year in (first, last) if year)
