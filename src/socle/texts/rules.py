"""Who may read, write and answer for a text, and the doors of its pages."""

from django.http import Http404

from socle.groups.rules import Who, may_manage
from socle.texts.kinds import KINDS, kind_of
from socle.texts.models import Suggestion, Text, Update

# Days after the answer for which a visitor's name and address stay with their suggestion.
FORGET_VISITOR_AFTER = 30
# Days for which the link that confirms a suggestion opens.
CONFIRM_WITHIN = 7


def may_read(who: Who, text: Text) -> bool:
    """Published words: anyone where the kind is public, else those inside the group."""
    return kind_of(text).is_public(text) or who.is_inside(text.owner)


def may_write(who: Who, text: Text) -> bool:
    """Its draft, its revisions, answers to suggestions and to updates of the original."""
    return text.withdrawn_at is None and kind_of(text).may_write(who, text)


def may_suggest(text: Text) -> bool:
    """Anyone, a visitor too, of public words that stand."""
    return text.withdrawn_at is None and kind_of(text).is_public(text)


def may_adapt(text: Text) -> bool:
    """Whether another group may make it its own; which group may is asked of the group."""
    return text.withdrawn_at is None and kind_of(text).may_be_adapted


# --- doors ---


def open_text(who: Who, key: int) -> Text:
    """The text, for whoever may read it."""
    text = Text.objects.select_related("owner").filter(pk=key, kind__in=list(KINDS)).first()
    if text is None or not may_read(who, text):
        raise Http404
    return text


def open_text_to_write(who: Who, key: int) -> Text:
    text = open_text(who, key)
    if not may_write(who, text):
        raise Http404
    return text


def open_update(who: Who, key: int) -> Update:
    """For those inside the group whose adaptation it is."""
    related = ("text__owner", "text__base", "revision__text__owner", "measured_from__text__owner")
    rows = Update.objects.select_related(*related, "answered_by", "result")
    found = rows.filter(pk=key, text__kind__in=list(KINDS)).first()
    if found is None or not who.is_inside(found.text.owner):
        raise Http404
    return found


def open_suggestion(who: Who, key: int) -> Suggestion:
    """For those who answer for the text, once its author has confirmed it."""
    rows = Suggestion.objects.select_related("revision__text__owner", "by", "answered_by", "result")
    rows = rows.exclude(state=Suggestion.State.UNCONFIRMED)
    found = rows.filter(pk=key, revision__text__kind__in=list(KINDS)).first()
    if found is None or not may_answer(who, found.revision.text):
        raise Http404
    return found


def may_answer(who: Who, text: Text) -> bool:
    """Read what was suggested for it: as who writes it; of a withdrawn one, its managers."""
    return may_write(who, text) or may_manage(who, text.owner)
