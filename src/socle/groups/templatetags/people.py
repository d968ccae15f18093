"""Names of people on pages and in mails."""

from django import template

from socle.groups.queries.people import name_of

register = template.Library()

register.filter("person", name_of)
