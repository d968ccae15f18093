"""The pages of those who write."""

from django.urls import path

from socle.groups.urls import of_group
from socle.texts.urls.words import (
    PICTURE,
    PREVIEW,
    PUBLISH,
    SAVE,
    THROW_AWAY,
    TRANSLATE,
    WRITE,
    in_language,
)
from socle.texts.views import pictures, publishing, while_typing, writing

urlpatterns: list = [
    path(in_language(WRITE), writing.write, name="write"),
    path(in_language(TRANSLATE), writing.write, name="translate"),
    path(of_group(PREVIEW, "<str:kind>"), while_typing.preview, name="preview"),
    path(in_language(SAVE), while_typing.autosave, name="save"),
    path(in_language(PUBLISH), publishing.publish, name="publish"),
    path(in_language(THROW_AWAY), publishing.throw_away, name="throw-away"),
    path(of_group(PICTURE), pictures.add, name="picture-add"),
]
