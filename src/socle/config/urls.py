from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("socle.web.urls_plain")),
    *i18n_patterns(
        path("", include("socle.foundation.urls")),
        path("", include("socle.web.urls")),
    ),
]

handler404 = "socle.web.views.not_found"
handler500 = "socle.web.views.at_fault"
