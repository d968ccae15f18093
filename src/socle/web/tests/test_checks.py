"""What a campaign says to the person who deploys it."""

import pytest
from django.core import checks

from socle.web.rules import PHASES


def found():
    said = checks.run_checks(tags=["socle"])
    return [message for message in said if message.id == "socle.E008"]


@pytest.mark.parametrize("phase", PHASES)
def test_a_phase_that_exists_is_passed_over(settings, phase):
    settings.SOCLE_PHASE = phase
    assert found() == []


def test_a_phase_that_does_not_exist_is_said_with_those_that_do(settings):
    settings.SOCLE_PHASE = "victory"
    (said,) = found()
    assert said.msg == 'The campaign has no phase "victory".'
    assert said.hint == (
        "Set SOCLE_PHASE to one of: ask, promise, follow. See docs/deploy.md#socle-e008"
    )
