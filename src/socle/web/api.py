"""The API of the whole site: each room's part under one address. See docs/api/."""

from socle.commitments.api import router as commitments
from socle.demands.api import router as demands
from socle.elections.api import router as elections
from socle.foundation.api import Api
from socle.groups.api import router as groups
from socle.territories.api import router as territories
from socle.texts.api import router as texts

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
api.add_router("", groups)
api.add_router("", demands)
api.add_router("", elections)
api.add_router("", texts)
api.add_router("", commitments)
