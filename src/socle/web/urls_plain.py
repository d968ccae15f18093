"""Addresses that have no language."""

from django.urls import path

from socle.web.api import api

urlpatterns = [
    path("api/v1/", api.addresses),
]
