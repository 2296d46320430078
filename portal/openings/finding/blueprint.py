"""The pages on which people find openings and say "I am interested": one blueprint, its views by subject."""

from flask import Blueprint, g
from werkzeug.wrappers import Response

page = Blueprint("openings", __name__)
Answer = Response | str | tuple[str, int]


def finder() -> str | None:
    """Whose matches a page shows: the person's own, or those of who is helped where that was ticked; else nobody's."""
    if g.actor is None:
        return None
    if g.helping:
        return g.helping.person_id if "see" in g.helping.powers else None
    return str(g.actor.id) if g.actor.takes_part else None


def own() -> str | None:
    """The person who may act here for themselves; None for visitors, staff and whoever helps somebody."""
    return str(g.actor.id) if g.actor and g.actor.takes_part and not g.helping else None
