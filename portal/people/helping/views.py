"""Whom you help, and starting and stopping to act for them (P-71)."""

from flask import abort, g, redirect, render_template, session, url_for

from portal.foundation.access import Actor, Helping, requires
from portal.foundation.pages import success
from portal.people import service
from portal.people.helping import queries
from portal.people.views import Answer, page

KEPT_AS = "helping"  # in the cookie: the grant's id, asked anew at each request


def helping_now(actor: Actor) -> Helping | None:
    """For whom the one signed in acts: an ended or expired grant ends it at once."""
    grant_id = session.get(KEPT_AS)
    found = queries.in_force(grant_id, actor.id) if grant_id else None
    if grant_id and found is None:
        session.pop(KEPT_AS)
    return found


@page.get("/helping")
@requires("account.own")
def helping() -> Answer:
    at_work = g.helping.grant_id if g.helping else None
    return render_template("people/helping.html", grants=queries.people_helped(g.actor.id), at_work=at_work)


@page.post("/helping/<grant_id>/start")
@requires("account.own")
def start_helping(grant_id: str) -> Answer:
    grant = queries.in_force(grant_id, g.actor.id) or abort(404)
    _stop()
    service.start_helping(grant.grant_id, grant.person_id, by=g.actor.id)
    session[KEPT_AS] = grant.grant_id
    success(f"You are now helping {grant.person_name}.")
    return redirect("/home", 303)


@page.post("/helping/stop")
@requires("account.own")
def stop_helping() -> Answer:
    _stop()
    return redirect("/home", 303)


def _stop() -> None:
    if g.helping:
        session.pop(KEPT_AS, None)
        service.stop_helping(g.helping.grant_id, g.helping.person_id, by=g.actor.id)


@page.get("/helpers")
@requires("profile.own")
def helpers() -> Answer:
    return render_template("people/helpers.html", grants=queries.helpers_of(g.actor.id))


@page.post("/helpers/<grant_id>/end")
@requires("profile.own")
def end_help(grant_id: str) -> Answer:
    mine = {grant.id: grant for grant in queries.helpers_of(g.actor.id)}
    grant = mine.get(grant_id) or abort(404)
    service.end_grant(grant.id, by=g.actor.id)
    success(f"{grant.name} can no longer help you here.")
    return redirect(url_for("people.helpers"), 303)
