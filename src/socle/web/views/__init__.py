from socle.web.views.areas import area, area_map, area_topic
from socle.web.views.data_protection import data_protection
from socle.web.views.mine import me
from socle.web.views.places import home, places, suggestions
from socle.web.views.plain import at_fault, health, not_found, refused, robots, root, sitemap
from socle.web.views.searching import search, sources
from socle.web.views.topics import topic, topics

__all__ = [
    "area",
    "area_map",
    "area_topic",
    "at_fault",
    "data_protection",
    "health",
    "home",
    "me",
    "not_found",
    "places",
    "refused",
    "robots",
    "root",
    "search",
    "sitemap",
    "sources",
    "suggestions",
    "topic",
    "topics",
]
