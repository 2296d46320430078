"""Rows of rate cards and reference limits, and which of them counts on a day (rules 1, 2 and 32)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from portal.foundation.calendar import duration, full_date
from portal.foundation.money import pounds_short


class Unit(StrEnum):
    """What an amount is paid for, or what it limits."""

    HOUR = "per_hour"
    BAND = "per_band"
    BLOCK = "per_block"
    TASK = "per_task"
    MILE = "per_mile"
    MILE_EACH = "per_mile_each"
    MEETING = "per_meeting"
    CAP_ITEM = "cap_per_item"
    CAP_HOUR = "cap_per_hour"


AMAP = "AMAP"  # the scheme of the approved mileage amounts
TIME_UNITS = (Unit.HOUR, Unit.BAND, Unit.BLOCK, Unit.TASK)


SURENESS = {
    "A": "Read in the publisher's own page",
    "B": "Read in a second source",
    "D": "Worked out, not read",
    "R": "Recalled, not read",
    "L": "Your own choice",
}


class Preparation(StrEnum):
    """Rule 6: the time spent preparing is in the rate already, or adds to the minutes."""

    INCLUDED = "included"
    COUNTED = "counted"


@dataclass(frozen=True)
class Rate:
    """One dated row of a card, its amount in tenths of a penny.

    A band runs from `from_min` to `to_min` minutes, both counted in: that is how a scheme says to which side its
    boundary belongs. A mileage row reaches up to `up_to_miles` in a tax year; without it, beyond all others.
    """

    id: str
    code: str
    label: str
    unit: Unit
    amount_tenths: int
    effective_from: dt.date
    effective_to: dt.date | None = None
    from_min: int | None = None
    to_min: int | None = None
    block_minutes: int | None = None
    up_to_miles: int | None = None
    preparation: Preparation = Preparation.INCLUDED
    scheme: str = ""
    confidence: str = "A"

    @property
    def amount_pence(self) -> Fraction:
        """The amount in pence, which may be broken: 37.4p a mile."""
        return Fraction(self.amount_tenths, 10)

    @property
    def amount_words(self) -> str:
        """55p, 37.4p, £25, £13.80."""
        pence, tenths = divmod(self.amount_tenths, 10)
        if tenths:
            return f"{pence}.{tenths}p"
        return pounds_short(pence) if pence >= 100 else f"{pence}p"

    @property
    def pays_words(self) -> str:
        """The amount with what it is for: £25 an hour, 55p a mile, up to £15."""
        return _PAYS[self.unit].format(self.amount_words, duration(self.block_minutes or 0))

    @property
    def reach_words(self) -> str:
        """The minutes of a band: up to 4 hours, 4 hours 1 minute or more. Empty for other rates."""
        if self.unit is not Unit.BAND:
            return ""
        return f"up to {duration(self.to_min)}" if self.to_min else f"{duration(self.from_min or 0)} or more"


_PAYS = {
    Unit.HOUR: "{} an hour",
    Unit.BAND: "{}",
    Unit.BLOCK: "{} for each {} or part of it",
    Unit.TASK: "{}",
    Unit.MILE: "{} a mile",
    Unit.MILE_EACH: "{} a mile for each person",
    Unit.MEETING: "{} a meeting",
    Unit.CAP_ITEM: "up to {}",
    Unit.CAP_HOUR: "up to {} an hour",
}


@dataclass(frozen=True)
class Limit:
    """A reference figure that is not a payment: pence or minutes, as `unit` says, from a date on (rule 32)."""

    id: str
    code: str
    label: str
    amount: int
    unit: str
    effective_from: dt.date
    effective_to: dt.date | None = None


def figure_words(amount: int, unit: str) -> str:
    """A reference limit in words: £203.50 a week, 16 hours a week. `unit` is pence_week, minutes_month and so on."""
    kind, _, per = unit.partition("_")
    counted = pounds_short(amount) if kind == "pence" else duration(amount)
    return f"{counted} {'an' if per == 'hour' else 'a'} {per.replace('_', ' ')}"


@dataclass(frozen=True)
class Priced:
    """What a line pays in whole pence, the sum in words as a person reads it, and the rows that it came from."""

    pence: int
    words: str
    rate_ids: tuple[str, ...] = ()


class NoRate(LookupError):
    """No row is in force. Its text is for the person who asked."""

    def __init__(self, day: dt.date) -> None:
        super().__init__(f"We have no rate for {full_date(day)}. Ask us, and we will sort it out.")


def in_force(row: Rate | Limit, day: dt.date) -> bool:
    """The first and the last day are both counted in."""
    return row.effective_from <= day and (row.effective_to is None or day <= row.effective_to)


def row_on(rates: Iterable[Rate], code: str, day: dt.date) -> Rate | None:
    """The row of a code in force on a day, None where there is none (rule 1).

    The scheme that comes first in `rates` and has one wins, so that an organisation's own row comes before a shared
    one; within it the newest, where two overlap.
    """
    found = [rate for rate in rates if rate.code == code and in_force(rate, day)]
    own = [rate for rate in found if rate.scheme == found[0].scheme]
    return max(own, key=lambda rate: rate.effective_from, default=None)


def rate_on(rates: Iterable[Rate], code: str, day: dt.date) -> Rate:
    """The rate by the day of the activity, never by the day of the claim or the payment (rule 1). Raises NoRate."""
    rate = row_on(rates, code, day)
    if rate is None:
        raise NoRate(day)
    return rate


def amap(rates: Iterable[Rate]) -> tuple[Rate, ...]:
    """The approved mileage amounts among the rates that price a card."""
    return tuple(rate for rate in rates if rate.scheme == AMAP)


def limit_on(limits: Iterable[Limit], code: str, day: dt.date) -> Limit:
    """The reference limit of a day, so that an old week is judged by its own figure (rule 32). Raises NoRate."""
    found = [limit for limit in limits if limit.code == code and in_force(limit, day)]
    if not found:
        raise NoRate(day)
    return max(found, key=lambda limit: limit.effective_from)
