"""The three answers to an interest. Each is given once, by one coordinator; the person hears of it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts import queries as accounts
from portal.foundation import audit, calendar
from portal.foundation.database import check_version, writing
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.messages import service as messages
from portal.messages.rendering import full_address
from portal.openings.models import Interest, Opening
from portal.openings.offering.agreements import service as agreements
from portal.openings.offering.interests import rules
from portal.organisation.queries import organisation


@once_only
def accept_interest(interest_id: str, version: int, *, by: str) -> str:
    """The person has a place: a role, whose agreement we sign first. Its id. Raises Refused, Stale."""
    with writing() as session:
        row = _to_answer(session, interest_id, version, by)
        _answer(row, "accepted", by)
        audit.record("interest accepted", "interest", row.id, by=by, person_id=row.person_id)
        return agreements.begin_role(row.opening_id, row.person_id, row.id, by=by)


@once_only
def talk_first(interest_id: str, version: int, *, by: str) -> str:
    """The coordinator talks to the person before they answer. Raises Refused, Stale."""
    with writing() as session:
        row = _to_answer(session, interest_id, version, by)
        row.state = "talking"
        audit.record("interest talked about", "interest", row.id, by=by, person_id=row.person_id)
        return row.id


@once_only
def not_this_time(interest_id: str, version: int, words: str, others: Sequence[str], *, by: str) -> str:
    """A human sentence, and other openings the person may like (E-06). Raises Refused, Stale."""
    with writing() as session:
        row = _to_answer(session, interest_id, version, by)
        _answer(row, "not this time", by)
        row.answer_words = words
        opening = session.get_one(Opening, row.opening_id)
        about = {"opening": opening.name, "reason": words, "others": _suggested(session, others)}
        lead = opening.lead_name or accounts.names([by])[by]
        phone = opening.lead_phone or organisation().phone
        messages.tell(row.person_id, "E-06", row.id, coordinator=lead, phone=phone, **about)
        audit.record("interest answered not this time", "interest", row.id, by=by, person_id=row.person_id)
        return row.id


def _to_answer(session: Session, interest_id: str, version: int, by: str) -> Interest:
    row = session.get_one(Interest, interest_id, with_for_update=True, populate_existing=True)
    first = accounts.names([row.answered_by])[row.answered_by] if row.answered_by else ""
    if refusal := rules.why_not_answer(row.state, row.person_id, by, first):
        href = f"/manage/openings/{row.opening_id}/interests"
        raise Refused(refusal.code, refusal.text, href, "See who is interested")
    check_version(row, version)
    return row


def _answer(row: Interest, state: str, by: str) -> None:
    row.state, row.answered_at, row.answered_by = state, calendar.now(), by


def _suggested(session: Session, ids: Sequence[str]) -> str:
    """One opening a line, its name before its address, so that the name becomes the link."""
    found = dict(session.execute(select(Opening.id, Opening.name).where(Opening.id.in_(ids))).all())
    lines = [f"{found[one]}: {full_address(f'/openings/{one}')}" for one in ids if one in found]
    return "\n" + "\n".join(lines) if lines else ""
