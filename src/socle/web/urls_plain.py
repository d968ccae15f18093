"""Addresses that have no language."""

from django.urls import path

from socle.web import views
from socle.web.api import api

urlpatterns = [
    path("", views.root, name="root"),
    path("health", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("api/v1/", api.addresses),
]
