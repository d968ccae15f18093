"""What coordinators send to be imported."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from socle.demands.models import Memorandum

LARGEST = 10_000_000  # bytes, of all the files together
MOST = 200
NEW = "new"
ENDINGS = ".md,.markdown,.txt,.zip,.docx"


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more; each is checked as one would be."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class ImportForm(forms.Form):
    """``into``: the key of a memorandum, ``new``, or nothing where the files say it themselves."""

    sent = FilesField(
        label=_("The files"),
        help_text=_("Markdown (one or more), a ZIP of it, or one Word document. 10 MB at most."),
        widget=ManyFiles(attrs={"accept": ENDINGS}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("One of these files is empty: leave it out."),
        },
    )
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("Of what does not say its own."),
        choices=settings.LANGUAGES,
    )
    into = forms.ChoiceField(label=_("Where it goes"), required=False)

    def __init__(
        self, data: Any = None, files: Any = None, *, titles: dict[int, str], language: str
    ) -> None:
        super().__init__(data, files, initial={"language": language})
        field: Any = self.fields["into"]
        field.choices = [
            ("", _("As the files say")),
            (NEW, _("A new memorandum")),
            *((str(key), title) for key, title in titles.items()),
        ]

    def clean_sent(self) -> list[Any]:
        files = self.cleaned_data["sent"]
        if len(files) > MOST:
            raise ValidationError(_("These are more than 200 files: put them in a ZIP."))
        if sum(file.size for file in files) > LARGEST:
            raise ValidationError(
                _("This is more than 10 MB: leave out pictures, or cut it in two.")
            )
        return files

    def content(self) -> tuple[str, bytes]:
        """Under one name: several files are put in a ZIP."""
        files = self.cleaned_data["sent"]
        if len(files) == 1:
            return files[0].name, files[0].read()
        buffer = BytesIO()
        with ZipFile(buffer, "w") as archive:
            for file in files:
                archive.writestr(file.name, file.read())
        return files[0].name + " …", buffer.getvalue()


def chosen(into: str) -> Memorandum | None:
    """The memorandum that was chosen by name, where it is one."""
    key = int(into) if into.isascii() and into.isdigit() and len(into) < 10 else 0
    return Memorandum.objects.filter(pk=key, withdrawn_at=None).select_related("text").first()
