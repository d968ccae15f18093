"""Addresses on pages of cases."""

from django import template

from socle.library.queries.addresses import path_of
from socle.territories.addresses import area_path, topic_path

register = template.Library()

register.simple_tag(path_of, name="case_url")
register.simple_tag(topic_path, name="topic_url")
register.simple_tag(area_path, name="area_url")
