"""What matching knows of an opening and of a person."""

import datetime as dt
from dataclasses import dataclass

from portal.foundation.calendar import uk_time

WAYS_OF = {  # how an opening takes place → the ways of P-13 that fit
    "in person": frozenset({"in-person"}),
    "online": frozenset({"online"}),
    "both": frozenset({"in-person", "online"}),
    "at home": frozenset({"at-home"}),
}


@dataclass(frozen=True)
class OpeningFacts:
    """An opening. Codes are those of people/rules; `text` is all that it says about itself."""

    id: str
    strengths: frozenset[str] = frozenset()
    how: str = ""
    when_code: str | None = None
    next_meeting: dt.datetime | None = None
    miles: int | None = None  # from the town centre
    training: bool = False
    needs_met: frozenset[str] = frozenset()
    text: str = ""
    closes_on: dt.date | None = None

    @property
    def ways(self) -> frozenset[str]:
        return WAYS_OF.get(self.how, frozenset())

    @property
    def can_join_online(self) -> bool:
        return "online" in self.ways

    @property
    def has_place(self) -> bool:
        return "in-person" in self.ways


@dataclass(frozen=True)
class PersonFacts:
    """What a person told. `goals` in their own words; `last_place_on`: when their last place ended."""

    strengths: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    ways: frozenset[str] = frozenset()
    travel: str | None = None
    needs: frozenset[str] = frozenset()
    goals: tuple[str, ...] = ()
    has_place: bool = False
    last_place_on: dt.date | None = None


def part_of_week(moment: dt.datetime) -> str:
    """The code of P-13's times for a moment, by UK clocks: mornings end at midday, afternoons at 5pm."""
    there = uk_time(moment)
    if there.weekday() >= 5:
        return "weekends"
    hours = {12: "weekday-mornings", 17: "weekday-afternoons"}
    return next((code for end, code in hours.items() if there.hour < end), "weekday-evenings")
