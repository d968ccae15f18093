import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from socle.web.api import api

PLACE = settings.ROOT_DIR / "docs" / "api" / "openapi.json"


def document() -> str:
    """The API's document (OpenAPI 3.1) as it is kept in docs/api/openapi.json."""
    return json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False, default=str) + "\n"


class Command(BaseCommand):
    help = "Writes docs/api/openapi.json again, after the API has changed by addition."

    def handle(self, *args, **options) -> None:
        Path(PLACE).parent.mkdir(parents=True, exist_ok=True)
        Path(PLACE).write_text(document(), "utf-8")
        self.stdout.write(f"{PLACE} is written.")
