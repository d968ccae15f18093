"""Search results, a page at a time."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from socle.foundation import search


class Found:
    """What matches a query in one language, in the shape a paginator takes."""

    def __init__(self, query: str, language: str | None) -> None:
        self.query, self.language = query, (language or "fr")[:2]
        self.count, self.more = 0, False
        if query:
            first = search.find(query, language=self.language, limit=0)
            self.count, self.more = first.count, first.more

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, part: slice) -> list[search.Hit]:
        start, stop = part.start or 0, part.stop or self.count
        return search.find(
            self.query, language=self.language, limit=stop - start, offset=start
        ).hits

    @property
    def count_in_words(self) -> str:
        if self.more:
            return _("More than 1,000 results")
        words = ngettext("%(count)s result", "%(count)s results", self.count)
        return words % {"count": number_format(self.count)}
