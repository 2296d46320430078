"""When a meeting can be added, ticked or called off, and times as people write them."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

_TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.]?(?P<minute>[0-9]{2}))? ?(?P<half>am|pm)?", re.ASCII)
_NAMED = {"midday": dt.time(12), "noon": dt.time(12), "midnight": dt.time(0)}


def read_time(text: str) -> dt.time | None:
    """2pm, 2:30pm, 14.30, 14:30, 1430, midday; None where it is no time. 1 to 7 without am or pm is the afternoon:
    nobody meets at 2 at night."""
    said = text.strip().casefold().replace("a.m.", "am").replace("p.m.", "pm")
    if said in _NAMED:
        return _NAMED[said]
    found = _TIME.fullmatch(said)
    if not found:
        return None
    return _time(int(found["hour"]), int(found["minute"] or 0), found["half"], found["minute"] is not None)


def _time(hour: int, minute: int, half: str | None, exact: bool) -> dt.time | None:
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif hour < 8 and not (exact and hour == 0):
        hour += 12
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


@dataclass(frozen=True)
class MeetingFacts:
    """What the rules need to know of a meeting."""

    starts_at: dt.datetime
    called_off: bool
    ticked: int  # people whose attendance is kept


def why_not_tick(meeting: MeetingFacts, now: dt.datetime) -> str | None:
    """Nobody can have come to what has not begun, or did not take place."""
    if meeting.called_off:
        return "This meeting was called off. There is nobody to tick."
    if now < meeting.starts_at:
        return "This meeting has not begun. Come back when it has, to say who came."
    return None


def why_not_call_off(meeting: MeetingFacts, now: dt.datetime) -> str | None:
    """What took place cannot be called off: who came is kept, and paid."""
    if meeting.called_off:
        return "This meeting is called off already."
    if meeting.ticked:
        return "People are ticked as having come, so this meeting took place."
    return None


def why_not_change(meeting: MeetingFacts, now: dt.datetime) -> str | None:
    """The date and place of a meeting stay as they were once it began."""
    if meeting.called_off:
        return "This meeting was called off. Add a new one."
    return "This meeting has begun. Its date cannot change." if now >= meeting.starts_at else None


@dataclass(frozen=True)
class Tick:
    """Whether one person came; `minutes` for who left early."""

    person_id: str
    state: str  # came, left early, did not come
    minutes: int | None = None


def everyone_else_came(people: Iterable[str], ticked: Iterable[Tick]) -> list[Tick]:
    """The ticks as made, and "came" for everyone not ticked."""
    made = list(ticked)
    named = {one.person_id for one in made}
    return made + [Tick(person, "came") for person in people if person not in named]
