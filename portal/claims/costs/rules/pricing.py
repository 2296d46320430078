"""What the answers of a cost come to (rules 8, 12, 19 to 22, 35)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.claims.costs.rules.choices import A_MEAL
from portal.claims.costs.rules.families import Answers, family
from portal.claims.kinds.rules import CostKind, most
from portal.rates.rules import Rate, Vehicle, amap, price_mileage


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


def price(
    kind: CostKind, answers: Answers, day: dt.date, rates: Sequence[Rate], driven_tenths: int = 0
) -> Priced:
    """What the answers so far come to, by the kind and the rates of the day of the journey. Raises NoRate.

    A fine pays nothing (rule 22), nor does what the organisation paid already (rule 21). `driven_tenths`: miles that
    the person sent before in this tax year.
    """
    if kind.family == "own vehicle" and not answers.get("fuel_only"):
        return _miles(answers, day, rates, driven_tenths)
    claimed = int(answers.get("cost") or 0)
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


def _capped(kind: CostKind, answers: Answers, claimed: int, day: dt.date, rates: Sequence[Rate]) -> Priced:
    """A limit cuts what can be paid, never what was claimed (rule 20)."""
    code = family(kind.code).limit(answers)
    limit = most(kind, code, 1, rates, day)
    if limit is None or claimed <= limit.pence:
        return Priced(claimed, claimed, rate_id=limit.rate_id if limit else None)
    for_what = A_MEAL.get(code, "this")
    return Priced(claimed, limit.pence, f"We can pay up to {limit.words} for {for_what}", "", limit.rate_id)
