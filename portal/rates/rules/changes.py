"""A rate gets a new amount from a day on: the row before it ends the day before; none is ever rewritten."""

import datetime as dt
from collections.abc import Iterable

from portal.foundation.calendar import DAY, duration, full_date
from portal.foundation.money import half_up, pounds
from portal.rates.rules.rows import Rate, Unit


def why_not_start(rows: Iterable[Rate], start: dt.date, today: dt.date) -> str | None:
    """Why a new row of one rate cannot begin on `start`, in words for the administrator; None if it can.

    A day already past may have claims that were sent at the rate of that day.
    """
    if start < today:
        return (
            "Choose today or a later date. Rates for days already past come in a later release, "
            "because claims for those days may have been sent"
        )
    if any(row.effective_from == start for row in rows):
        return f"There is a rate from {full_date(start)} already. Choose another date"
    return None


def day_before_next(starts: Iterable[dt.date], start: dt.date) -> dt.date | None:
    """The last day of a row that begins on `start`, by when the others begin; None where it is the newest."""
    later = [other for other in starts if other > start]
    return min(later) - DAY if later else None


def preview(rate: Rate) -> str:
    """What a row will mean, before it is saved: "A 12-mile trip pays £6.60 from 6 April 2026"."""
    words, times = _EXAMPLES[rate.unit]
    block = duration(rate.block_minutes or 0)
    amount = pounds(half_up(rate.amount_pence * times))
    return f"{words.format(label=rate.label, block=block)} {amount} from {full_date(rate.effective_from)}"


_EXAMPLES = {
    Unit.HOUR: ("2 hours pays", 2),
    Unit.BAND: ("{label} pays", 1),
    Unit.BLOCK: ("Each {block} or part of it pays", 1),
    Unit.TASK: ("{label} pays", 1),
    Unit.MILE: ("A 12-mile trip pays", 12),
    Unit.MILE_EACH: ("Each passenger on a 12-mile trip adds", 12),
    Unit.MEETING: ("An online meeting pays", 1),
    Unit.CAP_ITEM: ("{label} pays up to", 1),
    Unit.CAP_HOUR: ("{label} for 2 hours pays up to", 2),
}
