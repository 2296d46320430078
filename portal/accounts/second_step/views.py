"""Setting up the second step (/me/two-step) and typing its code (/sign-in/code)."""

import base64
from typing import Any

import segno
from cryptography.exceptions import InvalidTag
from flask import g, redirect, render_template, session, url_for
from markupsafe import Markup

from portal.accounts import queries, sessions
from portal.accounts.blueprint import page
from portal.accounts.forms import CodeForm
from portal.accounts.second_step import service
from portal.accounts.second_step.forms import SetUpForm
from portal.accounts.signing_in import arriving
from portal.foundation import sealed
from portal.foundation.access import public, requires
from portal.organisation.queries import organisation

Answer = Any  # a page, or where to go
NOT_RIGHT = "That code is not right. Check it, or get a new one."


@page.get("/sign-in/code")
@public
def sign_in_code() -> Answer:
    if arriving.half_way() is None:
        return redirect(url_for("accounts.sign_in_password"), 303)
    return render_template("accounts/sign_in_code.html", form=CodeForm())


@page.post("/sign-in/code")
@public
def check_code() -> Answer:
    form, person = CodeForm(), arriving.half_way()
    if person is None:
        return redirect(url_for("accounts.sign_in_password"), 303)
    if form.validate() and not service.check_code(person.id, form.code.data):
        form.wrong("code", NOT_RIGHT)
    if form.errors:
        return render_template("accounts/sign_in_code.html", form=form), 422
    return arriving.arrive(queries.person(person.id), second=True)


@page.get("/me/two-step")
@requires("account.own", confirmed=True)
def two_step() -> Answer:
    person = queries.person(g.actor.id)
    if person.totp_secret and session.get("second"):
        return redirect(url_for("accounts.second_step_is_on"), 303)
    return _set_up_page(SetUpForm.of(person), person)


@page.get("/me/two-step/on")
@requires("account.own")
def second_step_is_on() -> Answer:
    if not queries.person(g.actor.id).totp_secret:
        return redirect(url_for("accounts.two_step"), 303)
    return render_template("accounts/second_step_is_on.html", left=service.codes_left(g.actor.id))


@page.post("/me/two-step")
@requires("account.own", confirmed=True)
def set_up_two_step() -> Answer:
    person, secret = queries.person(g.actor.id), _secret()
    form = SetUpForm.of(person)
    codes = form.validate() and form.proves(person) and service.set_up(person.id, secret, form.digits())
    if not codes:
        if not form.errors:
            form.wrong("code", NOT_RIGHT)
        return _set_up_page(form, person), 422
    session.pop("app_secret", None)
    sessions.still_the_same(queries.person(person.id))
    sessions.prove_again(second=True)
    _keep("recovery_codes", " ".join(codes))
    return redirect(url_for("accounts.recovery_codes"), 303)


@page.get("/me/two-step/codes")
@requires("account.own")
def recovery_codes() -> Answer:
    codes = _kept("recovery_codes").split()
    if not codes:
        return redirect(url_for("accounts.two_step"), 303)
    return render_template("accounts/recovery_codes.html", codes=codes)


@page.post("/me/two-step/codes")
@requires("account.own")
def codes_are_kept() -> Answer:
    session.pop("recovery_codes", None)
    return redirect(arriving.way_on(g.actor.id), 303)


def _set_up_page(form: SetUpForm, person: Any) -> str:
    secret = _secret()
    words = service.address_for_app(secret, person.email or person.name, organisation().service_name)
    picture = Markup(segno.make(words, error="m").svg_inline(scale=5, border=3, omitsize=False))  # noqa: S704
    in_fours = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    return render_template("accounts/two_step.html", form=form, picture=picture, secret=in_fours)


def _secret() -> str:
    """The secret of this set-up: the same until it is done, sealed in the cookie."""
    return _kept("app_secret") or _keep("app_secret", service.new_secret())


def _keep(name: str, text: str) -> str:
    session[name] = base64.b64encode(sealed.seal(text, f"{name}:{g.actor.id}")).decode()
    return text


def _kept(name: str) -> str:
    try:
        return sealed.open_sealed(base64.b64decode(session[name]), f"{name}:{g.actor.id}")
    except (KeyError, ValueError, InvalidTag):
        return ""
