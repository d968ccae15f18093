"""Addresses of the pages, in the words of each language."""

from socle.texts.urls import adapting, reading, writing

app_name = "texts"

# Those of one word before those that begin with a key.
urlpatterns = [*writing.urlpatterns, *reading.urlpatterns, *adapting.urlpatterns]
