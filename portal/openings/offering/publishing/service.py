"""What coordinators do with an opening: begin, write part by part, publish, take back, close."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from portal.foundation import audit, calendar
from portal.foundation.database import check_version, writing
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.openings.models import Interest, Opening, OpeningStrength
from portal.openings.offering.publishing.queries import facts_of, meetings_held
from portal.openings.offering.publishing.rules import FIELDS, why_not_publish
from portal.projects.models import Project


def opening_to_change(session: Session, opening_id: str) -> Opening:
    """The row, locked and fresh."""
    return session.get_one(Opening, opening_id, with_for_update=True, populate_existing=True)


@once_only
def begin_opening(project_id: str, name: str, lead_name: str, answer_days: int, *, by: str) -> str:
    """A draft with a name; its id."""
    with writing() as session:
        project = session.get_one(Project, project_id)
        row = Opening(project_id=project_id, team_id=project.team_id, name=name, made_by=by)
        row.lead_name, row.lead_person_id, row.answer_days = lead_name, by, answer_days
        session.add(row)
        session.flush()
        audit.record("opening begun", "opening", row.id, by=by, name=name)
        return row.id


@once_only
def save_part(opening_id: str, version: int, part: str, values: Mapping[str, Any], *, by: str) -> str:
    """Writes one part. A published opening stays whole (rule 59). Raises Stale, Refused."""
    with writing() as session:
        row = opening_to_change(session, opening_id)
        check_version(row, version)
        changed = [name for name in FIELDS[part] if getattr(row, name) != values[name]]
        for name in changed:
            setattr(row, name, values[name])
        if part == "name":
            row.team_id = session.get_one(Project, row.project_id).team_id
        if part == "strengths":
            _welcome(session, opening_id, values["strengths"])
        session.flush()
        if row.published_at:
            _refuse_unless_whole(session, row)
        audit.record("opening changed", "opening", opening_id, by=by, part=part, changed=changed)
        return opening_id


def _welcome(session: Session, opening_id: str, codes: list[str]) -> None:
    session.execute(delete(OpeningStrength).where(OpeningStrength.opening_id == opening_id))
    session.add_all(OpeningStrength(opening_id=opening_id, code=code) for code in codes)


def _refuse_unless_whole(session: Session, row: Opening) -> None:
    dated = session.scalar(meetings_held(row.id)) or 0
    if missing := why_not_publish(facts_of(row, dated), calendar.today()):
        says = "; ".join(one.text[0].lower() + one.text[1:] for one in missing)
        text = f"People can see this opening only when it says all they need: {says}."
        raise Refused("not-whole", text, f"/manage/openings/{row.id}", "Go back to the opening")


@once_only
def publish_opening(opening_id: str, version: int, *, by: str) -> str:
    """People can see it and say that they are interested. Raises Refused (rule 59), Stale."""
    with writing() as session:
        row = opening_to_change(session, opening_id)
        check_version(row, version)
        _refuse_unless_whole(session, row)
        row.published_at, row.closed_at = calendar.now(), None
        audit.record("opening published", "opening", opening_id, by=by, name=row.name)
        return opening_id


@once_only
def take_back_opening(opening_id: str, version: int, *, by: str) -> str:
    """A draft again, while nobody has sent interest. Raises Refused, Stale."""
    with writing() as session:
        row = opening_to_change(session, opening_id)
        check_version(row, version)
        _refuse_while(
            session, row, ("sent", "talking", "accepted"), "People have sent interest. Close it instead."
        )
        row.published_at = None
        audit.record("opening taken back", "opening", opening_id, by=by)
        return opening_id


@once_only
def close_opening(opening_id: str, version: int, *, by: str) -> str:
    """Nobody new can join; roles and meetings go on. Raises Refused while somebody waits for an answer, Stale."""
    with writing() as session:
        row = opening_to_change(session, opening_id)
        check_version(row, version)
        _refuse_while(session, row, ("sent", "talking"), "People wait for an answer. Answer them first.")
        row.closed_at = calendar.now()
        audit.record("opening closed", "opening", opening_id, by=by)
        return opening_id


def _refuse_while(session: Session, row: Opening, states: tuple[str, ...], text: str) -> None:
    found = select(func.count(Interest.id)).where(Interest.opening_id == row.id, Interest.state.in_(states))
    if session.scalar(found):
        raise Refused("people-wait", text, f"/manage/openings/{row.id}/interests", "See who is interested")
