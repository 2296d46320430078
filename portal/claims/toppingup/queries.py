"""Whose miles a backdated rate touches, and all their journeys in the order sent."""

import datetime as dt

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from portal.claims.costs.queries import rates_of
from portal.claims.costs.rules import tenths
from portal.claims.models import Claim, ClaimLine
from portal.claims.toppingup.rules import Sent
from portal.foundation import calendar
from portal.foundation.database import db
from portal.rates.models import RateRow
from portal.rates.rules import Unit, Vehicle


def backdated() -> list[RateRow]:
    """Rows of miles that somebody put in after the day from which they pay. One statement."""
    rows = db.session.scalars(
        select(RateRow).where(RateRow.unit == Unit.MILE.value, RateRow.added_by.is_not(None))
    )
    return [row for row in rows if row.effective_from < calendar.uk_date(row.added_at)]


def touched(rows: list[RateRow]) -> list[str]:
    """Ids of people with an approved journey on a day of one of these rows, sent before it was put in."""
    if not rows:
        return []
    days = or_(
        *(
            ClaimLine.on_date.between(row.effective_from, row.effective_to or dt.date.max)
            & (Claim.sent_at < row.added_at)
            for row in rows
        )
    )
    people = (
        select(Claim.person_id)
        .join(ClaimLine, ClaimLine.claim_id == Claim.id)
        .where(
            ClaimLine.kind == "own vehicle",
            ClaimLine.decision == "approved",
            ClaimLine.tops_up_id.is_(None),
            days,
        )
    )
    return list(db.session.scalars(people.distinct().order_by(Claim.person_id)))


def journeys(person_id: str) -> list[Sent]:
    """Every journey in an own vehicle that the person sent, in the order sent (rule 10), with its top-ups."""
    more = aliased(ClaimLine)
    topped = (
        select(func.coalesce(func.sum(more.approved_pence), 0))
        .where(more.tops_up_id == ClaimLine.id)
        .correlate(ClaimLine)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(ClaimLine, Claim.sent_at, Claim.role_id, topped)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .where(Claim.person_id == person_id, Claim.sent_at.is_not(None), ClaimLine.kind == "own vehicle")
        .where(ClaimLine.live, ClaimLine.tops_up_id.is_(None))
        .order_by(Claim.sent_at, ClaimLine.number)
        .execution_options(populate_existing=True)
    ).all()
    rates = {role_id: rates_of(role_id) for role_id in {row.role_id for row in rows}}
    return [
        Sent(
            line.id, Vehicle(line.details["vehicle"]), tenths(line.details["miles"]), line.on_date, sent_at,
            (line.approved_pence or 0) + int(paid) if line.decision == "approved" else None, rates[role_id],
        )
        for line, sent_at, role_id, paid in rows
        if line.details.get("miles") and line.details.get("vehicle")
    ]  # fmt: skip
