"""Addresses of the pages, in the words of each language."""

from socle.demands.urls import files, reading, writing

app_name = "demands"

# Those of one word before those that begin with a key.
urlpatterns = [*writing.urlpatterns, *files.urlpatterns, *reading.urlpatterns]
