"""When a claim that waits is spoken of (rule 53; journeys 10). Pure."""

import datetime as dt
from typing import NamedTuple

from portal.foundation.calendar import add_working_days, working_days_between

DRAFT_DAYS = (7, 30)  # after the draft was last touched
RECEIPT_DAYS = (5, 12)  # after the claim was sent


class Slipped(NamedTuple):
    """How often we have promised a day and missed it, counted from 1, and the day we promise now."""

    times: int
    new_date: dt.date


def slipped(check_by: dt.date, today: dt.date, days: int) -> Slipped | None:
    """None while the promised day is not over. Each new promise is `days` working days after the one before."""
    if today <= check_by:
        return None
    times = (max(working_days_between(check_by, today), 1) - 1) // days + 1
    return Slipped(times, add_working_days(check_by, times * days))


def round_of(since: dt.date, today: dt.date, days: tuple[int, ...]) -> int | None:
    """Which reminder is due, the largest of `days` that has passed; None before the first."""
    return max((day for day in days if today >= since + dt.timedelta(days=day)), default=None)
