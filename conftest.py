"""What every test may ask for."""

import pytest


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Pages under test name static files as they are: nothing needs collecting first."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
