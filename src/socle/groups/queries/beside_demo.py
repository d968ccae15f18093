"""What stands on a demo site beside its invented campaign: what visitors tried."""

from django.db.models import QuerySet

from socle.accounts.models import User
from socle.groups.models import Group


def groups_beside_demo() -> QuerySet[Group]:
    return Group.objects.filter(is_example=False).order_by("pk")


def people_beside_demo() -> QuerySet[User]:
    """Those who administer the site are no visitors."""
    return User.objects.filter(is_example=False, is_staff=False, is_superuser=False)
