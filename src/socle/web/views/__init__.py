from socle.web.views.areas import area, area_map, area_topic
from socle.web.views.places import home, places, suggestions
from socle.web.views.plain import at_fault, health, not_found, robots, root, sitemap
from socle.web.views.searching import search, sources
from socle.web.views.topics import topic, topics

__all__ = [
    "area",
    "area_map",
    "area_topic",
    "at_fault",
    "health",
    "home",
    "not_found",
    "places",
    "robots",
    "root",
    "search",
    "sitemap",
    "sources",
    "suggestions",
    "topic",
    "topics",
]
