"""Settings that are limits: proposed on the organisation's pages, which this room stands behind."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from portal.changes import answers, queries, service
from portal.changes.rules import ChangeKind, Effect
from portal.foundation import calendar
from portal.organisation import rules as settings
from portal.organisation import service as organisation
from portal.organisation.queries import setting

SETTING = "setting"
Values = dict[str, Any]
_counters: list[Callable[[str, Any, Any], Effect]] = []


def when_previewed(counter: Callable[[str, Any, Any], Effect]) -> None:
    """Called at start by the room that knows whom a limit touches: (name, before, after) -> Effect."""
    _counters[:] = [counter]


def propose(name: str, value: Any, from_date: dt.date, why: str, *, by: str) -> tuple[str, str]:
    """A new value of a limit, from a day on. What is said to the administrator, and where they go."""
    meaning, page = settings.SETTINGS[name].meaning, f"/admin/settings/{settings.slug(name)}"
    before, after = (settings.in_a_line(name, one) for one in (setting(name, from_date), value))
    values = {"value": value, "from": from_date.isoformat(), "why": why, "place": page}
    title = meaning if isinstance(value, list) else f"{meaning}: {after}"
    change = service.put_forward(
        SETTING, name, title, [(meaning, before, after)], values, from_date, why, by=by
    )
    return answers.words_and_way(change, "Saved.", page)


def alone(person_id: str) -> bool:
    """Whether nobody else could confirm."""
    return queries.nobody_else_could_confirm(person_id)


def waiting(name: str) -> list[tuple[str, str]]:
    """(id, title) of the changes of a setting that wait."""
    return queries.waiting_for([name])


def _apply(_session: Session, name: str, values: Values, *, by: str) -> None:
    start = dt.date.fromisoformat(values["from"])
    organisation.change_setting(name, values["value"], start, values["why"], by, values["proposed_by"])


def _why_not(name: str, values: Values) -> str | None:
    if dt.date.fromisoformat(values["from"]) < calendar.today():
        return "The day from which it was to hold has passed."
    return settings.problem_with(name, values["value"])


def _means(name: str, values: Values) -> Effect:
    before = setting(name, dt.date.fromisoformat(values["from"]))
    return _counters[0](name, before, values["value"]) if _counters else Effect(0)


KIND = ChangeKind(SETTING, _apply, _means, _why_not)
