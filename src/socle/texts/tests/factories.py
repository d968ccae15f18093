"""Texts as actions leave them. A kind for tests, which anyone may read and take over."""

from socle.groups.tests.factories import NOW
from socle.texts.actions.publishing import begin_text, publish
from socle.texts.kinds import Kind, Part, declare_kind
from socle.texts.queries.words import Words

PARTS = (
    Part("title", "Title", required=True),
    Part("summary", "In short"),
    Part("body", "Text"),
    Part("more", "Beside it"),
)
ESSAY = Kind(
    "essay",
    "essay",
    PARTS,
    url=lambda text, language: "",
    is_public=lambda text: text.withdrawn_at is None,
    may_be_adapted=True,
)
SECRET = Kind(
    "secret", "secret", PARTS, url=lambda text, language: "", is_public=lambda text: False
)
declare_kind(ESSAY)
declare_kind(SECRET)


def words(title="Buses in the evening", body="A bus each hour. Until midnight.", **more):
    return Words.of(title=title, body=body, **more)


def text_of(owner, *, language="en", said=None, by=None, now=NOW, kind="essay"):
    """A text of a group with one published revision."""
    text = begin_text(owner=owner, kind=kind, language=language, by=by, now=now)
    publish(text=text, language=language, words=said or words(), by=by, now=now)
    return text
