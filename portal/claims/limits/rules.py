"""What counts toward a person's own limit, and when they would be over it (domain.md rules 25, 27–31, 33, 34). Pure.

A limit is the person's own figure, never advice, and never stops anything: these functions say sums, no conclusions.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from portal.foundation.calendar import Period, duration, long_date, month_period, week_start
from portal.foundation.money import pounds

WEEK, MONTH = "week", "month"
SIX_DAYS = dt.timedelta(days=6)


@dataclass(frozen=True)
class OwnLimit:
    """What a person set: pence or minutes or both, for a week or a month that starts on their own day."""

    pence: int | None
    each: str = WEEK
    starts: int = 0  # a week: Monday 0 … Sunday 6; a month: its first day, 1 … 31
    minutes: int | None = None  # "under N": N itself is over (rule 33)


@dataclass(frozen=True)
class Counted:
    """One payment as it counts: the day of the activity, the day the money arrives, and how much."""

    on_date: dt.date
    arrives: dt.date
    pence: int
    minutes: int = 0


@dataclass(frozen=True)
class Over:
    """One way in which the person would be over what they set. `by`: done (activity), arrives, or hours."""

    by: str
    period: Period
    each: str
    would_have: int  # pence, or minutes for hours
    limit: int

    @property
    def over_by(self) -> int:
        return self.would_have - self.limit

    @property
    def words(self) -> str:
        """ "With this you would have £225.00 for the week from Monday 12 October 2026. The limit you gave is …"."""
        show = duration if self.by == "hours" else pounds
        under = "under " if self.by == "hours" else ""
        which = " by the day the money arrives" if self.by == "arrives" else ""
        return (
            f"With this you would have {show(self.would_have)} for the {self.each} from "
            f"{long_date(self.period.start)}{which}. The limit you gave is {under}{show(self.limit)}."
        )


def counts(
    kind: str, pence: int, *, approved_pence: int = 0, flat: bool = False, charity: bool = False
) -> int:
    """How much of one line counts (rules 25, 27, 29). `approved_pence`: the approved mileage of the same miles.

    Payment for time counts as taken; given to charity, nothing. A flat allowance counts whole, mileage above the
    approved rate by what is above, and money back for real costs never.
    """
    if charity:
        return 0
    if kind == "time" or flat:
        return pence
    return max(pence - approved_pence, 0) if kind == "miles" else 0


def period_of(limit: OwnLimit, day: dt.date) -> Period:
    """The person's own week or month around a day (rules 31, 34)."""
    if limit.each == MONTH:
        return month_period(day, limit.starts)
    first = week_start(day, limit.starts)
    return Period(first, first + SIX_DAYS)


def over(limit: OwnLimit, others: Iterable[Counted], new: Counted) -> list[Over]:
    """Each way in which `new`, with all others, goes above the limit; equal is fine, for hours it is not (rule 33).

    By the week of the activity and by the week the money arrives (rules 28, 30); a month by arrival alone (rule 34).
    """
    known = list(others)
    found = []
    if limit.pence is not None:
        ways = ("arrives",) if limit.each == MONTH else ("done", "arrives")
        found = [_money(limit, way, known, new) for way in ways]
    if limit.minutes is not None:
        found.append(_hours(limit, known, new))
    return [one for one in found if one.over_by > 0 or (one.by == "hours" and one.over_by == 0)]


def left(limit: OwnLimit, others: Iterable[Counted], on_date: dt.date, arrives: dt.date) -> int | None:
    """Pence that a new payment could be without going above the limit in either way; None without a money limit."""
    if limit.pence is None:
        return None
    known, nothing = list(others), Counted(on_date, arrives, 0)
    ways = ("arrives",) if limit.each == MONTH else ("done", "arrives")
    return max(0, min(limit.pence - _money(limit, way, known, nothing).would_have for way in ways))


def _money(limit: OwnLimit, way: str, others: list[Counted], new: Counted) -> Over:
    period = period_of(limit, _day(new, way))
    total = sum(one.pence for one in [*others, new] if _day(one, way) in period)
    return Over(way, period, limit.each, total, limit.pence or 0)


def _hours(limit: OwnLimit, others: list[Counted], new: Counted) -> Over:
    period = period_of(limit, new.on_date)
    total = sum(one.minutes for one in [*others, new] if one.on_date in period)
    return Over("hours", period, limit.each, total, limit.minutes or 0)


def _day(one: Counted, way: str) -> dt.date:
    return one.arrives if way == "arrives" else one.on_date
