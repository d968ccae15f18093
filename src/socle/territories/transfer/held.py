"""What this room keeps of people: the areas they follow."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from socle.accounts.following import Followable
from socle.accounts.personal import AtErasure, Basis, Held
from socle.territories.actions.following import follow_area, stop_area
from socle.territories.addresses import area_path, name_in
from socle.territories.models import Area, AreaFollow
from socle.territories.queries.areas import CODE


def area_of(code: str) -> Area | None:
    if not CODE.fullmatch(code):
        return None
    return Area.objects.select_related("level").filter(code=code).first()


HELD = (
    Held(
        "territories.areafollow",
        what=_("The communes and other areas you follow by e-mail."),
        why=_("To send what you asked to follow."),
        basis=Basis.CONSENT,
        kept=_("until you stop following them"),
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: AreaFollow.objects.filter(subscription__user=user).select_related("area"),
        columns=("area__code", "area__name", "since"),
    ),
)
AREAS_TO_FOLLOW = Followable(
    kind="area",
    model="territories.areafollow",
    field="area",
    beside=("area__level",),
    open=area_of,
    key=lambda area: area.code,
    name=lambda area: name_in(area, (get_language() or "fr")[:2]),
    url=area_path,
    follow=follow_area,
    stop=stop_area,
)
