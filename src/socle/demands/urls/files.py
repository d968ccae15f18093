"""A memorandum as files: taken away, and brought in."""

from django.urls import path

from socle.demands.urls.words import IMPORT, MEMORANDUMS, RELEASED, of_memorandum
from socle.demands.views import files, importing
from socle.groups.urls import words

NUMBER = "<int:number>"

urlpatterns = [
    path(words(MEMORANDUMS, IMPORT), importing.upload, name="memorandum-import"),
    path(words(MEMORANDUMS, IMPORT, "<int:key>"), importing.check, name="memorandum-import-check"),
    path(of_memorandum("pdf"), files.pdf, name="memorandum-pdf"),
    path(of_memorandum(RELEASED, NUMBER, "pdf"), files.pdf, name="memorandum-release-pdf"),
    path(of_memorandum("markdown"), files.markdown, name="memorandum-markdown"),
    path(
        of_memorandum(RELEASED, NUMBER, "markdown"),
        files.markdown,
        name="memorandum-release-markdown",
    ),
    path(of_memorandum("json"), files.as_json, name="memorandum-json"),
]
