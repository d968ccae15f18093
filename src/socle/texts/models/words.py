"""The four parts that every text has, published or not; what each holds is said by its kind."""

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_BODY, LONGEST_MORE = 200, 2_000, 100_000, 30_000
LONGEST = {
    "title": LONGEST_TITLE,
    "summary": LONGEST_SUMMARY,
    "body": LONGEST_BODY,
    "more": LONGEST_MORE,
}


class HasWords(models.Model):
    """``summary``, ``body`` and ``more`` are Markdown; a title is plain."""

    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    summary = models.TextField(_("in short"), max_length=LONGEST_SUMMARY, blank=True)
    body = models.TextField(_("text"), max_length=LONGEST_BODY, blank=True)
    more = models.TextField(_("beside it"), max_length=LONGEST_MORE, blank=True)

    class Meta:
        abstract = True
