"""Addresses that have no language."""

from django.urls import path, re_path

from socle.texts.views.pictures import picture
from socle.web import views
from socle.web.api import api

urlpatterns = [
    path("", views.root, name="root"),
    path("health", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    re_path(r"^files/(?P<digest>[0-9a-f]{64})\.webp$", picture, name="picture"),
    path("api/v1/", api.addresses),
]
