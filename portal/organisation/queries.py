"""What other rooms ask about the organisation."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import g, has_app_context
from markupsafe import Markup, escape
from sqlalchemy import select

from portal.foundation import calendar
from portal.foundation.database import db
from portal.foundation.shown import Row
from portal.organisation import rules
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
        g.settings_on[day] = {n: kind.default for n, kind in SETTINGS.items()}
        for n, value in rows:
            g.settings_on[day][n] = value
    found: dict[str, Any] = g.settings_on[day]
    return found


def setting(name: str, on: dt.date | None = None) -> Any:
    """One setting on a day. Raises KeyError for a name that rules.SETTINGS does not know."""
    return settings(on)[name]


def teams() -> list[tuple[str, str]]:
    """(id, name) of every team, by name."""
    return [(i, n) for i, n in db.session.execute(select(Team.id, Team.name).order_by(Team.name))]


OWN = {
    "name": "Name of the organisation",
    "service_name": "Name of this service",
    "phone": "Phone number",
    "hours": "Hours",
    "email": "Email address",
    "post_address": "Address for letters",
}


def own_rows() -> list[Row]:
    """Who runs the portal, as rows with one way to change them."""
    own = organisation()
    return [
        Row(label, getattr(own, name) or "Not set", "/admin/settings/organisation", label.lower())
        for name, label in OWN.items()
    ]


def setting_rows() -> dict[str, list[Row]]:
    """Each setting as it stands today, under its heading; what changes on a later day is said."""
    now, coming = settings(), _coming()
    return {
        heading: [_row(name, now[name], coming.get(name)) for name in names]
        for heading, names in rules.GROUPS.items()
    }


def _coming() -> dict[str, Setting]:
    """The next change of each setting after today."""
    later = select(Setting).where(Setting.from_date > calendar.today())
    rows = db.session.scalars(later.order_by(Setting.from_date.desc(), Setting.made_at))
    return {row.name: row for row in rows}


def _row(name: str, value: Any, coming: Setting | None) -> Row:
    words = escape(rules.shown(name, value)).replace("\n", Markup("<br>"))
    if coming:
        then = rules.shown(name, coming.value).replace("\n", ", ")
        words += Markup("<br>From {}: {}").format(calendar.full_date(coming.from_date), then)
    meaning = rules.SETTINGS[name].meaning
    return Row(meaning, words, f"/admin/settings/{rules.slug(name)}", meaning.lower())


class Changed(NamedTuple):
    """One row of a setting's history."""

    value: str
    from_date: dt.date
    why: str
    made_at: dt.datetime


def history_rows(name: str) -> list[Changed]:
    """What a setting was and will be, newest date first."""
    rows = (
        select(Setting)
        .where(Setting.name == name)
        .order_by(Setting.from_date.desc(), Setting.made_at.desc(), Setting.id)
    )
    return [
        Changed(rules.shown(name, row.value), row.from_date, row.why, row.made_at)
        for row in db.session.scalars(rows)
    ]
