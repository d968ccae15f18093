"""My home with one group and with 50, something waiting in each; a demand's page with few
adaptations and with 600.

On the database of ``bench.updates``, once its 600 groups are there.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from bench.grow import settle
from bench.measure import Row, time_requests
from bench.pages import forget

GROUPS = 50
HOME = "/fr/mon-accueil/"


def sign_in(user: Any) -> dict[str, str]:
    """The header that a browser of hers would send."""
    from django.conf import settings  # noqa: PLC0415 -- after Django is set up

    from socle.accounts.sessions import SessionStore  # noqa: PLC0415

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {"cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}"}


def organiser_of(groups: list[Any]) -> Any:
    """Each of her groups has, besides its update, somebody who asks to join."""
    from socle.accounts.models import User  # noqa: PLC0415
    from socle.groups.models import JoinRequest, Membership  # noqa: PLC0415

    now = timezone.now()
    name = f"organiser-of-{len(groups)}"
    her = User.objects.create(name=name, email=f"{name}@example.org")
    for group in groups:
        since = timezone.localdate(now)
        Membership.objects.create(user=her, group=group, role="organiser", since=since)
        asker = User.objects.create(name="Alix", email=f"{name}-{group.pk}@example.org")
        JoinRequest.objects.create(user=asker, group=group, made_at=now)
    return her


def rows_of_homes(rounds: int) -> Iterator[Row]:
    from socle.groups.models import Group  # noqa: PLC0415

    local = list(Group.objects.filter(kind=Group.Kind.LOCAL).order_by("pk")[: GROUPS + 1])
    for groups in (local[:1], local[1:]):
        header = sign_in(organiser_of(groups))
        settle()
        state = f"{len(groups)} group{'s' if groups[1:] else ''}"
        yield time_requests(
            "My home", state, [HOME], rounds=rounds, headers=lambda address, sent=header: sent
        )


def row_of_demand(rounds: int, demand: Any, count: int) -> Row:
    from socle.demands.queries.addresses import path_of  # noqa: PLC0415
    from socle.texts.queries.revisions import latest  # noqa: PLC0415

    address = path_of(demand, latest(demand.text), "fr")
    state = f"built, {count:,} adaptations"
    return time_requests("Demand page", state, [address], rounds=rounds, before=forget)
