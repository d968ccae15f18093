from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 200


class SearchForm(forms.Form):
    """What people type in a search box; a longer text is cut, never refused."""

    q = forms.CharField(label=_("Search"), required=False, strip=True)

    def words(self) -> str:
        if not self.is_valid():
            return ""
        # A database may refuse this character; nobody types it.
        return self.cleaned_data["q"][:LONGEST_QUERY].replace("\x00", "")
