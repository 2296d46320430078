"""How the pages of other rooms answer when somebody has proposed a change."""

from flask import redirect
from werkzeug import Response

from portal.changes import queries, rules
from portal.foundation.pages import success


def after(change_id: str, done: str, href: str) -> Response:
    """To the change that now waits; or, where it took effect at once, to `href`, saying what was done."""
    if queries.state_of(change_id) == rules.ALONE:
        success(f"{done} It took effect at once, because nobody else could confirm it yet.")
        return redirect(href, 303)
    success("Saved. It takes effect when a second person confirms it.")
    return redirect(f"/admin/changes/{change_id}", 303)
