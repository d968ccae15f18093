from typing import Any, ClassVar, NoReturn

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from socle.accounts.purposes import PURPOSES
from socle.accounts.verbs import known_verbs

TAKEN = _("Somebody already signs in with this address.")


class UserManager(BaseUserManager["User"]):
    """What Django asks of a manager of users: by e-mail, whatever its case."""

    def at(self, address: str) -> models.QuerySet["User"]:
        """Whoever has this address, whatever its case: one person or none."""
        return self.alias(lower=Lower("email")).filter(lower=address.strip().lower())

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.at(username or "").get()

    def create_user(self, email: str, **fields) -> "User":
        """A person who signs in by a code sent to ``email``; there is no password."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_unusable_password()
        user.full_clean()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, **fields) -> "User":
        # Django's own command asks for a password; there is none here.
        fields.pop("password", None)
        return self.create_user(email, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who can sign in. A candidate is not one: they answer from a signed link."""

    email = models.EmailField(
        _("e-mail address"), max_length=254, unique=True, error_messages={"unique": TAKEN}
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(
        _("language"), max_length=2, default="fr", help_text=_("The language we write to them in.")
    )
    is_staff = models.BooleanField(_("may edit reference data"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined at"), auto_now_add=True)
    is_example = models.BooleanField(_("an invented example"), default=False, db_default=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person who signs in")
        verbose_name_plural = _("people who sign in")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_one_user_per_email",
                violation_error_message=TAKEN,
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Consent(models.Model):
    """A person agreed to one purpose, under the words they were shown; withdrawn, it stays dated.

    ``about`` names the row the purpose is about where it has one (``"groups.group:12"``).
    """

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="consents", verbose_name=_("person")
    )
    purpose = models.CharField(_("purpose"), max_length=30, choices=PURPOSES)
    about = models.CharField(_("about"), max_length=100, blank=True)
    words = models.CharField(_("words shown"), max_length=500)
    language = models.CharField(_("language of the words"), max_length=2)
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose", "about"],
                condition=models.Q(withdrawn_at=None),
                name="accounts_one_running_consent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.purpose}"


class Subscription(models.Model):
    """A person, or a mere e-mail address, follows things: how often, in which language.

    What is followed is told by rows of the rooms above, which key to this one; one message
    carries all. ``nonce`` is signed into the links that confirm and that leave.
    """

    class Frequency(models.TextChoices):
        WEEKLY = "weekly", _("once a week at most")
        MONTHLY = "monthly", _("once a month at most")

    user = models.OneToOneField(
        User,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="subscription",
        verbose_name=_("person"),
    )
    email = models.EmailField(
        _("e-mail address"),
        max_length=254,
        blank=True,
        help_text=_("In lower case; empty for a person, who is written to at their own."),
    )
    language = models.CharField(_("language"), max_length=2)
    frequency = models.CharField(
        _("how often"), max_length=8, choices=Frequency.choices, default=Frequency.WEEKLY
    )
    nonce = models.CharField(_("secret of the links"), max_length=32)
    asked_at = models.DateTimeField(_("asked at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    told_until = models.DateTimeField(
        _("told until"), null=True, blank=True, help_text=_("What happened before was sent.")
    )

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user=None) ^ models.Q(email=""),
                name="accounts_subscription_of_a_person_or_an_address",
            ),
            models.UniqueConstraint(
                fields=["email"],
                condition=~models.Q(email=""),
                name="accounts_one_subscription_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}, {self.frequency}"


class DataExport(models.Model):
    """Everything kept about a person, as a ZIP they asked for; made by a job, gone after a week."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="exports", verbose_name=_("person")
    )
    asked_at = models.DateTimeField(_("asked at"))
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    # In the row itself: it goes with the person, and no file is left behind.
    content = models.BinaryField(_("ZIP"), null=True, blank=True)

    class Meta:
        verbose_name = _("copy of personal data")
        verbose_name_plural = _("copies of personal data")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(made_at=None),
                name="accounts_one_export_under_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.asked_at:%Y-%m-%d}"


class AppendOnly(Exception):
    """A line of the journal is never changed nor removed."""


class JournalQuerySet(models.QuerySet["JournalEntry"]):
    """What changes or removes rows is closed; erasing a person empties ``by``, and that only."""

    def update(self, **fields: Any) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> Any:
        if options.get("update_conflicts"):
            raise AppendOnly
        return super().bulk_create(objs, *args, **options)


class JournalEntry(models.Model):
    """One line of the append-only record of who did what, and why."""

    at = models.DateTimeField(_("at"))
    verb = models.CharField(_("what was done"), max_length=60, choices=known_verbs)
    target = models.CharField(_("to what"), max_length=100, blank=True)
    by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Empty when nobody was signed in, or once that person was erased."),
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target", "-at"], name="accounts_journal_target")]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"

    def save(self, **options: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        # A key that is taken would otherwise overwrite the line that has it.
        super().save(**{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise AppendOnly


class Session(AbstractBaseSession):
    """A browser known by its cookie; whose it is, once somebody signed in there."""

    user = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="sessions",
        verbose_name=_("person"),
    )

    class Meta(AbstractBaseSession.Meta):
        pass

    @classmethod
    def get_session_store_class(cls) -> Any:
        from socle.accounts.sessions import SessionStore  # noqa: PLC0415 -- each names the other

        return SessionStore


class EmailChange(models.Model):
    """An address somebody wants to change to: both must confirm before it is done.

    ``nonce`` stands in the links sent to the two addresses; a new request makes a new one, and so
    ends the links of the one before.
    """

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="email_change", verbose_name=_("person")
    )
    new_email = models.EmailField(_("new e-mail address"), max_length=254)
    nonce = models.CharField(_("secret of the links"), max_length=32)
    asked_at = models.DateTimeField(_("asked at"))
    old_confirmed_at = models.DateTimeField(_("confirmed by the old address"), null=True)
    new_confirmed_at = models.DateTimeField(_("confirmed by the new address"), null=True)

    class Meta:
        verbose_name = _("change of e-mail address")
        verbose_name_plural = _("changes of e-mail address")

    def __str__(self) -> str:
        return f"{self.user_id} {self.asked_at:%Y-%m-%d}"
