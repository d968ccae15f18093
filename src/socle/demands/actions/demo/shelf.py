"""What of the demo campaign is loaded so far, under the keys of its files."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from socle.accounts.models import User
from socle.demands.models import Demand, Memorandum, Provision
from socle.demands.queries.manuscripts import CampaignFiles
from socle.groups.models import Group, Membership
from socle.territories.models import Area, Level, Topic
from socle.texts.actions.loading import Latest, Said, publish_all
from socle.texts.models import Revision, Text
from socle.texts.queries.words import Words

# How many days ago each release was made.
RELEASED = (120, 60, 20)


@dataclass
class Shelf:
    """``latest`` are the revisions published last; ``editions`` what they were after each release
    of a memorandum, by the key of the memorandum."""

    now: datetime
    groups: dict[str, Group]
    people: dict[str, User]
    levels: dict[str, Level]
    areas: dict[str, Area]
    topics: dict[str, Topic]
    organisers: dict[int, User]
    latest: Latest = field(default_factory=dict)
    editions: dict[str, list[Latest]] = field(default_factory=dict)
    memorandums: dict[str, Memorandum] = field(default_factory=dict)
    demands: dict[str, Demand] = field(default_factory=dict)
    memorandum_of: dict[str, str] = field(default_factory=dict)
    provisions: dict[tuple[str, str, str], Provision] = field(default_factory=dict)

    @classmethod
    def of(cls, files: CampaignFiles, now: datetime) -> "Shelf":
        named = {group.name: group for group in Group.objects.filter(is_example=True)}
        known = {person.email: person for person in User.objects.filter(is_example=True)}
        roles = Membership.objects.filter(role="organiser", until=None).order_by("-since", "-pk")
        return cls(
            now=now,
            groups={key: named[name] for key, name in files.groups.items() if name in named},
            people={key: known[email] for key, email in files.people.items() if email in known},
            levels={level.code: level for level in Level.objects.all()},
            areas={area.code: area for area in Area.objects.filter(level__code__in=ABOVE)},
            topics={topic.code: topic for topic in Topic.objects.all()},
            organisers={role.group_id: role.user for role in roles.select_related("user")},
        )

    @property
    def coalition(self) -> Group:
        return self.groups["coalition"]

    def ago(self, days: float) -> datetime:
        return self.now - timedelta(days=days)

    def organiser(self, group: Group) -> User | None:
        return self.organisers.get(group.pk)

    def text(self, owner: Group, kind: str, language: str, at: datetime) -> Text:
        return Text(
            owner=owner,
            kind=kind,
            source_language=language,
            created_at=at,
            created_by=self.organiser(owner),
            updated_at=at,
        )

    def publish(self, said: list[tuple[Text, str, Words]], at: datetime, note: str = "") -> None:
        """First in the languages the texts are written in, then what renders them."""
        for own in (True, False):
            publish_all(
                [
                    Said(text, language, words, at, self.organiser(text.owner), note,
                         translates=None if own else self.source(text))
                    for text, language, words in said
                    if (language == text.source_language) is own
                ],
                self.latest,
            )  # fmt: skip

    def source(self, text: Text) -> Revision:
        return self.latest[text.pk, text.source_language]


# Levels of which demands name an area.
ABOVE = ("province", "region", "community")
