"""How the pages of other rooms answer when somebody has proposed a change."""

from flask import redirect
from werkzeug import Response

from portal.changes import queries, rules
from portal.foundation.pages import success


def words_and_way(change_id: str, done: str, href: str) -> tuple[str, str]:
    """What is said when somebody has proposed a change, and where they go then: see after()."""
    if queries.state_of(change_id) == rules.ALONE:
        return f"{done} It took effect at once, because nobody else could confirm it yet.", href
    return "Saved. It takes effect when a second person confirms it.", f"/admin/changes/{change_id}"


def after(change_id: str, done: str, href: str) -> Response:
    """To the change that now waits; or, where it took effect at once, to `href`, saying what was done."""
    words, way = words_and_way(change_id, done, href)
    success(words)
    return redirect(way, 303)
