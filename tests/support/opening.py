"""A published opening with a paid rate and dated meetings, made as a coordinator makes it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings.models import Opening
from portal.openings.offering.meetings import service as meetings
from portal.openings.offering.publishing import service as publishing
from portal.projects import service as projects
from portal.rates import queries as rate_queries
from portal.rates import service as rates
from tests.support.changes import agreed


@dataclass(frozen=True)
class Published:
    """What a test needs to know of it."""

    id: str
    name: str
    meeting_ids: tuple[str, ...]


def once():
    return uuid.uuid4().hex


def confirmed_card(scheme, by):
    """The shipped card, confirmed and in use; its id."""
    rates.load_shipped_rates()
    card_id = rate_queries.card_of_scheme(scheme)
    page = rate_queries.card_page(card_id)
    if page.to_confirm:
        agreed(rates.confirm_card(card_id, version=page.version, by=by, once=once()))
    version = rate_queries.card_page(card_id).version
    agreed(rates.start_using(card_id, version=version, why="Agreed", by=by, once=once()))
    return card_id


def published_opening(carys, hana, name="Falls group", days=(0, 7)):
    """An opening of Carys's team at £25 an hour; its meetings begin at 8am UTC, so many days from today."""
    card_id = confirmed_card("BLUEHEART", hana.id)
    project = projects.add_project(
        carys.team, "Fewer falls", "Go home safely.", "testing", "", by=carys.id, once=once()
    )
    opening = publishing.begin_opening(project, name, carys.name, 5, by=carys.id, once=once())
    for part, values in parts(name, project, carys, card_id).items():
        publishing.save_part(opening, version(opening), part, values, by=carys.id, once=once())
    held = tuple(meeting(opening, day, carys) for day in days)
    publishing.publish_opening(opening, version(opening), by=carys.id, once=once())
    return Published(opening, name, held)


def version(opening_id):
    return db.session.get_one(Opening, opening_id, populate_existing=True).version


def meeting(opening_id, days, carys):
    starts = calendar.now().replace(hour=8, minute=0, second=0, microsecond=0) + dt.timedelta(days=days)
    ends = starts + dt.timedelta(hours=2)
    return meetings.add_meeting(opening_id, starts, ends, "Room 4", True, by=carys.id, once=once())


def parts(name, project, carys, card_id):
    return {
        "name": {
            "name": name, "summary": "Plan safer ways home.", "project_id": project, "lead_name": carys.name,
            "lead_phone": "01632 960 001",
        },
        "change": {"purpose": "Fewer falls in the first week.", "can_change": "What we try, and how."},
        "tasks": {"tasks": "You come to meetings and say what you have seen."},
        "strengths": {
            "who": "People who have fallen.", "new_is_fine": True, "training": False, "strengths": ["listening"],
        },
        "when": {
            "how": "both", "place": "Room 4", "miles": 3, "when_words": "Tuesday mornings",
            "when_code": "weekday-mornings", "minutes": 120,
            "preparation_minutes": None, "places": 8, "closes_on": None,
        },
        "access": {"access": "Step-free, with a lift.", "needs_we_can_meet": ["bsl"]},
        "pay": {
            "pays_time": True, "rate_card_id": card_id, "rate_code": "HOUR", "pay_words": "Into your bank account.",
            "costs_words": "Travel and food.",
        },
        "decide": {"decide_how": "together", "decide_words": ""},
        "after": {"answer_days": 5, "hear_by": calendar.today() + dt.timedelta(days=60)},
    }  # fmt: skip
