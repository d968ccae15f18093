"""Words and addresses of elections, for templates."""

from django import template

from socle.elections.queries.addresses import (
    contest_path,
    election_path,
    list_path,
    person_path,
)
from socle.elections.queries.titles import contest_title

register = template.Library()

register.simple_tag(election_path, name="election_url")
register.simple_tag(contest_path, name="contest_url")
register.simple_tag(list_path, name="list_url")
register.simple_tag(person_path, name="person_url")
register.filter("contest_title", contest_title)
