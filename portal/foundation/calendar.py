"""Time. Moments are aware and in UTC; people see UK dates. The clock is read once at the top of an act and passed on.

Tests set the clock with `at(moment)`. Rules never read it: they are given the day.
"""

import calendar as month_lengths
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")
DAY = dt.timedelta(days=1)
MONDAY = 0

Nation = Literal["england", "scotland", "wales", "northern-ireland"]
_SUBDIVISION: dict[Nation, str] = {
    "england": "ENG",
    "scotland": "SCT",
    "wales": "WLS",
    "northern-ireland": "NIR",
}
When = dt.date | dt.datetime


# The clock


def _real_clock() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


_clock: Callable[[], dt.datetime] = _real_clock


def now() -> dt.datetime:
    """This moment, aware, in UTC."""
    return _utc(_clock())


def today() -> dt.date:
    """The date that people in the UK see on their calendar now."""
    return uk_date(now())


def set_clock(clock: Callable[[], dt.datetime] | None) -> None:
    """For tests and the demo: where `now` comes from in all threads; None is the real clock again."""
    global _clock
    _clock = clock or _real_clock


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """For tests: inside, it is this moment."""
    before, fixed = _clock, _utc(moment)
    set_clock(lambda: fixed)
    try:
        yield
    finally:
        set_clock(before)


# Moments and UK days


def _utc(moment: dt.datetime) -> dt.datetime:
    if moment.tzinfo is None:
        raise ValueError("naive datetime: a moment needs its time zone")
    return moment.astimezone(dt.UTC)


def uk_time(moment: dt.datetime) -> dt.datetime:
    """The moment as UK clocks show it."""
    return _utc(moment).astimezone(UK)


def uk_date(moment: dt.datetime) -> dt.date:
    """The UK date of a moment: half past midnight in summer is still yesterday in UTC."""
    return uk_time(moment).date()


def uk_moment(day: dt.date, time: dt.time) -> dt.datetime:
    """The moment, in UTC, when UK clocks show this day and time.

    In October's hour that comes twice it is the first; in March's hour that is left out, one hour later.
    """
    return dt.datetime.combine(day, time, UK).astimezone(dt.UTC)


def uk_day(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The moments when a UK day begins and when the next one does: 23, 24 or 25 hours apart."""
    return uk_moment(day, dt.time()), uk_moment(day + DAY, dt.time())


def day_of(when: When) -> dt.date:
    """A date as it is; a moment by its UK date. A datetime is a date to Python, and would show UTC's."""
    return uk_date(when) if isinstance(when, dt.datetime) else when


# How dates and times read


def long_date(when: When) -> str:
    """Tuesday 3 March 2026."""
    return f"{day_of(when):%A} {full_date(when)}"


def full_date(when: When) -> str:
    """3 March 2026."""
    day = day_of(when)
    return f"{day.day} {day:%B} {day.year}"


def short_date(when: When, today: dt.date | None = None) -> str:
    """3 March in the year of `today` (the clock's if not given), 3 March 2026 in any other."""
    day = day_of(when)
    this_day = today or uk_date(now())
    return f"{day.day} {day:%B}" if day.year == this_day.year else full_date(day)


def month_name(when: When) -> str:
    """March 2026."""
    day = day_of(when)
    return f"{day:%B} {day.year}"


def clock_time(when: dt.time | dt.datetime) -> str:
    """2pm, 2:30pm, midday, midnight; a moment by UK clocks."""
    time = uk_time(when).time() if isinstance(when, dt.datetime) else when
    if time.minute == 0 and time.hour % 12 == 0:
        return "midday" if time.hour else "midnight"
    minutes = f":{time.minute:02}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes}{'pm' if time.hour >= 12 else 'am'}"


def time_range(start: dt.time | dt.datetime, end: dt.time | dt.datetime) -> str:
    """9am to 5pm."""
    return f"{clock_time(start)} to {clock_time(end)}"


def duration(minutes: int) -> str:
    """1 hour 30 minutes; 2 hours; 45 minutes."""
    hours, rest = divmod(minutes, 60)
    parts = [_counted(hours, "hour")] if hours else []
    return " ".join(parts + ([_counted(rest, "minute")] if rest or not hours else []))


def days_ago(when: When, today: dt.date | None = None) -> str:
    """today, yesterday, 3 days ago; tomorrow, in 3 days."""
    days = ((today or uk_date(now())) - day_of(when)).days
    if abs(days) <= 1:
        return {0: "today", 1: "yesterday", -1: "tomorrow"}[days]
    return f"{days} days ago" if days > 0 else f"in {-days} days"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


# Years, months and weeks that money is counted by


@dataclass(frozen=True)
class Period:
    """Days from `start` to `end`, both counted in."""

    start: dt.date
    end: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True)
class TaxYear(Period):
    """6 April to 5 April (rule 41). `label` reads 2026/27."""

    @property
    def label(self) -> str:
        return f"{self.start.year}/{self.end.year % 100:02}"

    @property
    def slug(self) -> str:
        """For addresses and file names: 2026-27."""
        return self.label.replace("/", "-")


def tax_year(day: dt.date) -> TaxYear:
    """The tax year that a day is in."""
    return tax_year_from(day.year if (day.month, day.day) >= (4, 6) else day.year - 1)


def tax_year_from(year: int) -> TaxYear:
    """The tax year that begins on 6 April of that year."""
    return TaxYear(dt.date(year, 4, 6), dt.date(year + 1, 4, 5))


def financial_year(day: dt.date) -> Period:
    """The organisation's year that a day is in: 1 April to 31 March."""
    year = day.year if day.month >= 4 else day.year - 1
    return Period(dt.date(year, 4, 1), dt.date(year + 1, 3, 31))


def week_start(day: dt.date, weekday: int = MONDAY) -> dt.date:
    """The first day of the week that `day` is in, for a person whose week starts on `weekday` (Monday 0; rule 31)."""
    return day - (day.weekday() - weekday) % 7 * DAY


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or its last: 30 November and 3 months is 28 February (rule 24)."""
    month = day.year * 12 + day.month - 1 + months
    return _in_month(month // 12, month % 12 + 1, day.day)


def month_period(day: dt.date, start_day: int) -> Period:
    """The month around `day` that begins on a person's own day (rule 34), or on the last of a shorter month."""
    start = _in_month(day.year, day.month, start_day)
    if day < start:
        start = add_months(start.replace(day=1), -1)
        start = _in_month(start.year, start.month, start_day)
    following = add_months(start.replace(day=1), 1)
    return Period(start, _in_month(following.year, following.month, start_day) - DAY)


def _in_month(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, min(day, month_lengths.monthrange(year, month)[1]))


# Working days


@lru_cache(maxsize=128)
def bank_holidays(nation: Nation, year: int) -> frozenset[dt.date]:
    """The bank holidays of one nation in one calendar year."""
    import holidays  # half a second that only the first page to count working days should wait

    return frozenset(holidays.country_holidays("GB", subdiv=_SUBDIVISION[nation], years=year))


def is_working_day(day: dt.date, nation: Nation = "england") -> bool:
    """Monday to Friday and no bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(nation, day.year)


def next_working_day(day: dt.date, nation: Nation = "england") -> dt.date:
    """The first working day after this one."""
    return add_working_days(day, 1, nation)


def add_working_days(day: dt.date, count: int, nation: Nation = "england") -> dt.date:
    """The day that is so many working days after this one (before it, if negative). 0 is the day itself."""
    step = DAY if count > 0 else -DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, nation)
    return day


def working_days_between(start: dt.date, end: dt.date, nation: Nation = "england") -> int:
    """Working days after `start`, up to and with `end`; negative when `end` comes first."""
    if end < start:
        return -working_days_between(end, start, nation)
    days = (start + number * DAY for number in range(1, (end - start).days + 1))
    return sum(is_working_day(day, nation) for day in days)
