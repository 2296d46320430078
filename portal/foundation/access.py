"""Who may do what: roles and permissions in ONE table, and `@requires` on every route.

Rooms register whose reach it is: accounts says who is signed in and in which roles, people says for whom a trusted
person may act. This file knows neither.
"""

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, g

from portal.foundation import calendar

View = Callable[..., Any]
FRESH = dt.timedelta(minutes=5)

EVERYONE = frozenset({"account.own"})
PERMISSIONS: dict[str, frozenset[str]] = {
    "participant": frozenset(
        {"profile.own", "openings.join", "log.own", "goals.own", "claims.own", "bank.own", "paid.own"}
    ),
    "coordinator": frozenset(
        {"claims.decide", "openings.manage", "people.see", "messages.see", "stories.read", "reports.see"}
    ),
    "budget holder": frozenset({"claims.decide", "reports.see"}),
    "finance maker": frozenset({"payments.see", "payments.make", "bank.check", "statements.see"}),
    "finance approver": frozenset(
        {"payments.see", "payments.release", "bank.check", "statements.see", "changes.confirm"}
    ),
    "administrator": frozenset(
        {"staff.manage", "rates.change", "settings.change", "audit.read", "changes.confirm"}
    ),
    "board": frozenset({"reports.see"}),
}
STAFF_ROLES = tuple(role for role in PERMISSIONS if role != "participant")

# What a person may let a trusted person do (P-70). Bank details, role agreements and limits are never among them.
HELPER_POWERS = {
    "see": "See my openings, dates and messages",
    "log": "Log what I did",
    "fill": "Fill in claims for me (I send them)",
    "send": "Send claims for me",
    "paid": "See what I have been paid",
}


@dataclass(frozen=True)
class StaffRole:
    """A role that somebody holds, in one team or, without one, in the whole organisation."""

    name: str
    team_id: str | None = None


@dataclass(frozen=True)
class Actor:
    """Who is signed in: the same thing for rules, services and pages."""

    id: str
    name: str
    roles: frozenset[StaffRole]
    takes_part: bool
    confirmed: bool
    signed_in_at: dt.datetime

    @property
    def role_names(self) -> frozenset[str]:
        mine = {role.name for role in self.roles}
        return frozenset(mine | {"participant"} if self.takes_part else mine)

    @property
    def is_staff(self) -> bool:
        return bool(self.roles)

    @property
    def permissions(self) -> frozenset[str]:
        return EVERYONE.union(*(PERMISSIONS[name] for name in self.role_names))

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def teams(self, permission: str) -> frozenset[str] | None:
        """The teams in which the person holds `permission`; None means in every team."""
        holding = [role for role in self.roles if permission in PERMISSIONS[role.name]]
        if any(role.team_id is None for role in holding):
            return None
        return frozenset(role.team_id for role in holding if role.team_id)

    @property
    def fresh(self) -> bool:
        """Signed in within the last five minutes (security.md 2.5)."""
        return calendar.now() - self.signed_in_at <= FRESH


@dataclass(frozen=True)
class Helping:
    """A trusted person at work for somebody, within what was ticked."""

    grant_id: str
    person_id: str
    person_name: str
    powers: frozenset[str]


_registered: dict[str, Callable[..., Any]] = {}


def register(what: str, answer: Callable[..., Any]) -> None:
    """Rooms answer: "actor" () -> Actor | None; "helping" (actor) -> Helping | None; "sign in" (fresh) -> page;
    "confirm first" () -> page."""
    _registered[what] = answer


def load_actor() -> None:
    """Before each request: `g.actor`, `g.helping` and `g.person_id`, the person whose things a participant's page
    shows: the one signed in, or the one being helped."""
    g.actor = _registered["actor"]() if "actor" in _registered else None
    g.helping = _registered["helping"](g.actor) if g.actor and "helping" in _registered else None
    g.person_id = g.helping.person_id if g.helping else (g.actor.id if g.actor else None)


def public(view: View) -> View:
    """Anyone may open this page."""
    view.permission = "public"  # type: ignore[attr-defined]  # read by the test that walks all routes
    return view


def requires(
    permission: str, *, helper: str | None = None, fresh: bool = False, confirmed: bool = False
) -> Callable[[View], View]:
    """Asks for a permission; `helper` names the power with which a trusted person may open it for somebody else;
    `fresh` asks for a sign-in of the last five minutes; `confirmed` for an address that is known to be theirs, so that
    nobody prepares an account for somebody else. Nobody: sign in. Another role: 403."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if g.actor and confirmed and not g.actor.confirmed:
                return _registered["confirm first"]()
            if g.actor is None or (fresh and not g.actor.fresh):
                return _registered["sign in"](fresh=g.actor is not None)
            if not _allowed(permission, helper):
                abort(403)
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the test that walks all routes
        guarded.helper = helper  # type: ignore[attr-defined]  # and this
        return guarded

    return decorate


def _allowed(permission: str, helper: str | None) -> bool:
    if g.helping and permission in PERMISSIONS["participant"]:
        return helper in g.helping.powers
    return bool(g.actor.may(permission))
