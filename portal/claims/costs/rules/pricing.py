"""What the answers of a cost come to (rules 7, 8, 12, 19 to 22, 35)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from portal.claims.costs.rules.families import Answers, family
from portal.claims.kinds.rules import CostKind, most
from portal.foundation.money import half_up, pounds, pounds_short
from portal.rates.rules import Drive, Rate, Vehicle, amap, online_allowance, price_mileage


@dataclass(frozen=True)
class Priced:
    """What a line comes to: what was claimed, what can be paid, and why these differ, in words the person reads."""

    claimed_pence: int
    payable_pence: int
    cut_words: str = ""
    priced_words: str = ""
    rate_id: str | None = None


def is_fine(answers: Answers) -> bool:
    """Fines and penalties are never paid (rule 22)."""
    return answers.get("charge") == "fine"


def tenths(miles: str) -> int:
    """ "12.5" → 125 tenths of a mile."""
    return int(Decimal(miles) * 10)


def spent(answers: Answers) -> int:
    """Pence that were paid: in one sum, or by the hour."""
    if answers.get("hours") and answers.get("hourly"):
        return half_up(Fraction(answers["hours"]) * int(answers["hourly"]))
    return int(answers.get("cost") or 0)


def times(answers: Answers) -> Fraction:
    """How many hours or nights a cost is for; 1 for others."""
    return Fraction(answers.get("hours") or answers.get("nights") or 1)


def hours_words(answers: Answers) -> str:
    """3 hours at £12 an hour = £36.00; empty for what is not paid by the hour."""
    if not (answers.get("hours") and answers.get("hourly")):
        return ""
    long = answers["hours"].removesuffix(".0")
    hours = "1 hour" if long == "1" else f"{long} hours"
    return f"{hours} at {pounds_short(answers['hourly'])} an hour = {pounds(spent(answers))}"


def price(
    kind: CostKind, answers: Answers, day: dt.date, rates: Sequence[Rate], driven_tenths: int = 0
) -> Priced:
    """What the answers so far come to, by the kind and the rates of the day of the journey. Raises NoRate.

    A fine pays nothing (rule 22), nor does what the organisation paid already (rule 21). `driven_tenths`: miles that
    the person sent before in this tax year.
    """
    if kind.family == "own vehicle" and not answers.get("fuel_only"):
        return _miles(answers, day, rates, driven_tenths)
    if kind.family == "online":
        return _allowance(day, rates)
    claimed = spent(answers)
    if is_fine(answers):
        return Priced(claimed, 0, "We cannot pay fines")
    if answers.get("met"):
        return Priced(claimed, 0, "We booked or paid for this already")
    return _capped(kind, answers, claimed, day, rates)


def _miles(answers: Answers, day: dt.date, rates: Sequence[Rate], driven_tenths: int) -> Priced:
    """Miles at the rate of the journey's day (rules 8, 12)."""
    if not answers.get("miles") or not answers.get("vehicle"):
        return Priced(0, 0)
    vehicle = Vehicle(answers["vehicle"])
    before = driven_tenths if vehicle is Vehicle.CAR else 0
    own = [rate for rate in rates if rate not in amap(rates)]
    priced = price_mileage(own, amap(rates), vehicle, tenths(answers["miles"]), day, before)
    return Priced(
        priced.pence, priced.pence, "", priced.words, priced.rate_ids[0] if priced.rate_ids else None
    )


def _allowance(day: dt.date, rates: Sequence[Rate]) -> Priced:
    """One online meeting (rule 7)."""
    priced = online_allowance(rates, 1, day)
    return Priced(
        priced.pence, priced.pence, "", priced.words, priced.rate_ids[0] if priced.rate_ids else None
    )


def _capped(kind: CostKind, answers: Answers, claimed: int, day: dt.date, rates: Sequence[Rate]) -> Priced:
    """A limit cuts what can be paid, never what was claimed (rule 20)."""
    code = family(kind.code).limit(answers)
    limit = most(kind, code, times(answers), rates, day)
    if limit is None or claimed <= limit.pence:
        return Priced(claimed, claimed, "", hours_words(answers), limit.rate_id if limit else None)
    words = f"We can pay up to {limit.words} for {family(kind.code).paid_for(answers)}"
    return Priced(claimed, limit.pence, words, hours_words(answers), limit.rate_id)


def drive(key: str, day: dt.date, answers: Answers) -> Drive | None:
    """The miles of a line, for rule 10; None where none were told."""
    if not answers.get("miles") or not answers.get("vehicle"):
        return None
    return Drive(key, day, Vehicle(answers["vehicle"]), tenths(answers["miles"]))
