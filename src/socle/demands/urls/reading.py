"""The pages that anyone reads, and those that take a demand over."""

from django.urls import path

from socle.demands.urls.words import (
    ADOPT,
    DEMAND,
    FOLLOW,
    MEMORANDUMS,
    OUR_DEMANDS,
    RELEASED,
    TAKE_OVER,
    WITHDRAW,
    of_adaptation,
    of_demand,
    of_memorandum,
)
from socle.demands.views import adopting, demands, following, groups, memorandums
from socle.foundation.addresses import one_of, spoken
from socle.groups.urls import of_group, words

urlpatterns = [
    path(spoken(one_of(MEMORANDUMS)), memorandums.memorandums, name="memorandums"),
    path(of_memorandum(), memorandums.memorandum, name="memorandum"),
    path(of_memorandum(RELEASED, "<int:number>"), memorandums.release, name="memorandum-release"),
    path(of_demand(), demands.demand, name="demand"),
    path(spoken(one_of(DEMAND), "/<group:key>/places.json"), demands.places, name="demand-places"),
    path(of_adaptation(), demands.adaptation, name="adaptation"),
    path(words(TAKE_OVER, "<group:key>"), adopting.adopt, name="adopt"),
    path(of_adaptation(TAKE_OVER), adopting.adopt_wording, name="adopt-wording"),
    path(of_adaptation(FOLLOW), following.follow, name="adaptation-follow"),
    path(of_adaptation(ADOPT), adopting.confirm, name="adopt-confirm"),
    path(of_adaptation(WITHDRAW), adopting.withdraw, name="adaptation-withdraw"),
    path(of_group(OUR_DEMANDS), groups.demands_of_group, name="group-demands"),
]
