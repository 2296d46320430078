"""What an administrator changes about the organisation."""

import datetime as dt
from typing import Any

from flask import g

from portal.foundation import audit
from portal.foundation.database import writing
from portal.foundation.once import once_only
from portal.organisation import rules, second_person
from portal.organisation.models import Organisation, Setting, Team
from portal.organisation.queries import settings


class BadSetting(ValueError):
    """Its text is shown beside the field."""


def set_up(by: str, **values: str) -> None:
    """Makes or changes the organisation's one row; `values` are its columns."""
    with writing() as session:
        row = session.get(Organisation, 1, with_for_update=True) or Organisation(id=1)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)
        audit.record("organisation changed", "organisation", "1", by=by, after=values)
    g.pop("organisation", None)


@once_only
def change_organisation(values: dict[str, str], why: str, *, by: str) -> None:
    """New words for who runs the portal, with the reason; only what differs is in the trail."""
    with writing() as session:
        row = session.get_one(Organisation, 1, with_for_update=True, populate_existing=True)
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        before = {name: getattr(row, name) for name in changed}
        for name, value in changed.items():
            setattr(row, name, value)
        audit.record(
            "organisation changed", "organisation", "1", by=by, before=before, after=changed, why=why
        )
    g.pop("organisation", None)


@once_only
def change_from(name: str, value: Any, from_date: dt.date, why: str, *, by: str) -> list[str]:
    """What a form asks for: changed, or proposed to a second person where it is a limit. What is said then, and where
    the administrator goes. Raises BadSetting."""
    if problem := rules.problem_with(name, value):
        raise BadSetting(problem)
    if asked := second_person.of(name):
        return list(asked.propose(name, value, from_date, why, by=by))
    change_setting(name, value, from_date, why, by)
    return ["Saved.", f"/admin/settings/{rules.slug(name)}"]


def add_team(name: str, by: str) -> str:
    """Makes a team; its id."""
    with writing() as session:
        team = Team(name=name, organisation_id=1)
        session.add(team)
        session.flush()
        audit.record("team added", "team", team.id, by=by, after={"name": name})
        return team.id


def change_setting(
    name: str, value: Any, from_date: dt.date, why: str, by: str, proposed_by: str | None = None
) -> None:
    """A value from a date on; `by` confirms it where somebody else proposed it. Raises BadSetting. Earlier rows stay,
    so old days keep their value."""
    if problem := rules.problem_with(name, value):
        raise BadSetting(problem)
    with writing() as session:
        before = settings(from_date)[name]
        session.add(Setting(name=name, value=value, from_date=from_date, why=why, made_by=proposed_by or by))
        after = {"value": value, "from": from_date, "why": why}
        proposed = {"proposed_by": proposed_by} if proposed_by else {}
        audit.record(
            "setting changed", "setting", name, by=by, before={"value": before}, after=after, **proposed
        )
    g.pop("settings_on", None)
