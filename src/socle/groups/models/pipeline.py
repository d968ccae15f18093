from django.db import models
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.groups.models.groups import Group
from socle.groups.models.joining import new_nonce


class Stage(models.TextChoices):
    TO_CONTACT = "to_contact", _("to contact")
    CONTACTED = "contacted", _("contacted")
    INTERESTED = "interested", _("interested")
    MEMBER = "member", _("member")
    LEFT = "left", _("left")
    DECLINED = "declined", _("declined")


class Approach(models.Model):
    """How the coalition comes to know an organisation; seen by coordinators only."""

    Stage = Stage

    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, related_name="approach", verbose_name=_("organisation")
    )
    stage = models.CharField(
        _("stage"), max_length=10, choices=Stage.choices, default=Stage.TO_CONTACT
    )
    contact_name = models.CharField(_("name of the contact"), max_length=150, blank=True)
    contact_email = models.EmailField(_("address of the contact"), max_length=254, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    note = models.TextField(_("note"), max_length=5000, blank=True)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    due_on = models.DateField(_("when"), null=True, blank=True)
    follower = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="approaches",
        verbose_name=_("who follows it up"),
    )
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)
    # Signed with the key of the row into the link that lets the contact accept the charter.
    nonce = models.CharField(_("part of the link"), max_length=20, default=new_nonce)
    charter_sent_at = models.DateTimeField(_("charter sent at"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("created at"))
    updated_at = models.DateTimeField(_("updated at"))

    class Meta:
        verbose_name = _("organisation in the pipeline")
        verbose_name_plural = _("pipeline")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["stage", "due_on"], name="groups_approach_stage"),
            models.Index(fields=["due_on"], name="groups_approach_due"),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.get_stage_display()}"


class StageChange(models.Model):
    """An organisation went from one stage to another: when, by whom, why."""

    approach = models.ForeignKey(
        Approach,
        on_delete=models.CASCADE,
        related_name="changes",
        verbose_name=_("organisation"),
    )
    before = models.CharField(_("before"), max_length=10, choices=Stage.choices, blank=True)
    after = models.CharField(_("after"), max_length=10, choices=Stage.choices)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("change of stage")
        verbose_name_plural = _("changes of stage")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.approach_id}: {self.before} → {self.after}"


class ImportFile(models.Model):
    """A table a coordinator sent to be looked at before it is taken in; forgotten within a day."""

    name = models.CharField(_("name of the file"), max_length=200)
    content = models.BinaryField(_("content"))
    made_by = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", verbose_name=_("sent by")
    )
    made_at = models.DateTimeField(_("sent at"))

    class Meta:
        verbose_name = _("file to import")
        verbose_name_plural = _("files to import")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name
