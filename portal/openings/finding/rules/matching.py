"""Which openings fit somebody, each with its reasons in words.

M1  A reason says only what the person told us and what the opening says.  each _reason function
M2  At most three reasons and one "Check first"; nobody sees a number.     match()
M3  The same facts give the same order, whatever order they come in.       best()
M4  Help that we have not arranged yet never puts an opening further down: that is ours to mend.  _weight()
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from portal.foundation.calendar import clock_time, long_date
from portal.openings.finding.rules import checks
from portal.openings.finding.rules.facts import OpeningFacts, PersonFacts, part_of_week
from portal.people.rules import MEETING_NEEDS, STRENGTHS, TIMES, WAYS, travel_miles

MOST_REASONS = 3
LONG_WITHOUT = dt.timedelta(days=90)
FITTING = frozenset({"strength", "goal", "time"})  # one of these makes a match; the others only add to it
WEIGHTS = {"strength": 3, "goal": 3, "time": 2, "need": 1, "since": 2, "travel": 1, "way": 1}
HERE = {
    "in-person": "You can come in person.",
    "online": "You can join online.",
    "at-home": "You can do this at home.",
}
SHORT = 4  # letters; shorter words say nothing about what something is about
EMPTY_WORDS = frozenset({"about", "better", "learn", "other", "others", "people", "things", "would"})

__all__ = ["Match", "OpeningFacts", "PersonFacts", "best", "match"]


class Reason(NamedTuple):
    """One reason, in words; `kind` is a key of WEIGHTS."""

    kind: str
    text: str


@dataclass(frozen=True)
class Match:
    """An opening that fits, with what the person reads. `weight` orders; it is shown to nobody."""

    opening_id: str
    reasons: tuple[str, ...]
    check_first: str | None = None
    weight: int = field(default=0, repr=False)
    closes_on: dt.date | None = None


def best(
    openings: Iterable[OpeningFacts], person: PersonFacts, today: dt.date, limit: int = 5
) -> list[Match]:
    """The openings that fit best. Equal ones: what closes first comes first."""
    found = filter(None, (match(opening, person, today) for opening in openings))
    return sorted(found, key=_order)[:limit]


def _order(found: Match) -> tuple[int, dt.date, str]:
    return -found.weight, found.closes_on or dt.date.max, found.opening_id


def match(opening: OpeningFacts, person: PersonFacts, today: dt.date) -> Match | None:
    """Why an opening fits somebody; None where nothing they told speaks for it, or more than one thing against it."""
    reasons = list(_reasons(opening, person, today))
    against = list(checks.against(opening, person))
    if not FITTING & {reason.kind for reason in reasons} or len(against) > 1:
        return None
    ask = next(iter([*checks.to_ask(opening, person), *against]), None)
    weight = _weight(reasons, len(against))
    return Match(opening.id, _to_show(reasons), ask, weight, opening.closes_on)


def _weight(reasons: list[Reason], against: int) -> int:
    strengths = sum(reason.kind == "strength" for reason in reasons)
    kinds = {reason.kind for reason in reasons}
    return sum(WEIGHTS[kind] for kind in kinds) + 3 * max(0, min(strengths, 3) - 1) - 3 * against


def _to_show(reasons: list[Reason]) -> tuple[str, ...]:
    """One of each kind first: three strengths say less than a strength, a time and a goal."""
    first = {kind: [r for r in reasons if r.kind == kind] for kind in WEIGHTS}
    order = [group[place] for place in range(MOST_REASONS) for group in first.values() if len(group) > place]
    return tuple(reason.text for reason in order[:MOST_REASONS])


def _reasons(opening: OpeningFacts, person: PersonFacts, today: dt.date) -> Iterator[Reason]:
    for kind, texts in (
        ("strength", _strength_reasons(opening, person)),
        ("goal", _goal_reasons(opening, person)),
        ("time", _time_reasons(opening, person)),
        ("need", _need_reasons(opening, person)),
        ("since", _since_reasons(person, today)),
        ("travel", _travel_reasons(opening, person)),
        ("way", _way_reasons(opening, person)),
    ):
        yield from (Reason(kind, text) for text in texts)


def _strength_reasons(opening: OpeningFacts, person: PersonFacts) -> Iterator[str]:
    for code, strength in STRENGTHS.items():
        if code in opening.strengths and code in person.strengths:
            yield f"You picked '{in_a_sentence(strength.label)}'. This group needs {strength.phrase}."


def _goal_reasons(opening: OpeningFacts, person: PersonFacts) -> Iterator[str]:
    """A goal and an opening that speak of the same thing."""
    about = telling_words(opening.text)
    for goal in person.goals:
        shared = [word for word in ordered_words(goal) if word in about]
        if shared:
            more = (
                "Training is part of it."
                if opening.training
                else f"This opening also speaks of '{shared[0]}'."
            )
            yield f"Your goal is '{goal}'. {more}"


def _time_reasons(opening: OpeningFacts, person: PersonFacts) -> Iterator[str]:
    code = opening.when_code
    if code is None or code not in person.times or code not in TIMES or code == "it-changes":
        return
    said = f"You said {TIMES[code].phrase} are good for you."
    meeting = opening.next_meeting
    if meeting is not None and part_of_week(meeting) == code:
        yield f"{said} The next meeting is on {long_date(meeting)} at {clock_time(meeting)}."
    else:
        yield f"{said} It is on {TIMES[code].phrase}."


def _need_reasons(opening: OpeningFacts, person: PersonFacts) -> Iterator[str]:
    for code, need in MEETING_NEEDS.items():
        if code in person.needs and code in opening.needs_met:
            yield need.phrase


def _since_reasons(person: PersonFacts, today: dt.date) -> Iterator[str]:
    """Fairness (rule 60): true only for who had a place, has none now, and has had none for three months."""
    last = person.last_place_on
    if last is not None and not person.has_place and today - last >= LONG_WITHOUT:
        yield f"You have not had a place since {last:%B}{'' if last.year == today.year else f' {last.year}'}."


def _travel_reasons(opening: OpeningFacts, person: PersonFacts) -> Iterator[str]:
    most = travel_miles(person.travel)
    if most == 0 and opening.can_join_online and opening.has_place:
        yield "You said you cannot travel. You can join online."
    elif most and opening.has_place and opening.miles is not None and opening.miles <= most:
        yield f"It is {miles(opening.miles)} from the town centre. You said up to {most}."


def _way_reasons(opening: OpeningFacts, person: PersonFacts) -> Iterator[str]:
    for code, way in WAYS.items():
        if code in person.ways and code in opening.ways:
            yield f"You said {way.phrase} works for you. {HERE[code]}"


def in_a_sentence(label: str) -> str:
    """ "Listening" → "listening"; "GP" stays."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def miles(number: int) -> str:
    return "1 mile" if number == 1 else f"{number} miles"


def ordered_words(text: str) -> list[str]:
    """The words of a text that tell what it is about, in its order."""
    signs = "".join(sign if sign.isalnum() else " " for sign in text.casefold())
    return [word for word in signs.split() if len(word) > SHORT and word not in EMPTY_WORDS]


def telling_words(text: str) -> frozenset[str]:
    return frozenset(ordered_words(text))
