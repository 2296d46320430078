"""The time in tests: it begins at the same moment in each, and goes on from there as real time does."""

import datetime as dt
import time

from portal.foundation import calendar

START = dt.datetime(2026, 11, 17, 10, 0, tzinfo=dt.UTC)  # a Tuesday; UK clocks show the same


class Clock:
    """What `calendar.now()` answers while a test runs."""

    def __init__(self) -> None:
        self.set(START)

    def set(self, moment: dt.datetime) -> None:
        """From now on it is this moment (aware)."""
        began = time.monotonic()
        calendar.set_clock(lambda: moment + dt.timedelta(seconds=time.monotonic() - began))

    def set_day(self, day: dt.date, hour: int = 10) -> None:
        """From now on it is this UK day."""
        self.set(calendar.uk_moment(day, dt.time(hour)))

    def forward(self, **time: int) -> None:
        """Lets time pass: `forward(days=3)`, `forward(minutes=31)`."""
        self.set(calendar.now() + dt.timedelta(**time))
