from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SearchDocument(models.Model):
    """One thing that can be found, in one language. Its index is in tables of the database's own
    kind, made by migration 0002, written by ``actions.search`` and read by ``search.found``."""

    key = models.CharField(_("key"), max_length=120, help_text=_("The row shown, as app.model:pk."))
    language = models.CharField(_("language"), max_length=2)
    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(pgettext_lazy("what a page says", "body"), blank=True)
    url = models.CharField(_("address"), max_length=300)
    weight = models.PositiveIntegerField(_("weight"), default=0, help_text=_("Higher comes first."))

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "language"], name="foundation_one_document_per_key_and_language"
            )
        ]

    def __str__(self) -> str:
        return self.title
