"""Joining: /join/name, /join/contact, /join/agree, /join/done, and the link that makes an address somebody's own."""

from typing import Any

from flask import g, redirect, render_template, url_for

from portal.accounts import links, queries, rules, sessions, throttle
from portal.accounts import service as accounts
from portal.accounts.blueprint import page
from portal.accounts.joining import answers, service
from portal.accounts.joining.forms import AgreeForm, CallBackForm, ContactForm, NameForm
from portal.accounts.signing_in import arriving
from portal.foundation.access import public, requires
from portal.foundation.pages import success

Answer = Any  # a page, or where to go


@page.get("/join")
@public
def join() -> Answer:
    return redirect(url_for("home.first_page") if g.actor else url_for("accounts.join_name"), 302)


@page.get("/join/name")
@public
def join_name() -> Answer:
    return render_template("accounts/join_name.html", form=NameForm(data=answers.recall()))


@page.post("/join/name")
@public
def keep_name() -> Answer:
    form = NameForm()
    if not form.validate():
        return render_template("accounts/join_name.html", form=form), 422
    answers.remember(name=form.name.data)
    return redirect(url_for("accounts.join_contact"), 303)


@page.get("/join/contact")
@public
def join_contact() -> Answer:
    if not answers.recall().get("name"):
        return redirect(url_for("accounts.join_name"), 303)
    return render_template("accounts/join_contact.html", form=ContactForm(data=answers.recall()))


@page.post("/join/contact")
@public
def keep_contact() -> Answer:
    form = ContactForm()
    if not form.validate():
        return render_template("accounts/join_contact.html", form=form), 422
    if form.how.data == "neither":
        return redirect(url_for("accounts.join_call"), 303)
    answers.remember(how=form.how.data, email=form.email.data, mobile=form.mobile.data)
    return redirect(url_for("accounts.join_agree"), 303)


@page.get("/join/call")
@public
def join_call() -> Answer:
    return render_template("accounts/join_call.html", form=CallBackForm(data=answers.recall()))


@page.post("/join/call")
@public
def ask_for_call() -> Answer:
    form = CallBackForm()
    if not form.validate():
        return render_template("accounts/join_call.html", form=form), 422
    accounts.ask_for_call(form.asked(), None, by=answers.browser(), once=form.once.data)
    return redirect(url_for("accounts.join_call_sent"), 303)


@page.get("/join/call/sent")
@public
def join_call_sent() -> Answer:
    return render_template("accounts/join_call_sent.html")


@page.get("/join/agree")
@public
def join_agree() -> Answer:
    if not answers.recall().get("how"):
        return redirect(url_for("accounts.join_contact"), 303)
    return render_template("accounts/join_agree.html", form=AgreeForm())


@page.post("/join/agree")
@public
def create_account() -> Answer:
    form, typed = AgreeForm(), answers.recall()
    if not form.validate():
        return render_template("accounts/join_agree.html", form=form), 422
    if not typed.get("how"):
        return redirect(url_for("accounts.join_done" if g.actor else "accounts.join_name"), 303)
    throttle.take(throttle.by_network("join", rules.ACCOUNTS_FROM_ONE_NETWORK))
    person_id = service.join(*answers.for_account(), by=answers.browser(), once=form.once.data)
    sessions.begin(queries.person(person_id))
    return redirect(url_for("accounts.join_done"), 303)


@page.get("/join/done")
@requires("account.own")
def join_done() -> Answer:
    person = queries.person(g.actor.id)
    return render_template("accounts/join_done.html", person=person, masked=rules.masked(person.address))


@page.post("/join/link-again")
@requires("account.own")
def send_confirm_link_again() -> Answer:
    throttle.take(throttle.by_address(g.actor.id))
    service.send_link_again(g.actor.id)
    success("We sent the link again.")
    return redirect(url_for("accounts.join_done"), 303)


@page.get("/join/address")
@requires("account.own")
def join_address() -> Answer:
    if g.actor.confirmed:
        return redirect(url_for("home.your_details"), 303)
    return render_template("accounts/join_address.html", form=ContactForm())


@page.post("/join/address")
@requires("account.own")
def change_joining_address() -> Answer:
    form = ContactForm()
    if g.actor.confirmed:
        return redirect(url_for("home.your_details"), 303)
    if not form.validate():
        return render_template("accounts/join_address.html", form=form), 422
    if form.how.data == "neither":
        return redirect(url_for("accounts.join_call"), 303)
    service.change_provisional_address(g.actor.id, form.email.data, form.mobile.data)
    success("Changed. We sent a new link.")
    return redirect(url_for("accounts.join_done"), 303)


@page.get("/join/confirm/<secret>")
@public
def confirm_address(secret: str) -> Answer:
    links.look(secret, "confirm")
    return render_template("accounts/confirm_address.html")


@page.post("/join/confirm/<secret>")
@public
def use_confirm_link(secret: str) -> Answer:
    person_id = service.confirm(secret)
    success("Thank you. We know now that this address is yours.")
    return arriving.let_in(person_id)
