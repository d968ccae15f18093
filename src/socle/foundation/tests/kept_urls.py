"""Addresses for the tests of kept pages: some that may be kept, and some that may not."""

from django.http import HttpResponse
from django.urls import path

from socle.foundation.actions.stamps import touch
from socle.foundation.kept import kept_page
from socle.foundation.models import Stamp

BUILT = []
WORDS = {"now": "first words"}


@kept_page("words")
def page(request):
    BUILT.append(request.path)
    return HttpResponse(WORDS["now"] * 100)


@kept_page("words", asks=["a"])
def asking(request):
    BUILT.append(request.get_full_path())
    return HttpResponse(request.GET.urlencode() or "nothing asked")


@kept_page("words")
def changed_while_built(request):
    BUILT.append(request.path)
    response = HttpResponse(WORDS["now"])
    WORDS["now"] = "second words"
    touch(["words"])
    return response


@kept_page("words")
def with_cookie(request):
    BUILT.append(request.path)
    response = HttpResponse("hello")
    response.set_cookie("seen", "1")
    return response


@kept_page("words")
def absent(request):
    BUILT.append(request.path)
    return HttpResponse("nothing here", status=404)


def ordinary(request):
    BUILT.append(request.path)
    return HttpResponse(f"{Stamp.objects.count()} stamps")


urlpatterns = [
    path("page/", page),
    path("asking/", asking),
    path("changed/", changed_while_built),
    path("cookie/", with_cookie),
    path("absent/", absent),
    path("ordinary/", ordinary),
]
