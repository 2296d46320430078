"""What the cost pages need to know: rates that price a claim, miles sent before, places used before."""

import datetime as dt
from collections import Counter
from typing import Any, NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload

from portal.claims.costs.rules import Usual, tenths
from portal.claims.costs.rules.choices import MEALS, VEHICLES
from portal.claims.kinds.queries import kind_on
from portal.claims.kinds.rules import most
from portal.claims.models import Claim, ClaimLine, MilesElsewhere, SavedPlace
from portal.foundation.calendar import TaxYear, tax_year
from portal.foundation.database import db
from portal.openings import queries as openings
from portal.openings.models import Meeting
from portal.organisation.queries import setting
from portal.rates.models import RateCard, RateRow
from portal.rates.queries import as_rate, rates_for_pricing, usable
from portal.rates.rules import Journey, Rate, Vehicle, amap, excess_over_amap, row_on


def rates_of(role_id: str | None) -> tuple[Rate, ...]:
    """The rows that price costs of a claim: those of its role's card first, then the shared ones."""
    terms = openings.role_terms(role_id) if role_id else None
    return rates_for_pricing(terms.rate_card_id if terms else None)


def costs_only(role_id: str | None) -> bool:
    """Whether the person asked for their costs alone (rule 35)."""
    terms = openings.role_terms(role_id) if role_id else None
    return terms is not None and terms.pay_answer == "costs only"


def miles_before(claim: Claim, line: ClaimLine) -> int:
    """Tenths of car miles that come before a draft's line in its tax year, in the order sent (rule 10).

    Those that the person claimed from others, those of claims already sent, then those of the draft's own lines above
    it, for they are sent together.
    """
    year = tax_year(line.on_date)
    sent = (Claim.id != claim.id) & Claim.sent_at.is_not(None)
    above = (Claim.id == claim.id) & (ClaimLine.number < line.number)
    details = db.session.scalars(
        select(ClaimLine.details)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .where(Claim.person_id == claim.person_id, ClaimLine.live, sent | above)
        .where(ClaimLine.kind == "own vehicle", ClaimLine.on_date.between(year.start, year.end))
    )
    cars = [found for found in details if found.get("vehicle") == Vehicle.CAR and found.get("miles")]
    elsewhere = miles_elsewhere(claim.person_id, line.on_date) or 0
    return elsewhere + sum(tenths(found["miles"]) for found in cars)


def miles_elsewhere(person_id: str, day: dt.date) -> int | None:
    """Tenths of car miles that the person claimed from others in the tax year of a day; None: never asked for it."""
    said = select(MilesElsewhere.tenths).where(
        MilesElsewhere.person_id == person_id, MilesElsewhere.year == tax_year(day).start.year
    )
    return db.session.scalar(said.order_by(MilesElsewhere.said_at.desc(), MilesElsewhere.id.desc()).limit(1))


def elsewhere_by_year(person_id: str) -> dict[int, int]:
    """The same for every tax year that the person was asked about, by the year in which it begins. One statement."""
    said = select(MilesElsewhere.year, MilesElsewhere.tenths).where(MilesElsewhere.person_id == person_id)
    rows = db.session.execute(said.order_by(MilesElsewhere.said_at, MilesElsewhere.id))
    return {row.year: row.tenths for row in rows}


class Excess(NamedTuple):
    """What was paid for the miles of one kind of vehicle in a tax year, and how much of it is above the approved
    amount of the same miles (rule 13). Pence.
    """

    vehicle: str  # "car"
    paid_pence: int
    excess_pence: int


def excess_in(person_id: str, year: TaxYear) -> list[Excess]:
    """By kind of vehicle, for journeys of the tax year that were paid; those not above are left out.

    One statement where no miles were paid, else three.
    """
    paid = _paid_journeys(person_id, year)
    if not paid:
        return []
    approved, elsewhere = amap(rates_for_pricing(None)), elsewhere_by_year(person_id).get(year.start.year, 0)
    found = []
    for vehicle in Vehicle:
        mine = [journey for journey in paid if journey.vehicle is vehicle]
        above = excess_over_amap(mine, approved, elsewhere if vehicle is Vehicle.CAR else 0)
        if above:
            found.append(Excess(VEHICLES[vehicle].lower(), sum(one.pence for one in mine), above))
    return found


def _paid_journeys(person_id: str, year: TaxYear) -> list[Journey]:
    """In the order sent, each with what topped it up afterwards (rule 14)."""
    rows = db.session.execute(
        select(ClaimLine.id, ClaimLine.tops_up_id, ClaimLine.on_date, ClaimLine.details, ClaimLine.paid_pence)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .where(Claim.person_id == person_id, ClaimLine.kind == "own vehicle", ClaimLine.paid_pence > 0)
        .where(ClaimLine.on_date.between(year.start, year.end))
        .order_by(Claim.sent_at, Claim.id, ClaimLine.number)
    ).all()
    paid: Counter[str] = Counter()
    for row in rows:
        paid[row.tops_up_id or row.id] += row.paid_pence
    return [
        Journey(day, Vehicle(answers["vehicle"]), tenths(answers["miles"]), paid[key])
        for key, _, day, answers, _ in rows
        if answers.get("miles") and not answers.get("fuel_only")
    ]


def places(person_id: str) -> list[str]:
    """Places the person travelled from or to, the last used first."""
    mine = (
        select(SavedPlace.name).where(SavedPlace.person_id == person_id).order_by(SavedPlace.used_at.desc())
    )
    return list(db.session.scalars(mine.limit(8)))


def usual(kind: str, day: dt.date) -> Usual:
    """Above which amounts and distances are asked about once more: the kind's own, else the setting."""
    return Usual(kind_on(kind, day).ask_above_pence or setting("large_cost_pence"), setting("many_miles"))


def allowance_offered(claim: Claim, card_id: str | None) -> bool:
    """Whether the claim's meeting was online and the card pays an allowance for that (rule 7). One statement."""
    online = exists().where(Meeting.id == claim.meeting_id, Meeting.online)
    rows = db.session.scalars(
        select(RateRow)
        .join(RateRow.card)
        .where(RateRow.code == "ONLINE", RateCard.shared | (RateCard.id == card_id), online)
        .options(joinedload(RateRow.card))
    )
    return row_on([as_rate(row) for row in rows if usable(row)], "ONLINE", claim.about_date) is not None


def journey_before(claim: Claim) -> dict[str, Any]:
    """For the journey page: places to offer, and where the session was, filled in already (never asked twice)."""
    known = places(claim.person_id)
    terms = openings.role_terms(claim.role_id) if claim.role_id else None
    return {"places": known, "first": {"end": terms.place} if terms and terms.place else {}}


def food_limits(day: dt.date, role_id: str | None = None) -> dict[str, int]:
    """What can be paid at most for food on a day, in pence, by the limit's code: from the rows that price it."""
    kind, rates = kind_on("food", day), rates_of(role_id)
    found = {code: most(kind, code, 1, rates, day) for code in MEALS}
    return {code: limit.pence for code, limit in found.items() if limit}


def other_costs(claim_id: str, number: int) -> int:
    """Pence of the claim's other costs, for the running total."""
    mine = select(func.sum(ClaimLine.claimed_pence)).where(
        ClaimLine.claim_id == claim_id,
        ClaimLine.number != number,
        ClaimLine.removed_at.is_(None),
        ClaimLine.kind != "time",
    )
    return int(db.session.scalar(mine) or 0)
