"""Groups can be followed by e-mail: how they are found, called and followed."""

from socle.accounts.following import Followable
from socle.groups.actions.following import follow_group, stop_group
from socle.groups.models import Group


def group_of(key: str) -> Group | None:
    """One that anyone may see and that lives."""
    return Group.objects.living().filter(pk=key).first() if key.isdecimal() else None


GROUPS_TO_FOLLOW = Followable(
    kind="group",
    model="groups.groupfollow",
    field="group",
    beside=(),
    open=group_of,
    key=lambda group: str(group.pk),
    name=lambda group: str(group.name),
    url=lambda group: str(group.get_absolute_url()),
    follow=follow_group,
    stop=stop_group,
)
