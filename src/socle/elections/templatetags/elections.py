"""Words and addresses of elections, for templates."""

from django import template
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from socle.elections.queries.addresses import (
    contest_path,
    election_path,
    list_path,
    person_path,
)
from socle.elections.queries.titles import contest_title

register = template.Library()

# Of a file of candidates, by the names a report has for them.
COLUMNS = {
    "area": _("commune"),
    "area_code": _("code of the commune"),
    "body": pgettext_lazy("a column", "council"),
    "constituency": _("constituency"),
    "elected": _("elected"),
    "email": _("e-mail address"),
    "family_name": _("family name"),
    "given_name": _("given name"),
    "list_name": _("name of the list"),
    "list_number": _("number of the list"),
    "party": _("party"),
    "person_id": _("identifier"),
    "position": pgettext_lazy("on a list", "place"),
    "postcode": _("postcode"),
    "source_url": _("source"),
    "substitute": _("substitute"),
}

register.simple_tag(election_path, name="election_url")
register.simple_tag(contest_path, name="contest_url")
register.simple_tag(list_path, name="list_url")
register.simple_tag(person_path, name="person_url")
register.filter("contest_title", contest_title)
register.filter("column_in_words", lambda name: COLUMNS.get(name, name))
