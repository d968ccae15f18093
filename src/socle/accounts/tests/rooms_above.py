"""The site's addresses, and three pages as a room above would have them."""

from django.http import HttpResponse
from django.urls import path

from socle.accounts.views import sign_in_first, signed_in_only
from socle.config import urls

handler404, handler500 = urls.handler404, urls.handler500


def joining(request):
    if request.user.is_authenticated:
        return HttpResponse("joined")
    return sign_in_first(request, "To join Gembloux, tell us your e-mail address.")


def posting(request):
    return sign_in_first(request, "To write, tell us your address.", back="/en/group/12/")


@signed_in_only("To see this, tell us your e-mail address.")
def seeing(request):
    return HttpResponse("seen")


urlpatterns = [
    path("en/join/", joining),
    path("en/post/", posting),
    path("en/see/", seeing),
    *urls.urlpatterns,
]
