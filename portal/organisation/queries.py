"""What other rooms ask about the organisation."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import g, has_app_context
from sqlalchemy import select

from portal.foundation import calendar
from portal.foundation.database import db
from portal.organisation.models import Organisation, Setting, Team
from portal.organisation.rules import SETTINGS


@dataclass(frozen=True)
class OrganisationView:
    """Who runs the portal, as pages and letters show it."""

    name: str
    service_name: str
    phone: str
    hours: str
    email: str
    post_address: str
    accent: str


NOT_SET_UP = OrganisationView("Your organisation", "Taking Part", "", "", "", "", "#0b5c5a")


def organisation() -> OrganisationView:
    """The organisation's row, read once a request."""
    if not has_app_context() or "organisation" not in g:
        row = db.session.get(Organisation, 1)
        names = OrganisationView.__dataclass_fields__
        g.organisation = OrganisationView(**{n: getattr(row, n) for n in names}) if row else NOT_SET_UP
    view: OrganisationView = g.organisation
    return view


def settings(on: dt.date | None = None) -> dict[str, Any]:
    """Every setting as it stands on a day (default today): the newest row whose date has come, else its default."""
    day = on or calendar.today()
    if "settings_on" not in g:
        g.settings_on = {}
    if day not in g.settings_on:
        rows = db.session.execute(
            select(Setting.name, Setting.value)
            .where(Setting.from_date <= day)
            .order_by(Setting.from_date, Setting.made_at)
        )
        g.settings_on[day] = {
            **{n: kind.default for n, kind in SETTINGS.items()},
            **{n: value for n, value in rows},
        }
    found: dict[str, Any] = g.settings_on[day]
    return found


def setting(name: str, on: dt.date | None = None) -> Any:
    """One setting on a day. Raises KeyError for a name that rules.SETTINGS does not know."""
    return settings(on)[name]


def teams() -> list[tuple[str, str]]:
    """(id, name) of every team, by name."""
    return [(i, n) for i, n in db.session.execute(select(Team.id, Team.name).order_by(Team.name))]


def history(name: str) -> list[Setting]:
    """The rows of one setting, newest first."""
    rows = (
        select(Setting).where(Setting.name == name).order_by(Setting.from_date.desc(), Setting.made_at.desc())
    )
    return list(db.session.scalars(rows))
