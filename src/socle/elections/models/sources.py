from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WithSource(models.Model):
    """What a public fact rests on: a file, a page, a poster; where it can be read, if it can."""

    source_title = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)

    class Meta:
        abstract = True


def has_a_source() -> Q:
    return ~Q(source_title="")
