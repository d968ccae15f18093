"""Words, signs and addresses of asks and answers, for templates."""

from django import template

from socle.commitments.queries.paths import ask_path, grid_path
from socle.commitments.queries.state_words import sign_of, state_in_words

register = template.Library()

register.simple_tag(grid_path, name="grid_url")
register.simple_tag(ask_path, name="ask_url")
register.filter("sign", sign_of)
register.filter("state_in_words", state_in_words)
