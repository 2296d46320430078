"""Saying "I am interested".

I1  A draft is kept at each page; a person has one a opening.          _draft(), under the person's lock
I2  Sent once, however often it is pressed.                            once_only, I3
I3  One open interest a person and opening.                            send_interest(), unique index
I4  What was answered can't be taken back.                             rules.why_not_withdraw
"""

from sqlalchemy.orm import Session

from portal.accounts.models import Person
from portal.foundation import audit, calendar
from portal.foundation.database import writing
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.messages import service as messages
from portal.openings.finding.interest import queries, rules
from portal.openings.finding.reading.service import answer_by
from portal.openings.models import Interest, Opening
from portal.organisation.queries import organisation


def save_words(opening_id: str, words: str, call_me: bool, *, by: str) -> str:
    """Page 1: keeps what the person would like us to know; the draft's id."""
    with writing() as session:
        row = _draft(session, opening_id, by)
        row.words, row.call_me = words, call_me
        return row.id


def save_help(opening_id: str, help_words: str, *, by: str) -> str:
    """Page 2: keeps what else would help for this one; the draft's id."""
    with writing() as session:
        row = _draft(session, opening_id, by)
        row.help_words = help_words
        return row.id


def _draft(session: Session, opening_id: str, person_id: str) -> Interest:
    _lock(session, person_id)
    row = queries.draft(opening_id, person_id, session)
    if row is None:
        row = Interest(opening_id=opening_id, person_id=person_id, state="draft")
        session.add(row)
        session.flush()
    return row


def _lock(session: Session, person_id: str) -> None:
    """Two tabs of one person take turns, so that neither a second draft nor a second open interest is made."""
    session.get_one(Person, person_id, with_for_update=True, populate_existing=True)


@once_only
def send_interest(opening_id: str, *, by: str) -> str:
    """Sends the draft; the interest's id. Where one is open already it is that one, and nothing is sent.

    The person hears by when they get an answer (E-04). Raises Refused for an opening that has closed meanwhile.
    """
    with writing() as session:
        _lock(session, by)
        opening = session.get_one(Opening, opening_id, populate_existing=True)
        before = queries.open_interest(opening_id, by, session)
        if before is not None:
            return before.id
        if refusal := rules.why_not_send(queries.is_open(opening), opening.closes_on):
            raise Refused(refusal.code, refusal.text, "/openings", "Look at other openings")
        return _send(session, _draft(session, opening_id, by), opening)


def _send(session: Session, row: Interest, opening: Opening) -> str:
    row.state, row.sent_at, row.sent_by = "sent", calendar.now(), row.person_id
    row.answer_by = answer_by(opening)
    row.version += 1
    session.flush()
    audit.record(
        "interest sent", "interest", row.id, by=row.person_id, person_id=row.person_id, opening=opening.id
    )
    coordinator = opening.lead_name or organisation().name
    about = {"opening": opening.name, "coordinator": coordinator, "link": f"/interests/{row.id}"}
    messages.tell(row.person_id, "E-04", row.id, date=row.answer_by, **about)
    return row.id


@once_only
def withdraw(interest_id: str, *, by: str) -> str:
    """Takes an interest back; nobody asks why. Its id. Raises Refused once it is answered."""
    with writing() as session:
        row = session.get_one(Interest, interest_id, with_for_update=True, populate_existing=True)
        if refusal := rules.why_not_withdraw(row.state):
            raise Refused(refusal.code, refusal.text, f"/interests/{row.id}", "See what became of it")
        row.state = "withdrew"
        row.version += 1
        audit.record("interest withdrawn", "interest", row.id, by=by, person_id=row.person_id)
        return row.id
