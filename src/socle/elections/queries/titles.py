"""What a contest is called: « Conseil communal · Namur », « Parlement de Wallonie · Mons »."""

from socle.elections.models import Contest
from socle.territories.addresses import name_in
from socle.territories.models import Area, Body


def contest_title(contest: Contest, language: str = "") -> str:
    """The council; the area, where many have such a council; the constituency, where it has a
    name. In the language of the page unless another is said."""
    parts: list[Body | Area] = [contest.body]
    if contest.body.area_id is None:
        parts.append(contest.area)
    names = [name_in(part, language) if language else part.name for part in parts]
    own = name_in(contest, language) if language else contest.name
    return " · ".join(filter(None, [*names, own]))
