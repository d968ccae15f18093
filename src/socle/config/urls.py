from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("socle.web.urls_plain")),
    # Tried in this order at each request: first the pages that everybody reads.
    *i18n_patterns(
        path("", include("socle.web.urls")),
        path("", include("socle.foundation.urls")),
        path("", include("socle.accounts.urls")),
        path("", include("socle.groups.urls")),
        path("", include("socle.texts.urls")),
        path("", include("socle.library.urls")),
        path("", include("socle.demands.urls")),
        path("", include("socle.commitments.urls")),
        path("", include("socle.elections.urls")),
    ),
]

handler400 = "socle.web.views.refused"
handler404 = "socle.web.views.not_found"
handler500 = "socle.web.views.at_fault"
