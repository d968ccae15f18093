"""Asks, answers and the ledger for programs: what anyone may read."""

from ninja import Router

from socle.commitments.api.answers import router as answers
from socle.commitments.api.ledger import router as ledger
from socle.commitments.api.promises import router as promises

router = Router()
router.add_router("", answers)
router.add_router("", promises)
router.add_router("", ledger)

__all__ = ["router"]
