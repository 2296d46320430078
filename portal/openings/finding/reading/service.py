"""Asking a question about an opening."""

import datetime as dt

from portal.accounts import queries as accounts
from portal.foundation import audit, calendar
from portal.foundation.database import writing
from portal.foundation.once import once_only
from portal.messages import service as messages
from portal.openings.models import Opening
from portal.openings.offering.agreements.queries import coming_dates
from portal.openings.rules import answer_day
from portal.organisation.queries import setting


def answer_by(opening: Opening) -> dt.date:
    """The day by which the opening's coordinator answers people who write to them today."""
    dates = coming_dates(opening.id, calendar.now())
    first = calendar.uk_date(dates[0].starts_at) if dates else None
    return answer_day(calendar.today(), opening.answer_days or setting("answer_days"), first)


@once_only
def ask_question(opening_id: str, words: str, *, by: str) -> str:
    """A to-do for the opening's team, which names the person and links to their page; the day of the answer, ISO."""
    with writing() as session:
        opening = session.get_one(Opening, opening_id)
        day, name = answer_by(opening), accounts.names([by])[by]
        text = f"{name[:40]} asks about {opening.name[:40]}: {words}"
        about = {"team_id": opening.team_id, "person_id": by, "link": f"/people/{by}"}
        todo = messages.add_todo("question about an opening", text, due_on=day, **about)
        audit.record("opening question asked", "opening", opening_id, by=by, person_id=by, todo=todo)
        return day.isoformat()
