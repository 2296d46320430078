"""/people/<id>: a person at a glance (C-21)."""

from typing import Any

from flask import abort, g, render_template

from portal.foundation.access import requires
from portal.home.person import queries, service
from portal.home.views import page


@page.get("/people/<person_id>")
@requires("people.see")
def person(person_id: str) -> Any:
    teams = g.actor.teams("people.see")
    who = queries.contact(person_id, teams) or abort(404)
    service.looked(who.id, by=g.actor.id)
    return render_template("home/person.html", glance=queries.glance(who, teams))
