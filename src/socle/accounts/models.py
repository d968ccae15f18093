from typing import Any, ClassVar, NoReturn

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from socle.accounts.verbs import VERBS


class UserManager(BaseUserManager["User"]):
    """What Django asks of a manager of users: by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, **fields) -> "User":
        """A person who signs in by a code sent to ``email``; there is no password."""
        user = self.model(email=self.normalize_email(email), **fields)
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

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(
        _("language"), max_length=2, default="fr", help_text=_("The language we write to them in.")
    )
    is_staff = models.BooleanField(_("may edit reference data"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined at"), auto_now_add=True)

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
                violation_error_message=_("Somebody already signs in with this address."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email


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
    verb = models.CharField(_("what was done"), max_length=60, choices=VERBS)
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
