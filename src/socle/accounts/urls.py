"""Addresses of the pages, in the words of each language.

Three have no room in their name: allauth leads from step to step by names of its own.
"""

from django.urls import include, path

from socle.accounts.views import account, devices, following, my_data, security, signing_in
from socle.foundation.addresses import one_of, spoken

# In the order of LANGUAGES: fr, nl, de, en.
SIGN_IN = ("connexion", "aanmelden", "anmelden", "sign-in")
SECOND_STEP = ("seconde-etape", "tweede-stap", "zweiter-schritt", "second-step")
SIGN_OUT = ("deconnexion", "afmelden", "abmelden", "sign-out")
WELCOME = ("bienvenue", "welkom", "willkommen", "welcome")
ACCOUNT = ("mon-compte", "mijn-account", "mein-konto", "my-account")
ME = ("moi", "ik", "ich", "me")
ADDRESS = ("adresse-electronique", "e-mailadres", "e-mail-adresse", "e-mail-address")
CONFIRM = ("confirmer", "bevestigen", "bestaetigen", "confirm")
SECURITY = ("securite", "beveiliging", "sicherheit", "security")
PASSKEYS = ("cles-d-acces", "passkeys", "passkeys", "passkeys")
APPLICATION = ("application", "app", "app", "app")
ON = ("activer", "aanzetten", "einschalten", "turn-on")
OFF = ("desactiver", "uitzetten", "ausschalten", "turn-off")
RECOVERY = ("codes-de-secours", "herstelcodes", "notfallcodes", "recovery-codes")
DEVICES = ("appareils", "apparaten", "geraete", "devices")
MY_DATA = ("mes-donnees", "mijn-gegevens", "meine-daten", "my-data")
CONSENTS = ("accords", "toestemmingen", "einwilligungen", "consents")
COPY = ("copie", "kopie", "kopie", "copy")
ERASE = ("effacer", "wissen", "loeschen", "erase")
FOLLOW = ("suivre", "volgen", "folgen", "follow")
LEAVE = ("quitter", "stoppen", "abbestellen", "leave")


def below(*words: tuple[str, ...], rest: str = "/") -> str:
    """``mon-compte/securite/``: a word of each, in the language of the page."""
    return spoken(one_of(tuple("/".join(parts) for parts in zip(*words, strict=True))), rest)


ours = [
    path(below(SIGN_IN, PASSKEYS), signing_in.passkey, name="passkey"),
    path(
        below(SIGN_IN, PASSKEYS, rest="/options.json"),
        security.passkey_options,
        name="passkey-options",
    ),
    path(below(SIGN_OUT), signing_in.sign_out, name="sign-out"),
    path(below(WELCOME), signing_in.welcome, name="welcome"),
    path(below(ACCOUNT), account.account, name="account"),
    path(below(ACCOUNT, ME), account.describe, name="describe"),
    path(below(ACCOUNT, ADDRESS), account.email, name="email"),
    path(below(ACCOUNT, ADDRESS, CONFIRM), account.confirm_email, name="confirm-email"),
    path(below(ACCOUNT, DEVICES), devices.devices, name="devices"),
    path(below(ACCOUNT, MY_DATA), my_data.my_data, name="my-data"),
    path(below(ACCOUNT, MY_DATA, CONSENTS), my_data.consents, name="consents"),
    path(below(ACCOUNT, MY_DATA, COPY), my_data.copy, name="copy"),
    path(below(ACCOUNT, MY_DATA, COPY, rest=".zip"), my_data.copy_file, name="copy-file"),
    path(below(ACCOUNT, MY_DATA, ERASE), my_data.erase, name="erase"),
    path(below(ACCOUNT, MY_DATA, ERASE, CONFIRM), my_data.confirm, name="confirm-erasure"),
    path(below(FOLLOW), following.following, name="following"),
    path(below(FOLLOW, CONFIRM), following.confirm, name="confirm-follow"),
    path(below(FOLLOW, LEAVE), following.leave, name="leave-all"),
    path(below(ACCOUNT, SECURITY), security.security, name="security"),
    path(below(ACCOUNT, SECURITY, CONFIRM), security.confirm, name="confirm"),
    path(below(ACCOUNT, SECURITY, PASSKEYS), security.add_passkey, name="add-passkey"),
    path(
        below(ACCOUNT, SECURITY, PASSKEYS, rest="/options.json"),
        security.new_passkey_options,
        name="new-passkey-options",
    ),
    path(
        below(ACCOUNT, SECURITY, PASSKEYS, rest="/<int:key>/"),
        security.rename_passkey,
        name="rename-passkey",
    ),
    path(
        below(ACCOUNT, SECURITY, PASSKEYS, rest="/<int:key>/-/"),
        security.remove_passkey,
        name="remove-passkey",
    ),
    path(below(ACCOUNT, SECURITY, APPLICATION), security.application, name="application"),
    path(below(ACCOUNT, SECURITY, SECOND_STEP, ON), security.second_step_on, name="factor-on"),
    path(below(ACCOUNT, SECURITY, SECOND_STEP, OFF), security.second_step_off, name="factor-off"),
    path(below(ACCOUNT, SECURITY, RECOVERY), security.recovery_codes, name="recovery-codes"),
]
urlpatterns = [
    path("", include((ours, "accounts"))),
    path(below(SIGN_IN), signing_in.sign_in, name="account_login"),
    path(below(SIGN_IN, rest="/code/"), signing_in.code, name="account_confirm_login_code"),
    path(below(SIGN_IN, SECOND_STEP), signing_in.second_step, name="mfa_authenticate"),
]
