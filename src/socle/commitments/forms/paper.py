"""On which day a letter left."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from socle.groups.forms.words import Day


class PostedForm(forms.Form):
    on = Day(label=_("Day on which it left"))

    def __init__(self, data: Any = None, *, since: datetime | None, today: date) -> None:
        super().__init__(data, initial={"on": today})
        self.since = timezone.localdate(since) if since else today
        self.today = today

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("That day is still to come."))
        if day < self.since:
            raise forms.ValidationError(_("Lists were not invited yet on that day."))
        return day

    @property
    def at(self) -> datetime:
        """At noon: nobody notes the hour."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["on"], time(12)))
