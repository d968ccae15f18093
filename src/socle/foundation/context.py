"""What every page is told of the site it stands on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    return {"base_url": settings.SOCLE_BASE_URL, "site_name": "Socle"}
