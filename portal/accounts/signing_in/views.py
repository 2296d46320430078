"""Signing in and out: /sign-in and what lies under it."""

from typing import Any

from flask import g, redirect, render_template, session, url_for

from portal.accounts import links, queries, rules, sessions
from portal.accounts.blueprint import page
from portal.accounts.forms import AddressForm
from portal.accounts.joining import answers
from portal.accounts.signing_in import arriving, kept_forms, service
from portal.accounts.signing_in.forms import LinkForm, PasswordForm, ProveForm
from portal.foundation.access import public, requires
from portal.foundation.pages import way_back

Answer = Any  # a page, or where to go


@page.get("/sign-in")
@public
def sign_in() -> Answer:
    if g.actor:
        return redirect("/home", 303)
    return render_template("accounts/sign_in.html", form=AddressForm())


@page.post("/sign-in")
@public
def send_link() -> Answer:
    form = AddressForm()
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form), 422
    service.send_link(form.address.data)
    answers.remember(sent_to=form.address.typed, by="email" if "@" in form.address.data else "text")
    return redirect(url_for("accounts.link_sent"), 303)


@page.get("/sign-in/sent")
@public
def link_sent() -> Answer:
    sent = answers.recall()
    if not sent.get("sent_to"):
        return redirect(url_for("accounts.sign_in"), 303)
    form = AddressForm(data={"address": sent["sent_to"]})
    return render_template("accounts/link_sent.html", form=form, address=sent["sent_to"], by=sent["by"])


@page.get("/sign-in/link/<secret>")
@public
def open_link(secret: str) -> Answer:
    links.look(secret, "sign-in")
    return render_template("accounts/open_link.html", form=LinkForm())


@page.post("/sign-in/link/<secret>")
@public
def use_link(secret: str) -> Answer:
    form = LinkForm()
    return arriving.let_in(service.use_link(secret), keep=form.keep.data)


@page.get("/sign-in/password")
@public
def sign_in_password() -> Answer:
    return render_template("accounts/sign_in_password.html", form=PasswordForm())


@page.post("/sign-in/password")
@public
def check_password() -> Answer:
    form = PasswordForm()
    if not form.validate():
        return render_template("accounts/sign_in_password.html", form=form), 422
    person_id = service.check_password(form.email.data, form.password.data)
    if person_id is None:
        form.wrong("email", "Check your email address and password")
        return render_template("accounts/sign_in_password.html", form=form), 422
    return arriving.let_in(person_id, keep=form.keep.data)


@page.get("/sign-in/signed-out")
@public
def signed_out() -> Answer:
    return render_template("accounts/signed_out.html", kept="kept_form" in session)


@page.get("/sign-in/carry-on")
@requires("account.own")
def carry_on() -> Answer:
    kept = kept_forms.waiting(g.actor.id)
    if kept is None:
        return redirect("/home", 303)
    return render_template("accounts/carry_on.html", kept=kept)


@page.post("/sign-in/carry-on")
@requires("account.own")
def send_kept_form() -> Answer:
    kept = kept_forms.waiting(g.actor.id)
    if kept is None:
        return redirect("/home", 303)
    kept_forms.throw_away(kept.id)
    return redirect(rules.local_path(kept.path) or "/home", 307)  # the browser posts the same answers there


@page.post("/sign-in/throw-away")
@requires("account.own")
def throw_kept_form_away() -> Answer:
    kept = kept_forms.waiting(g.actor.id)
    if kept:
        kept_forms.throw_away(kept.id)
    return redirect("/home", 303)


@page.get("/sign-in/again")
@requires("account.own")
def prove_again() -> Answer:
    person = queries.person(g.actor.id)
    return _prove_page(ProveForm(), bool(person.password_hash), rules.masked(person.address))


def _prove_page(form: ProveForm, by_password: bool, masked: str = "") -> str:
    """With the way back to what the person was doing when we asked; what they typed is kept."""
    back = way_back("")
    begun = back or kept_forms.waiting(g.actor.id)
    shown = {"masked": masked, "way_back": back, "begun": begun}
    return render_template("accounts/prove_again.html", form=form, by_password=by_password, **shown)


@page.post("/sign-in/again")
@requires("account.own")
def check_it_is_them() -> Answer:
    person, form = queries.person(g.actor.id), ProveForm()
    good = form.validate() and service.check_password(person.address_key, form.password.data)
    if good != person.id:
        if not form.errors:
            form.wrong("password", "Check your password")
        return _prove_page(form, by_password=True), 422
    sessions.prove_again()
    return redirect(arriving.way_on(person.id), 303)


@page.post("/sign-in/again/link")
@requires("account.own")
def send_link_to_prove() -> Answer:
    person = queries.person(g.actor.id)
    service.send_link(person.address_key)
    answers.remember(sent_to=person.address, by="email" if person.email else "text")
    return redirect(url_for("accounts.link_sent"), 303)


@page.post("/sign-out")
@public
def sign_out() -> Answer:
    sessions.end()
    return redirect("/", 303)
