"""Who is signed in, by an opaque cookie: a key that can be changed, a number that ends every sign-in, and two times.

S1  The cookie holds no id, name or address.                      begin()
S2  A sign-in that its owner ended opens nothing, copied or not.  end(), begin(), EndedSignIn
S3  One number ends all sign-ins of a person.                     Person.sessions_ended
S4  Staff have no role until their second step is done.           _roles()
"""

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import Row, and_, exists, select

from portal.accounts import rules
from portal.accounts.models import EndedSignIn, Person, StaffRole
from portal.foundation import access, calendar
from portal.foundation.database import db, writing

DEMO_ADDRESS = "@demo.example"
CARRIED = ("next", "kept_form", "way_back")  # what a person was doing goes on after signing in
NOTED_EVERY = dt.timedelta(minutes=1)  # how often the cookie is sent again to say that it is in use


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """The person behind a cookie, as Flask-Login and the foundation want to see them."""

    key: str
    actor: access.Actor
    needs_second_step: bool

    def get_id(self) -> str:
        return self.key


def install(app: Flask) -> None:
    """Flask-Login reads the cookie; the foundation asks who it is."""
    manager = LoginManager(app)
    manager.session_protection = None  # it would tie people to their network, which phones change all day
    manager.user_loader(_load)
    app.config["PERMANENT_SESSION_LIFETIME"] = rules.KEPT
    access.register("actor", actor)


def actor() -> access.Actor | None:
    """Who is signed in now; notes in the cookie that it is in use."""
    if not current_user.is_authenticated:
        return None
    now = calendar.now()
    if now - _moment("seen") >= NOTED_EVERY:
        session["seen"] = int(now.timestamp())
    who: access.Actor = current_user.actor
    return who


def needs_second_step() -> bool:
    """Whether a member of staff is signed in by password alone and must set up the second step."""
    return bool(current_user.is_authenticated and current_user.needs_second_step)


def begin(person: Person, *, keep: bool = False, second: bool = False) -> None:
    """Signs somebody in with a new cookie, and ends what the one before opened; `second` says that the second step was
    done too."""
    _end_this()
    carried = {name: session[name] for name in CARRIED if name in session}
    session.clear()
    now = int(calendar.now().timestamp())
    session.update(
        carried, since=now, proved=now, seen=now, sign_in=secrets.token_hex(12), kept=keep, second=second
    )
    session.permanent = keep
    found = _read(person.session_key)
    login_user(_signed_in(found, f"{person.session_key}.{person.sessions_ended}"))
    for of_flask_login in ("_id", "_fresh"):
        session.pop(of_flask_login, None)
    g.pop("actor", None)


def prove_again(*, second: bool | None = None) -> None:
    """The person has just shown again that it is them: a fresh cookie for what asks for it."""
    _end_this()
    session["proved"], session["sign_in"] = int(calendar.now().timestamp()), secrets.token_hex(12)
    session.pop("csrf_token", None)
    if second is not None:
        session["second"] = second


def still_the_same(person: Person) -> None:
    """After every other sign-in of the person was ended: this one goes on."""
    session["_user_id"] = f"{person.session_key}.{person.sessions_ended}"


def end() -> None:
    """Signs out: a copy of this cookie opens nothing from now on."""
    _end_this()
    logout_user()
    session.clear()


def _end_this() -> None:
    if sign_in := session.get("sign_in"):
        with writing() as work:
            if work.scalar(select(EndedSignIn).where(EndedSignIn.sign_in == sign_in)) is None:
                work.add(EndedSignIn(sign_in=sign_in))


def _load(cookie: str) -> SignedIn | None:
    """Who a cookie's key belongs to, in one statement; None when its time is over."""
    found = _read(cookie.rpartition(".")[0])
    if not found or cookie != f"{found[0].session_key}.{found[0].sessions_ended}":
        return None
    g.was_signed_in = found[0].id  # what they typed is kept for them, should their time be over
    times = rules.SignIn(_moment("since"), _moment("seen"), bool(session.get("kept")))
    is_staff = any(row.role for row in found)
    if found[0].ended or not rules.sign_in_lasts(times, is_staff, calendar.now()):
        return None
    return _signed_in(found, cookie)


def _read(session_key: str) -> list[Row[Any]]:
    live = and_(StaffRole.person_id == Person.id, StaffRole.ended_at.is_(None))
    ended = exists().where(EndedSignIn.sign_in == session.get("sign_in", ""))
    of_person = (Person.id, Person.name, Person.email, Person.takes_part, Person.confirmed_at)
    of_cookie = (Person.session_key, Person.sessions_ended, ended.label("ended"))
    return list(
        db.session.execute(
            select(*of_person, *of_cookie, StaffRole.role, StaffRole.team_id)
            .outerjoin(StaffRole, live)
            .where(Person.session_key == session_key, Person.left_at.is_(None))
        )
    )  # fmt: skip


def _signed_in(found: list[Row[Any]], cookie: str) -> SignedIn:
    person, roles = found[0], frozenset(access.StaffRole(row.role, row.team_id) for row in found if row.role)
    waits = bool(roles) and not session.get("second") and not let_off(person.email)
    who = access.Actor(
        id=person.id,
        name=person.name,
        roles=frozenset() if waits else roles,
        takes_part=person.takes_part,
        confirmed=person.confirmed_at is not None,
        signed_in_at=_moment("proved"),
    )
    return SignedIn(cookie, who, waits)


def let_off(email: str | None) -> bool:
    """The demo's staff need no second step, and only in the demo."""
    return bool(current_app.extensions["settings"].demo and (email or "").endswith(DEMO_ADDRESS))


def _moment(name: str) -> dt.datetime:
    """A time out of the cookie; one that isn't there is long ago."""
    return dt.datetime.fromtimestamp(session.get(name, 0), dt.UTC)
