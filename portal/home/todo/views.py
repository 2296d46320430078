"""/to-do: what waits for a coordinator's hand, soonest due first."""

from typing import Any

from flask import abort, g, redirect, render_template, url_for

from portal.foundation import calendar
from portal.foundation.access import requires
from portal.foundation.pages import success
from portal.home.views import page
from portal.messages import queries, service

Answer = Any  # a page, or where to go
MOST = 500


@page.get("/to-do")
@requires("messages.see")
def to_do() -> Answer:
    return render_template("home/to_do.html", todos=_mine(), today=calendar.today())


@page.post("/to-do/<todo_id>/done")
@requires("messages.see")
def done(todo_id: str) -> Answer:
    todo = next((one for one in _mine() if one.id == todo_id), None) or abort(404)
    service.finish_todo(todo.id, by=g.actor.id)
    success("Done.")
    return redirect(url_for("home.to_do"), 303)


def _mine() -> list[queries.TodoRow]:
    """Of this person's teams, and of nobody's."""
    return queries.todos(g.actor.teams("messages.see"), MOST)
