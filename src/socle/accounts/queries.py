"""What pages ask of people: what they consented to, and how they sign in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models
from django.utils.crypto import salted_hmac

from socle.accounts.models import Consent, DataExport, Session, User
from socle.accounts.personal import EXPORT_LASTS
from socle.accounts.purposes import GENERAL, PURPOSES


def label_of(about: models.Model | str) -> str:
    """A row as the journal and consents name it: ``"groups.group:12"``."""
    if isinstance(about, models.Model):
        return f"{about._meta.label_lower}:{about.pk}"
    return about


def has_consent(user: User, purpose: str, about: models.Model | str = "") -> bool:
    return bool(consenting(purpose, [user.pk], about))


def consenting(purpose: str, user_ids: Iterable[int], about: models.Model | str = "") -> set[int]:
    """Who among them consents now; one query."""
    running = Consent.objects.filter(purpose=purpose, about=label_of(about), withdrawn_at=None)
    return set(running.filter(user_id__in=user_ids).values_list("user_id", flat=True))


def names_of(labels: Iterable[str]) -> dict[str, str]:
    """What rows are called, by their labels; those that are gone are left out. A query a kind."""
    keys: dict[str, list[str]] = {}
    for label in filter(None, set(labels)):
        kind, _colon, key = label.partition(":")
        keys.setdefault(kind, []).append(key)
    return {
        label_of(row): str(row)
        for kind, found in keys.items()
        for row in apps.get_model(kind)._default_manager.filter(pk__in=found)
    }


@dataclass(frozen=True, slots=True)
class Agreed:
    """A purpose one may agree to, with the consent that runs; ``about`` names its subject."""

    purpose: str
    words: str
    about: str = ""
    consent: Consent | None = None


def consents_of(user: User) -> tuple[list[Agreed], list[Agreed]]:
    """What somebody may agree to or has agreed to; then what they took back, the latest first."""
    rows = list(Consent.objects.filter(user=user).order_by("given_at", "pk"))
    names, words = names_of(row.about for row in rows), dict(PURPOSES)
    agreed = [Agreed(row.purpose, row.words, names.get(row.about, ""), row) for row in rows]
    running = [each for each in agreed if each.consent and not each.consent.withdrawn_at]
    general = {each.purpose: each for each in running if each.purpose in GENERAL}
    now = [general.get(purpose) or Agreed(purpose, str(words[purpose])) for purpose in GENERAL]
    now += [each for each in running if each.purpose not in GENERAL]
    return now, [each for each in reversed(agreed) if each not in running]


@dataclass(frozen=True, slots=True)
class Copy:
    """Where the copy of one's data stands; both are None for who asked for none."""

    under_way: DataExport | None = None
    ready: DataExport | None = None

    @property
    def lasts_until(self) -> datetime | None:
        return self.ready.made_at + EXPORT_LASTS if self.ready and self.ready.made_at else None


def copy_of(user: User, *, now: datetime) -> Copy:
    """One query, which leaves the copy itself where it is."""
    rows = list(DataExport.objects.filter(user=user).defer("content"))
    ready = [row for row in rows if row.made_at and row.made_at > now - EXPORT_LASTS]
    return Copy(next((row for row in rows if not row.made_at), None), next(iter(ready), None))


def has_second_step(user: User) -> bool:
    """Whether a code by e-mail is not enough for them: they have recovery codes then, only then."""
    kind = Authenticator.Type.RECOVERY_CODES
    return Authenticator.objects.filter(user=user, type=kind).exists()


@dataclass(frozen=True, slots=True)
class Security:
    """How somebody signs in: their passkeys, the oldest first, and their second step if any."""

    passkeys: list[Authenticator]
    application: Authenticator | None
    recovery_codes: Authenticator | None

    @property
    def has_second_step(self) -> bool:
        return self.recovery_codes is not None

    @property
    def codes_left(self) -> list[str]:
        return self.recovery_codes.wrap().get_unused_codes() if self.recovery_codes else []


def security_of(user: User) -> Security:
    """One query."""
    kinds = Authenticator.Type
    found: dict[str, list[Any]] = {kind: [] for kind in kinds.values}
    for row in Authenticator.objects.filter(user=user).order_by("created_at", "pk"):
        found[row.type].append(row)
    return Security(
        passkeys=found[kinds.WEBAUTHN],
        application=next(iter(found[kinds.TOTP]), None),
        recovery_codes=next(iter(found[kinds.RECOVERY_CODES]), None),
    )


@dataclass(frozen=True, slots=True)
class Device:
    """A browser where somebody is signed in. ``name`` is empty where it did not say."""

    id: str
    name: str
    since: datetime
    seen: datetime
    is_this_one: bool


def devices_of(user: User, *, now: datetime, this_one: str | None) -> dict[str, Device]:
    """By session key, which stands in no page; this one first, then the last seen. One query."""
    devices = {
        session.pk: device_of(session, this_one)
        for session in Session.objects.filter(user=user, expire_date__gt=now)
    }
    order = sorted(devices.items(), key=lambda item: item[1].seen, reverse=True)
    return dict(sorted(order, key=lambda item: not item[1].is_this_one))


def device_of(session: Session, this_one: str | None) -> Device:
    data = session.get_decoded()
    first = session.expire_date.isoformat()
    return Device(
        id=salted_hmac("accounts.session", session.pk).hexdigest()[:20],
        name=data.get("device", ""),
        since=datetime.fromisoformat(data.get("signed_in_at", first)),
        seen=datetime.fromisoformat(data.get("seen_at", first)),
        is_this_one=session.pk == this_one,
    )
