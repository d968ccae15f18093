"""A program of its own that lets days pass for the answers of one contest.

``python -m tests.journeys.passing_days AREA``: the deadline of what the lists of the coming contest
there are asked is a minute ago, if it was still to come; then what the worker does each minute with
answers that are due is done once.
"""

import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402 -- once Django is set up

from socle.commitments.actions.publishing import publish_due  # noqa: E402
from socle.commitments.models import Questionnaire  # noqa: E402

now = timezone.now()
there = Questionnaire.objects.filter(
    contest__election__slug="coming", contest__area__code=sys.argv[1]
)
there.filter(deadline__gt=now).update(deadline=now - timedelta(minutes=1))
publish_due(now=now)
