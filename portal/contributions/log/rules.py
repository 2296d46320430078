"""The log: how long things take, sums by month, and their words (journeys P-30, P-31, P-34). Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from portal.contributions.rules import Given, counted, given
from portal.foundation.calendar import clock_time, days_ago, duration, long_date, month_name, uk_date

# Half a day and a day are short of 4 and 8 hours: a rough answer must not tip a pay band (domain.md rule 2).
TIMES = {
    "30": "30 minutes",
    "60": "1 hour",
    "120": "2 hours",
    "210": "Half a day",
    "420": "A day",
    "other": "Other",
}
ALSO = {
    "reading": "Reading papers",
    "travelling": "Travelling",
    "talking": "Talking to others",
    "training": "Training",
}
MOST_MINUTES = 24 * 60


@dataclass(frozen=True)
class Did:
    """What somebody did and when; ids when it was for a role, or a session of it."""

    what: str
    on_date: dt.date
    role_id: str | None = None
    meeting_id: str | None = None
    team_id: str | None = None


def time_choice(minutes: int | None) -> str | None:
    """The radio that a stored time stands under."""
    if minutes is None:
        return None
    return str(minutes) if str(minutes) in TIMES else "other"


def also_words(codes: Iterable[str]) -> str:
    """ "Reading papers, travelling"."""
    picked = set(codes)
    return ", ".join(label for code, label in ALSO.items() if code in picked).capitalize()


def session_label(name: str, starts_at: dt.datetime, today: dt.date) -> str:
    """ "Falls group, today 2pm"; "Falls group, Tuesday 3 March 2026, 2pm"."""
    day, time = uk_date(starts_at), clock_time(starts_at)
    near = 0 <= (today - day).days <= 1
    return f"{name}, {days_ago(day, today)} {time}" if near else f"{name}, {long_date(day)}, {time}"


def saved_words(what: str, minutes: int, in_role: bool) -> str:
    """ "Saved: 2 hours at Falls group."; for anything else "Saved: 2 hours. Read the leaflet"."""
    return f"Saved: {duration(minutes)} at {what}." if in_role else f"Saved: {duration(minutes)}. {what}"


@dataclass(frozen=True)
class MonthSum:
    """All that somebody gave in one month for one role (None: something else)."""

    month: dt.date  # its first day
    role_id: str | None
    role: str | None
    minutes: int
    entries: int
    stories: int
    first: dt.date


@dataclass(frozen=True)
class Sums:
    """The whole log in sums, narrowed to a year, a role or both."""

    rows: tuple[MonthSum, ...]

    def narrowed(self, year: int | None, role_id: str | None) -> "Sums":
        fits = (row for row in self.rows if year in (None, row.month.year) and role_id in (None, row.role_id))
        return Sums(tuple(fits))

    @property
    def given(self) -> Given:
        return given((row.minutes, row.stories, row.first) for row in self.rows)

    @property
    def entries(self) -> int:
        return sum(row.entries for row in self.rows)

    @property
    def years(self) -> list[int]:
        """Newest first."""
        return sorted({row.month.year for row in self.rows}, reverse=True)

    @property
    def roles(self) -> dict[str, str]:
        """Names by id, of roles that something was logged for."""
        return {row.role_id: row.role or "" for row in self.rows if row.role_id}

    def minutes_in(self, day: dt.date) -> int:
        """Minutes in the month that a day is in."""
        return sum(row.minutes for row in self.rows if row.month == day.replace(day=1))


def total_words(sums: Sums, you_have: str, today: dt.date) -> str:
    """ "You have given 14 hours since March. 6 stories." """
    total = sums.given
    if total.since is None:
        return ""
    since = f"{total.since:%B}" if total.since.year == today.year else month_name(total.since)
    stories = f" {counted(total.stories, 'story', 'stories')}." if total.stories else ""
    return f"{you_have} given {duration(total.minutes)} since {since}.{stories}"
