"""Proposing a change, and a second person's answer: confirmed, turned down; or taken back by who proposed it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.changes import queries, rules
from portal.changes.models import ProposedChange
from portal.foundation import audit, calendar
from portal.foundation.database import writing
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.messages import service as messages

LIST = "/admin/changes"
LONGEST_TITLE = 200


def put_forward(
    kind: str, thing_id: str, title: str, rows: Sequence[tuple[str, str, str]], values: dict[str, Any],
    starts: dt.date | None, why: str, *, by: str,
) -> str:  # fmt: skip
    """A change that waits for a second person; its id. For services that have a once-only key of their own.

    `rows`: label, before and after as people read them. `values`: plain JSON that the kind's apply() takes. `starts`:
    its "From when?", None for at once. Where nobody else could confirm it, it takes effect now, and the trail says so.
    Raises Refused when it can't be done, or when a change of the same thing from the same day waits already.
    """
    with writing() as session:
        asked = {**values, "proposed_by": by}
        if problem := rules.KINDS[kind].why_not(thing_id, asked):
            raise Refused("change-cannot-be", problem, _place(asked), "Go back")
        change = ProposedChange(
            kind=kind, thing_id=thing_id, title=title[:LONGEST_TITLE], rows=[list(row) for row in rows],
            asked=values, starts=starts, why=why, proposed_by=by,
        )  # fmt: skip
        _keep(session, change)
        audit.record("change proposed", "change", change.id, by=by, **_told(change))
        if queries.nobody_else_could_confirm(by, session):
            _alone(session, change)
        for person_id in queries.confirmers(session, by):
            messages.tell(person_id, "E-40", change.id, title=title, link=f"{LIST}/{change.id}")
        return change.id


propose = once_only(put_forward)


def _keep(session: Session, change: ProposedChange) -> None:
    waits = select(ProposedChange.id).where(
        ProposedChange.kind == change.kind,
        ProposedChange.thing_id == change.thing_id,
        ProposedChange.state == rules.WAITING,
        ProposedChange.starts.is_not_distinct_from(change.starts),
    )
    if before := session.scalar(waits):
        raise _waits_already(f"{LIST}/{before}")
    session.add(change)
    try:
        session.flush()
    except IntegrityError:  # somebody else proposed the same at this moment
        raise _waits_already(LIST) from None


def _waits_already(href: str) -> Refused:
    text = "A change of this from the same day waits already. It must be answered or taken back first."
    return Refused("change-waits", text, href, "See the change that waits")


def _place(asked: dict[str, Any]) -> str:
    """Where somebody goes back to from a change that can't be: kinds may name it."""
    return str(asked.get("place", LIST))


def _alone(session: Session, change: ProposedChange) -> None:
    """An administrator alone can set the portal up; as soon as a second person could confirm, one must."""
    _apply(session, change, by=change.proposed_by)
    change.state, change.answered_at = rules.ALONE, calendar.now()
    session.flush()
    audit.record(
        "change made alone", "change", change.id, by=change.proposed_by, title=change.title,
        because="Nobody else could confirm it",
    )  # fmt: skip


@once_only
def confirm(change_id: str, *, by: str) -> str:
    """A second person confirms: it takes effect in the same act. Raises Refused, also when it became impossible."""
    with writing() as session:
        change = _to_answer(session, change_id, "confirm", by)
        _apply(session, change, by=by)
        return _answer(session, change, rules.CONFIRMED, by)


@once_only
def turn_down(change_id: str, reason: str, *, by: str) -> str:
    """A second person says no, and why: nothing changes. Raises Refused."""
    with writing() as session:
        change = _to_answer(session, change_id, "turn down", by)
        return _answer(session, change, rules.TURNED_DOWN, by, reason)


@once_only
def take_back(change_id: str, *, by: str) -> str:
    """Who proposed it does not want it any more. Raises Refused."""
    with writing() as session:
        return _answer(session, _to_answer(session, change_id, "take back", by), rules.TAKEN_BACK, by)


def _to_answer(session: Session, change_id: str, act: str, by: str) -> ProposedChange:
    """The change, locked: of two who answer at once, the second meets the first one's answer."""
    change = session.get_one(ProposedChange, change_id, with_for_update=True, populate_existing=True)
    if problem := rules.why_not(rules.Answering(act, by, change.proposed_by, change.state)):
        code, text = problem
        raise Refused(code, text, f"{LIST}/{change_id}", "Go back to the change")
    return change


def _apply(session: Session, change: ProposedChange, by: str) -> None:
    kind, asked = rules.KINDS[change.kind], {**change.asked, "proposed_by": change.proposed_by}
    if problem := kind.why_not(change.thing_id, asked):
        raise Refused("became-impossible", problem, f"{LIST}/{change.id}", "Go back to the change")
    kind.apply(session, change.thing_id, asked, by=by)


def _answer(session: Session, change: ProposedChange, state: str, by: str, reason: str = "") -> str:
    change.state, change.reason = state, reason
    change.answered_by, change.answered_at = by, calendar.now()
    session.flush()
    audit.record(
        f"change {state}", "change", change.id, by=by, title=change.title, proposed_by=change.proposed_by,
        **({"why": reason} if reason else {}),
    )  # fmt: skip
    if by != change.proposed_by:
        messages.tell(
            change.proposed_by, "E-41", change.id, title=change.title, answer=state, reason=reason,
            link=f"{LIST}/{change.id}",
        )  # fmt: skip
    return change.id


def _told(change: ProposedChange) -> dict[str, Any]:
    """A change as the trail shows it to people."""
    before = {label: value for label, value, _after in change.rows}
    after = {label: value for label, _before, value in change.rows}
    start = {"from": calendar.full_date(change.starts)} if change.starts else {}
    return {"title": change.title, "before": before, "after": {**after, **start}, "why": change.why}
