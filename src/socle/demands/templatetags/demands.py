"""Words and addresses of demands, for templates."""

from dataclasses import dataclass, field
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from socle.demands.models import Memorandum, Provision
from socle.demands.queries.addresses import path_of
from socle.demands.queries.adopted import Tally
from socle.demands.queries.changes import OF_A_DEMAND, PARTS, Changed, changes_of
from socle.demands.queries.words import Published
from socle.territories.addresses import area_path, topic_path
from socle.texts.models import Draft, Revision, Text
from socle.texts.queries.translations import Shown, shown
from socle.texts.templatetags.texts import behind

register = template.Library()

register.simple_tag(path_of, name="demands_url")
register.simple_tag(topic_path, name="topic_url")
register.simple_tag(area_path, name="area_url")


@register.simple_tag
def changes(before: Revision | None, after: Revision | Draft | None, of: str = "") -> list[Changed]:
    """What differs, part by part; ``of`` is "demand" where the parts are those of one."""
    return changes_of(before, after, OF_A_DEMAND if of == "demand" else PARTS)


@dataclass(frozen=True, slots=True)
class Fold:
    """What changed from one revision to another, in the language of a page: the same words give the
    same fold for ever."""

    digests: tuple[str, str]
    language: str | None
    before: Revision = field(compare=False)
    after: Revision = field(compare=False)


@register.simple_tag
def fold_of_changes(before: Revision | None, after: Revision) -> str:
    """``parts/fold_of_changes.html``, closed, between two revisions."""
    if before is None:
        return ""
    return drawn(Fold((before.digest, after.digest), get_language(), before, after))


@lru_cache(maxsize=256)
def drawn(fold: Fold) -> SafeString:
    shown = {"before": fold.before, "after": fold.after}
    return render_to_string("demands/parts/fold_of_changes.html", shown)


@register.simple_tag
def late(said: Published, text: Text, words: Revision | None) -> SafeString | str:
    """Tells the reader of a translation that its original has changed since; else nothing."""
    own = said.own(text) if isinstance(said, Published) else None
    if words is None or own is None or words.pk == own.pk:
        return ""
    return behind(shown(words, own))


@register.simple_tag
def late_then(late: dict[int, Shown], words: Revision | None) -> SafeString | str:
    """The same of what a release froze: it rendered older words than those frozen beside it."""
    found = late.get(words.pk) if words else None
    return behind(found) if found else ""


@register.filter
def in_words(tally: Tally) -> str:
    """ "Taken over in 34 communes, reworded in 12"."""
    if not tally.communes:
        return _("Not taken over by any commune yet")
    words = ngettext(
        "Taken over in %(count)s commune", "Taken over in %(count)s communes", tally.communes
    ) % {"count": number_format(tally.communes)}
    if not tally.reworded:
        return _("%(words)s, in the same words") % {"words": words}
    reworded = ngettext("reworded in %(count)s", "reworded in %(count)s", tally.reworded)
    return f"{words}, {reworded % {'count': number_format(tally.reworded)}}"


@register.filter
def period(memorandum: Memorandum) -> str:
    """ "2024–2030", "from 2024", "until 2030", or nothing."""
    first, last = memorandum.from_year, memorandum.until_year
    if first and last:
        return f"{first}–{last}" if first != last else str(first)
    if first:
        return _("from %(year)s") % {"year": first}
    return _("until %(year)s") % {"year": last} if last else ""


@register.filter
def of_whom(provision: Provision) -> str:
    """Whom it is asked of: the area, or every area of the level."""
    if provision.area is not None:
        return provision.area.name
    return provision.level.name
