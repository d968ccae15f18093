"""The pages that anyone reads."""

from django.urls import path

from socle.texts.urls.words import COMPARE, HISTORY, in_language, of_text
from socle.texts.views import reading

urlpatterns: list = [
    path(of_text(HISTORY), reading.history, name="history"),
    path(of_text(COMPARE), reading.compare, name="compare"),
    path(in_language("<int:number>"), reading.revision, name="revision"),
]
