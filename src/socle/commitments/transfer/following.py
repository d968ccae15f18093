"""The ledger can be followed by e-mail: how it is found, called and followed."""

from django.urls import reverse
from django.utils.translation import gettext as _

from socle.accounts.following import Followable
from socle.commitments.actions.following import follow_ledger, stop_ledger
from socle.commitments.rules import LEDGER_KEY

KIND, _colon, KEY = LEDGER_KEY.partition(":")

LEDGER_TO_FOLLOW = Followable(
    kind=KIND,
    model="commitments.ledgerfollow",
    field="",
    beside=(),
    open=lambda key: KIND if key in {"", KEY} else None,
    key=lambda _ledger: KEY,
    # As it stands in the middle of a sentence.
    name=lambda _ledger: _("the public ledger"),
    url=lambda _ledger: reverse("commitments:ledger"),
    follow=follow_ledger,
    stop=stop_ledger,
    told_apart=True,
)
