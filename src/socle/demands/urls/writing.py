"""The pages of those who write."""

from django.urls import path

from socle.demands.urls.words import (
    BRING_BACK,
    DEMANDS,
    EVIDENCE,
    MEMORANDUMS,
    NEW,
    OFFER,
    OFFERS,
    ORDER,
    OUR_DEMANDS,
    PROVISION,
    RELEASE,
    STATUS,
    TABLE,
    WITHDRAW,
    of_demand,
    of_memorandum,
    of_provision,
)
from socle.demands.views import (
    arranging,
    demands_written,
    evidence,
    memorandums_withdrawn,
    memorandums_written,
    offering,
    provisions_written,
    releasing,
    standing,
    withdrawing,
)
from socle.groups.urls import COALITION, EDIT, of_group, words

urlpatterns: list = [
    path(words(MEMORANDUMS, NEW), memorandums_written.new, name="memorandum-new"),
    path(of_memorandum(EDIT), memorandums_written.edit, name="memorandum-edit"),
    path(of_memorandum(STATUS), memorandums_written.status, name="memorandum-status"),
    path(of_memorandum(ORDER), arranging.arrange, name="memorandum-arrange"),
    path(of_memorandum(WITHDRAW), memorandums_withdrawn.withdraw, name="memorandum-withdraw"),
    path(of_memorandum(BRING_BACK), memorandums_withdrawn.restore, name="memorandum-restore"),
    path(of_memorandum(RELEASE), releasing.release, name="memorandum-release-new"),
    path(of_group(OUR_DEMANDS, NEW), demands_written.new, name="demand-new"),
    path(of_demand(EDIT), demands_written.edit, name="demand-edit"),
    path(of_demand(EVIDENCE), evidence.evidence, name="demand-evidence"),
    path(of_demand(WITHDRAW), withdrawing.withdraw, name="demand-withdraw"),
    path(of_demand(BRING_BACK), withdrawing.restore, name="demand-restore"),
    path(of_demand(OFFER), offering.offer, name="demand-offer"),
    path(of_demand(PROVISION, NEW), provisions_written.new, name="provision-new"),
    path(of_provision(EDIT), provisions_written.edit, name="provision-edit"),
    path(of_provision(WITHDRAW), provisions_written.withdraw, name="provision-withdraw"),
    path(words(COALITION, DEMANDS), standing.standing, name="coalition-demands"),
    path(words(COALITION, DEMANDS, TABLE), standing.table, name="coalition-demands-csv"),
    path(words(COALITION, OFFERS), offering.offers, name="offers"),
    path(words(COALITION, OFFERS, "<int:key>"), offering.answer, name="offer"),
]
