"""Where pictures stand, and which texts show them."""

import re

from django.db.models import Q

from socle.texts.models import Draft, Picture, Revision, Suggestion

ADDRESS = re.compile(r"/files/([0-9a-f]{64})\.webp")


def address_of(picture: Picture) -> str:
    """The same on every site, so that a text that was exported and comes back still shows it."""
    return f"/files/{picture.digest}.webp"


def digests_in_use() -> set[str]:
    """Of every picture that some words show: published, being written, or suggested."""
    shows = (
        Q(summary__contains="/files/") | Q(body__contains="/files/") | Q(more__contains="/files/")
    )
    found: set[str] = set()
    for model in (Revision, Draft, Suggestion):
        rows = model.objects.filter(shows).order_by().values_list("summary", "body", "more")
        for words in rows.iterator():
            found.update(ADDRESS.findall("\n".join(words)))
    return found


def content_of(digest: str) -> bytes | None:
    """The same picture may be there for several groups."""
    rows = Picture.objects.filter(digest=digest).order_by("pk")
    content = rows.values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def pictures_at(addresses: set[str]) -> dict[str, Picture]:
    """Those that are there, by address, with what they show; one query."""
    digests = [found[1] for address in addresses if (found := ADDRESS.fullmatch(address))]
    return {address_of(row): row for row in Picture.objects.filter(digest__in=digests)}


def sizes_of(addresses: set[str]) -> dict[str, tuple[int, int]]:
    """Width and height in pixels by address, so that nothing jumps when they come; one query."""
    digests = [found[1] for address in addresses if (found := ADDRESS.fullmatch(address))]
    rows = Picture.objects.filter(digest__in=digests).order_by()
    sizes = rows.values_list("digest", "width", "height")
    return {f"/files/{digest}.webp": (width, height) for digest, width, height in sizes}
