"""The record: what a person can show of all that they gave (journeys P-36). Stories are not in it. Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from portal.contributions.rules import Given, given
from portal.foundation.calendar import duration, month_name

PARTS = {
    "roles": "My roles",
    "hours": "Hours I gave",
    "log": "What I did",
    "strengths": "My strengths",
    "goals": "Goals I reached",
    "thanks": "Words of thanks",
    "training": "Training",
}


class RoleLine(NamedTuple):
    """A role, when it began, and whether it goes on."""

    name: str
    since: dt.date
    ended: bool

    @property
    def words(self) -> str:
        return f"from {month_name(self.since)}" + (" (ended)" if self.ended else "")


class DoneLine(NamedTuple):
    """All that was done under one name."""

    what: str
    times: int
    minutes: int
    stories: int
    training: int  # how many of the times were training too
    first: dt.date
    last: dt.date

    @property
    def when(self) -> str:
        """ "March 2026", "March to May 2026", "December 2025 to May 2026"."""
        first, last = month_name(self.first), month_name(self.last)
        if self.first.year == self.last.year:
            first = f"{self.first:%B}"
        return (
            last
            if (self.first.year, self.first.month) == (self.last.year, self.last.month)
            else f"{first} to {last}"
        )

    @property
    def words(self) -> str:
        """ "12 times, 24 hours, March to May 2026"."""
        times = "once" if self.times == 1 else f"{self.times} times"
        return ", ".join([times, duration(self.minutes), self.when])


class ThanksLine(NamedTuple):
    """Somebody's words of thanks."""

    words: str
    name: str
    on_date: dt.date


@dataclass(frozen=True)
class Record:
    """Everything that may be shown; `parts` says what is."""

    name: str
    parts: tuple[str, ...]
    roles: Sequence[RoleLine]
    done: Sequence[DoneLine]
    strengths: Sequence[str]
    goals: Sequence[str]
    thanks: Sequence[ThanksLine]

    @property
    def given(self) -> Given:
        return given((line.minutes, line.stories, line.first) for line in self.done)

    @property
    def training(self) -> list[DoneLine]:
        return [line for line in self.done if line.training]

    @property
    def sections(self) -> list["Section"]:
        """What is shown, in order: each part with its lines; a part with nothing in it is left out."""
        return _sections(self, self.parts)

    @property
    def sections_printed(self) -> list["Section"]:
        """The same but for the hours, which open the page."""
        return _sections(self, [part for part in self.parts if part != "hours"])

    @property
    def given_words(self) -> dict[str, str]:
        """What was given and since when, for the first sentence; empty where hours are not shown."""
        total = self.given if "hours" in self.parts else Given(0, 0, None)
        return {"given": total.words, "since": month_name(total.since) if total.since else ""}


class Line(NamedTuple):
    """One line of a part: what it says, and more about it."""

    text: str
    more: str = ""


class Section(NamedTuple):
    """One part of the record."""

    title: str
    lines: list[Line]


def _sections(record: Record, parts: Sequence[str]) -> list[Section]:
    found = [Section(PARTS[part], _lines(record, part)) for part in PARTS if part in parts]
    return [section for section in found if section.lines]


def _lines(record: Record, part: str) -> list[Line]:
    if part == "hours":
        total = record.given
        return [Line(total.words, f"since {month_name(total.since)}")] if total.since else []
    return {
        "roles": [Line(role.name, role.words) for role in record.roles],
        "log": [Line(line.what, line.words) for line in record.done],
        "strengths": [Line(", ".join(record.strengths))] if record.strengths else [],
        "goals": [Line(words) for words in record.goals],
        "thanks": [
            Line(f"“{thanks.words}”", f"{thanks.name}, {month_name(thanks.on_date)}")
            for thanks in record.thanks
        ],
        "training": [Line(line.what, line.when) for line in record.training],
    }[part]
