"""The closed list of what the journal can say was done; docs/rooms/accounts.md repeats it."""

from django.utils.translation import gettext_lazy as _

VERBS = [
    ("territories.pack.loaded", _("The facts of a country were loaded.")),
    ("territories.areas.imported", _("Areas were imported from a file.")),
    ("territories.boundaries.imported", _("Boundaries were imported from a file.")),
]
