"""What happens once somebody has shown who they are: the second step, a new cookie, and back to where they were."""

from typing import Any

from flask import Response, current_app, make_response, redirect, request, session, url_for
from sqlalchemy import select

from portal.accounts import hashing, queries, rules, sessions
from portal.accounts.models import Person
from portal.accounts.signing_in import kept_forms, service
from portal.foundation import access, calendar
from portal.foundation.database import db
from portal.foundation.pages import Refused

HALF_WAY = rules.MINUTE * 10  # between password and code
DEVICE = "portal-device"


def let_in(person_id: str, *, keep: bool = False) -> Any:
    """Signs in, or asks for the code first where the person has set up the second step."""
    person = queries.person(person_id)
    if person.totp_secret and not sessions.let_off(person.email):
        session["half"] = {"key": person.session_key, "at": int(calendar.now().timestamp()), "keep": keep}
        return redirect(url_for("accounts.sign_in_code"), 303)
    return arrive(person, keep=keep)


def half_way() -> Person | None:
    """Who has typed a password and must now show a code."""
    half = session.get("half") or {}
    if int(calendar.now().timestamp()) - half.get("at", 0) > HALF_WAY.total_seconds():
        return None
    return db.session.scalar(select(Person).where(Person.session_key == half["key"]))


def arrive(person: Person, *, keep: bool = False, second: bool = False) -> Response:
    """A new cookie, a browser that is known from now on, and the page the person wanted."""
    sessions.begin(person, keep=keep, second=second)
    answer = make_response(redirect(way_on(person.id), 303))
    secret = request.cookies.get(_device_cookie()) or hashing.new_secret()
    service.arrived(person.id, secret)
    answer.set_cookie(
        _device_cookie(), secret, max_age=rules.DEVICE_LIFE, httponly=True, samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )  # fmt: skip
    return answer


def way_on(person_id: str) -> str:
    """Back to the form that was kept, else to the page that was asked for, else home."""
    if sessions.needs_second_step():
        return url_for("accounts.two_step")
    if kept_forms.waiting(person_id):
        return url_for("accounts.carry_on")
    return rules.local_path(session.pop("next", None)) or "/home"


def ask_to_sign_in(*, fresh: bool) -> Any:
    """What @requires answers to nobody, and to somebody who must show again that it is them (`fresh`)."""
    asked_by_part = bool(request.headers.get("HX-Request"))
    if request.method == "POST":
        kept_forms.keep()
        where = "accounts.prove_again" if fresh else "accounts.signed_out"
    else:
        session["next"] = _here(asked_by_part)
        where = "accounts.prove_again" if fresh else "accounts.sign_in"
    if asked_by_part:  # a redirect would put the whole sign-in page into the part
        return "", 401, {"HX-Redirect": url_for(where)}
    return redirect(url_for(where), 303)


def _here(asked_by_part: bool) -> str:
    if asked_by_part:
        return "/home"
    return request.full_path.rstrip("?")


def _device_cookie() -> str:
    return f"__Host-{DEVICE}" if current_app.config["SESSION_COOKIE_SECURE"] else DEVICE


def ask_to_confirm() -> Any:
    """What @requires answers to somebody whose address may be somebody else's."""
    text = "First open the link that we sent you. Then we know that the address is yours."
    raise Refused("not-confirmed", text, url_for("accounts.join_done"), "See where we sent the link")


def install() -> None:
    access.register("sign in", ask_to_sign_in)
    access.register("confirm first", ask_to_confirm)
