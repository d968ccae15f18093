"""The API of the whole site: each room's part under one address. See docs/api/."""

from socle.foundation.api import Api
from socle.territories.api import router as territories

api = Api(
    title="Socle",
    version="1",
    description=(
        "The public facts of this site, read-only and without a key. "
        "Lists answer `count`, `next` and `results`; errors are problems by RFC 9457; "
        "every answer has an ETag."
    ),
    # A page of documentation would need scripts that our own rules refuse: the document is enough.
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", territories)
