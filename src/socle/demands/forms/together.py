"""Two changed the same words of what is asked: the choice for each place, with all else that was
typed."""

from typing import Any

from socle.groups.forms.carried import CarriedText
from socle.texts.forms.collisions import CollisionsForm

CARRIED = ("seen", "number", "level", "area", "competent", "by_when", "note", "another_ask")


class TogetherForm(CollisionsForm):
    """Carries the rest of the form of what is asked (``ProvisionForm``) as it was typed."""

    draft = None  # type: ignore[assignment]
    upon = None  # type: ignore[assignment]
    translates = None  # type: ignore[assignment]
    seen = CarriedText(required=False)  # type: ignore[assignment]

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        for name in CARRIED:
            self.fields[name] = CarriedText(required=False)
