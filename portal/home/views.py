"""First pages: for anyone (P-01), for each role (P-07), and the pages of the footer."""

from typing import Any

from flask import Blueprint, g, redirect, render_template

from portal.foundation.access import public, requires
from portal.home import queries, rules
from portal.people import service as people

page = Blueprint("home", __name__)
Answer = Any  # a page, or where to go


@page.get("/")
@public
def landing() -> Answer:
    if g.actor:
        return redirect("/home", 303)
    return render_template("home/landing.html", openings=queries.some_openings())


@page.get("/home")
@requires("account.own")
def home() -> Answer:
    elsewhere = None if g.helping else rules.first_page(g.actor.role_names)
    if elsewhere:
        return redirect(elsewhere, 303)
    return render_template("home/home.html", home=queries.home(g.person_id, g.actor, g.helping))


@page.get("/home/mine")
@requires("profile.own")
def own_page() -> Answer:
    """The participant's page of staff who take part; for everyone else it is /home."""
    if g.helping or not g.actor.is_staff:
        return redirect("/home", 303)
    return render_template("home/home.html", home=queries.home(g.person_id, g.actor, g.helping))


@page.post("/home/hide-tasks")
@requires("profile.own")
def hide_tasks() -> Answer:
    people.hide_tasks(g.actor.id)
    return redirect(rules.OWN_PAGE if g.actor.is_staff else "/home", 303)


@page.get("/privacy")
@public
def privacy() -> Answer:
    return render_template("home/privacy.html")


@page.get("/accessibility")
@public
def accessibility() -> Answer:
    return render_template("home/accessibility.html")


@page.get("/cookies")
@public
def cookies() -> Answer:
    return render_template("home/cookies.html")


@page.get("/about")
@public
def about() -> Answer:
    return render_template("home/about.html")
