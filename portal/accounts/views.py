"""The person's own password, and pages that an account's links lead to beside signing in."""

from typing import Any

from flask import g, redirect, render_template, url_for

from portal.accounts import links, queries, sessions
from portal.accounts import service as accounts
from portal.accounts.blueprint import page
from portal.accounts.forms import NewPasswordForm
from portal.accounts.signing_in import arriving
from portal.accounts.staff import service as staff
from portal.foundation.access import public, requires
from portal.foundation.pages import success

Answer = Any  # a page, or where to go


@page.get("/me/password")
@requires("account.own", fresh=True, confirmed=True)
def choose_password() -> Answer:
    person = queries.person(g.actor.id)
    return render_template(
        "accounts/choose_password.html", form=NewPasswordForm(), has_one=bool(person.password_hash)
    )


@page.post("/me/password")
@requires("account.own", fresh=True, confirmed=True)
def save_password() -> Answer:
    form, person = NewPasswordForm(), queries.person(g.actor.id)
    if not _chosen(form, person.name, person.email):
        has_one = bool(person.password_hash)
        return render_template("accounts/choose_password.html", form=form, has_one=has_one), 422
    accounts.choose_password(person.id, form.password.data)
    sessions.still_the_same(queries.person(person.id))
    sessions.prove_again()
    success("Saved. Everywhere else you are signed out now.")
    return redirect(url_for("home.your_details"), 303)


@page.post("/me/password/sign-out-everywhere")
@requires("account.own")
def sign_out_everywhere() -> Answer:
    accounts.sign_out_everywhere(g.actor.id)
    sessions.still_the_same(queries.person(g.actor.id))
    success("You are signed out everywhere but here.")
    return redirect(url_for("home.your_details"), 303)


@page.get("/sign-in/invitation/<secret>")
@public
def accept_invitation(secret: str) -> Answer:
    person = queries.person(links.look(secret, "staff-invitation"))
    return render_template("accounts/accept_invitation.html", form=NewPasswordForm(), person=person)


@page.post("/sign-in/invitation/<secret>")
@public
def use_invitation(secret: str) -> Answer:
    person, form = queries.person(links.look(secret, "staff-invitation")), NewPasswordForm()
    if not _chosen(form, person.name, person.email):
        return render_template("accounts/accept_invitation.html", form=form, person=person), 422
    return arriving.let_in(staff.accept_invitation(secret, form.password.data))


@page.get("/sign-in/new-address/<secret>")
@public
def new_address(secret: str) -> Answer:
    links.look(secret, "change-address")
    return render_template("accounts/new_address.html")


@page.post("/sign-in/new-address/<secret>")
@public
def use_new_address(secret: str) -> Answer:
    person_id = accounts.use_new_address(secret)
    if (
        g.actor is None
    ):  # whoever opens the link has shown that the address is theirs, not that the account is
        success("Your new address is confirmed. Sign in.")
        return redirect(url_for("accounts.sign_in"), 303)
    success(
        "Changed. From now on we write to the new address."
        if g.actor.id == person_id
        else "The new address is confirmed."
    )
    return redirect("/home", 303)


def _chosen(form: NewPasswordForm, name: str, email: str | None) -> bool:
    """Whether the password may be chosen; otherwise why not stands beside it."""
    if not form.validate():
        return False
    try:
        accounts.check_password_choice(form.password.data, name, email)
    except accounts.BadPassword as problem:
        form.wrong("password", str(problem))
    return not form.errors
