"""What a form carries unseen and gets back otherwise is said in words one can act on."""

import pytest
from django import forms

from socle.groups.forms.approaching import MoveForm
from socle.groups.forms.carried import LOST, Carried, CarriedText
from socle.groups.forms.editing import EditForm
from socle.groups.forms.signing import SignForm


class Page(forms.Form):
    version = Carried(min_value=0)
    mark = CarriedText(max_length=4)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 5000])
def test_one_sentence_whatever_is_wrong(version):
    form = Page({"version": version, "mark": "abcde"})
    assert form.errors == {"version": [LOST], "mark": [LOST]}


@pytest.mark.parametrize(
    ("form", "name"), [(SignForm, "release"), (EditForm, "version"), (MoveForm, "to")]
)
def test_forms_of_groups_carry_so(form, name):
    assert form.base_fields[name].error_messages["required"] == LOST
