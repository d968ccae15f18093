from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from socle.elections.models.contests import Contest
from socle.elections.models.persons import Person
from socle.elections.models.sources import WithSource, has_a_source


class Party(WithSource):
    """A party that lists may be linked to, each link with its own source."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    short_name = models.CharField(_("short name"), max_length=30, blank=True)
    is_example = models.BooleanField(_("an invented example"), default=False)
    updated_at = models.DateTimeField(_("updated at"))

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering: ClassVar[list[str]] = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & has_a_source(), name="elections_party_has_a_source"
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class ListQuerySet(models.QuerySet["ElectoralList"]):
    def in_ballot_order(self) -> Self:
        """By number; those that have none yet after them, by name: the same rule for all."""
        return self.order_by(F("number").asc(nulls_last=True), "name", "pk")


class ElectoralList(WithSource):
    """A list of a contest. Without a sourced link to a party it is a local list.

    ``contact_email`` is never public; ``contact_source`` says where the list itself published it.
    ``result_title``, ``result_url``: what says who was elected on it, where somebody told so here;
    a result that came with a file has the source of each candidacy.
    """

    contest = models.ForeignKey(
        Contest, on_delete=models.PROTECT, related_name="lists", verbose_name=_("contest")
    )
    number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, help_text=_("Empty until numbers are drawn.")
    )
    name = models.CharField(_("name"), max_length=120)
    party = models.ForeignKey(
        Party,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lists",
        verbose_name=_("party"),
    )
    party_source = models.CharField(
        _("source of the link to the party"), max_length=500, blank=True
    )
    contact_email = models.EmailField(
        _("address of the list"), max_length=254, blank=True, help_text=_("Never shown.")
    )
    contact_source = models.CharField(
        _("where the list published its address"), max_length=500, blank=True
    )
    result_title = models.CharField(_("source of the result"), max_length=300, blank=True)
    result_url = models.URLField(
        _("address of the source of the result"), max_length=500, blank=True
    )
    is_example = models.BooleanField(_("an invented example"), default=False)
    updated_at = models.DateTimeField(_("updated at"))

    objects = ListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list")
        verbose_name_plural = _("lists")
        ordering: ClassVar[list[str]] = ["contest_id", "number", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "number"], name="elections_one_list_of_a_number"
            ),
            models.UniqueConstraint(
                fields=["contest", "name"], name="elections_one_list_of_a_name"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & has_a_source(), name="elections_list_has_a_source"
            ),
            models.CheckConstraint(
                condition=Q(number=None) | Q(number__gt=0), name="elections_lists_count_from_one"
            ),
            models.CheckConstraint(
                condition=Q(party=None, party_source="")
                | (Q(party__isnull=False) & ~Q(party_source="")),
                name="elections_party_link_has_a_source",
            ),
            models.CheckConstraint(
                condition=Q(contact_email="") | ~Q(contact_source=""),
                name="elections_contact_has_a_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}" if self.number else self.name


class Candidacy(WithSource):
    """Somebody on a list: as an effective candidate, as a substitute, or as both.

    One row for each person and contest, so that nobody stands on two lists of it; ``contest`` is
    that of the list. Positions count from 1. ``elected`` is None until it is known.
    """

    contest = models.ForeignKey(
        Contest, on_delete=models.PROTECT, related_name="candidacies", verbose_name=_("contest")
    )
    list = models.ForeignKey(
        ElectoralList, on_delete=models.PROTECT, related_name="candidacies", verbose_name=_("list")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="candidacies", verbose_name=_("person")
    )
    position = models.PositiveSmallIntegerField(_("position"), null=True, blank=True)
    substitute_position = models.PositiveSmallIntegerField(
        _("position as a substitute"), null=True, blank=True
    )
    is_head = models.BooleanField(_("heads the list"), default=False)
    elected = models.BooleanField(_("elected"), null=True, blank=True)
    email = models.EmailField(
        _("e-mail address"), max_length=254, blank=True, help_text=_("Never shown.")
    )
    updated_at = models.DateTimeField(_("updated at"))

    class Meta:
        verbose_name = _("candidacy")
        verbose_name_plural = _("candidacies")
        ordering: ClassVar[list] = [
            "list_id",
            F("position").asc(nulls_last=True),
            "substitute_position",
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "person"], name="elections_on_one_list_of_a_contest"
            ),
            models.UniqueConstraint(
                fields=["list", "position"], name="elections_one_candidate_of_a_position"
            ),
            models.UniqueConstraint(
                fields=["list", "substitute_position"],
                name="elections_one_substitute_of_a_position",
            ),
            models.UniqueConstraint(
                fields=["list"], condition=Q(is_head=True), name="elections_one_head_of_a_list"
            ),
            models.CheckConstraint(
                condition=(Q(position=None) | Q(position__gt=0))
                & (Q(substitute_position=None) | Q(substitute_position__gt=0))
                & ~Q(position=None, substitute_position=None),
                name="elections_candidacy_has_a_position",
            ),
            models.CheckConstraint(
                condition=has_a_source(), name="elections_candidacy_has_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_id} / {self.person_id}"
