import struct
from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from socle.accounts.models import Subscription, User

LONGEST_NAME = 60
# What reading an answer that no browser would give can end in.
NONSENSE = (AttributeError, LookupError, RecursionError, TypeError, ValueError, struct.error)
NOT_DONE = _("The passkey was not used. Try again, or go another way.")
# Whatever signs somebody puts between the figures.
LONGEST_CODE = 30
TOO_LONG = {"max_length": _("Shorten it to %(limit_value)s signs: it has %(show_value)s.")}


class Address(forms.EmailField):
    """An e-mail address; 254 signs are the most that mail allows."""

    default_error_messages = {
        "required": _("Type an e-mail address."),
        "invalid": _("Type a whole address, such as name@example.org."),
        **TOO_LONG,
    }

    def __init__(self, **options: Any) -> None:
        given: dict[str, Any] = {"max_length": 254}
        super().__init__(**given | options)

    def clean(self, value: Any) -> Any:
        """What is wrong with an address is said once: far too long, it is no address either."""
        try:
            return super().clean(value)
        except forms.ValidationError as fault:
            raise fault.error_list[0] from None


class SignInForm(forms.Form):
    email = Address(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Type your e-mail address.")},
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


def code_field(label: Any, hint: Any = "", *, only_figures: bool = True) -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
    if only_figures:
        attributes["inputmode"] = "numeric"
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs=attributes),
        error_messages={"required": _("Type the code."), "max_length": _("Type the code.")},
    )


class CodeForm(forms.Form):
    code = code_field(_("Code"), _("Eight figures, with or without the space."))


class SecondStepForm(AuthenticateForm):
    """Checked by allauth: a code of the application, or a recovery code not used yet."""

    code = code_field(
        _("Code"), _("Six figures shown by your application, or one of your recovery codes.")
    )

    @property
    def used_recovery_code(self) -> bool:
        return self.authenticator.type == Authenticator.Type.RECOVERY_CODES


class ApplicationForm(ActivateTOTPForm):
    code = code_field(_("Code shown by the application"), _("Six figures."))

    @property
    def address(self) -> str:
        """What an application reads from a QR code: the secret, for whom, and where."""
        return get_mfa_adapter().build_totp_url(self.user, self.secret)

    @property
    def secret_in_groups(self) -> str:
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))


class Credential(forms.JSONField):
    """What a browser answers for a passkey; never typed by anybody. ``parse`` knows its shape."""

    def __init__(self, parse: Callable[[Any], Any]) -> None:
        super().__init__(
            widget=forms.HiddenInput, error_messages={"required": NOT_DONE, "invalid": NOT_DONE}
        )
        self.parse = parse

    def clean(self, value: Any) -> dict[str, Any]:
        try:
            credential: dict[str, Any] = super().clean(value)
            self.parse(credential)
        except NONSENSE:
            raise forms.ValidationError(NOT_DONE) from None
        return credential


class PasskeyForm(AuthenticateWebAuthnForm):
    """``user`` is None for who is not known yet: then the passkey says who they are."""

    credential = Credential(AuthenticationResponse.from_dict)

    @property
    def passwordless(self) -> bool:
        return self.user is None

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except forms.ValidationError as error:
            if error.code == "incorrect_code":
                raise forms.ValidationError(NOT_DONE) from None
            raise


class AddPasskeyForm(AddWebAuthnForm):
    name = forms.CharField(
        label=_("Name"),
        help_text=_("To tell it from others: where it is kept, for example."),
        max_length=LONGEST_NAME,
        required=False,
        error_messages=TOO_LONG,
    )
    credential = Credential(RegistrationResponse.from_dict)
    # Not asked: only what can sign in by itself is a passkey.
    passwordless = None

    def clean_name(self) -> str:
        """As typed: allauth would find a name of its own."""
        name: str = self.cleaned_data["name"]
        return name

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        try:
            return super().clean()
        except forms.ValidationError:
            raise forms.ValidationError(NOT_DONE) from None


class NamePasskeyForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Give it a name."), **TOO_LONG},
    )


class DescribeForm(forms.ModelForm):
    """What people say of themselves: a name if they like, and the language we write to them in."""

    language = forms.ChoiceField(
        label=_("Language of our messages"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a language.")),
    )

    class Meta:
        model = User
        fields = ("name", "language")
        labels = {"name": _("Your name")}
        help_texts = {"name": _("As others in your groups should see it.")}
        error_messages = {"name": TOO_LONG}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def clean_name(self) -> str:
        """On one line: a name may stand in the subject of a message."""
        words = "".join(sign if sign.isprintable() else " " for sign in self.cleaned_data["name"])
        return " ".join(words.split())


class NewEmailForm(SignInForm):
    """The same question as at sign-in, of somebody who has an address."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["email"].label = _("New e-mail address")

    def clean_email(self) -> str:
        email = super().clean_email()
        if email == self.user.email.lower():
            raise forms.ValidationError(_("This is your address already."))
        return email


class FrequencyForm(forms.Form):
    frequency = forms.ChoiceField(
        label=_("How often?"),
        choices=[(key, capfirst(label)) for key, label in Subscription.Frequency.choices],
        initial=Subscription.Frequency.WEEKLY,
        widget=forms.RadioSelect,
    )


class FollowForm(SignInForm, FrequencyForm):
    """An address is asked of who is not signed in; how often, where one may choose."""

    field_order = ("email", "frequency")

    def __init__(
        self, *args: Any, asks_address: bool, asks_frequency: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not asks_address:
            del self.fields["email"]
        if not asks_frequency:
            del self.fields["frequency"]
