"""P-73 "Your details": what we know, who looked at it, and changing it."""

from typing import Any

from flask import g, redirect, render_template, url_for

from portal.accounts import queries as accounts
from portal.accounts import service, throttle
from portal.foundation.access import requires
from portal.foundation.pages import success
from portal.home.details import queries
from portal.home.details.forms import AddressChangeForm, NameForm
from portal.home.views import page

Answer = Any  # a page, or where to go


@page.get("/me")
@requires("account.own")
def your_details() -> Answer:
    return render_template(
        "home/your_details.html", rows=queries.details(accounts.person(g.actor.id), g.actor)
    )


@page.get("/me/name")
@requires("account.own")
def your_name() -> Answer:
    return render_template("home/your_name.html", form=NameForm(data={"name": g.actor.name}))


@page.post("/me/name")
@requires("account.own")
def save_name() -> Answer:
    form = NameForm()
    if not form.validate():
        return render_template("home/your_name.html", form=form), 422
    service.change_name(g.actor.id, form.name.data, by=g.actor.id)
    success("Saved.")
    return redirect(url_for("home.your_details"), 303)


@page.get("/me/contact")
@requires("account.own", fresh=True)
def your_contact() -> Answer:
    return render_template("home/your_contact.html", form=AddressChangeForm())


@page.post("/me/contact")
@requires("account.own", fresh=True)
def change_contact() -> Answer:
    form = AddressChangeForm()
    if not form.validate():
        return render_template("home/your_contact.html", form=form), 422
    throttle.take(throttle.by_address(g.actor.id))
    service.ask_to_change_address(g.actor.id, form.email.data, form.mobile.data)
    success("We sent a link to the new one. Open it within 7 days.")
    return redirect(url_for("home.your_details"), 303)


@page.get("/me/who-looked")
@requires("profile.own")
def who_looked() -> Answer:
    return render_template("home/who_looked.html", looks=queries.who_looked(g.actor.id))
