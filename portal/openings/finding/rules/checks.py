"""What to check first about an opening: what we must still arrange, and what speaks against it."""

from collections.abc import Iterator

from portal.openings.finding.rules.facts import OpeningFacts, PersonFacts
from portal.people.rules import MEETING_NEEDS, TIMES, WAYS, travel_miles

ARRANGED = (
    "bsl",
    "sse",
    "speech-to-text",
    "lipspeaker",
    "deafblind",
    "language",
    "captions",
)  # people or equipment
OF_A_ROOM = ("loop", "quiet", "step-free")


def to_ask(opening: OpeningFacts, person: PersonFacts) -> Iterator[str]:
    """Help at meetings that the opening does not say it can give. It is ours to arrange, and nobody's fault."""
    if opening.how == "at home":
        return
    wanted = [*ARRANGED, *(OF_A_ROOM if opening.has_place else ())]
    for code in wanted:
        if code in person.needs and code not in opening.needs_met:
            yield f"You told us '{MEETING_NEEDS[code].label}' helps you. Ask us how we can do this here."


def against(opening: OpeningFacts, person: PersonFacts) -> Iterator[str]:
    """What the person said that does not fit, most important first."""
    yield from filter(
        None, (_too_far(opening, person), _other_way(opening, person), _other_time(opening, person))
    )


def _too_far(opening: OpeningFacts, person: PersonFacts) -> str | None:
    most = travel_miles(person.travel)
    if most is None or not opening.has_place:
        return None
    if most == 0:
        return None if opening.can_join_online else "It is in person. You said you cannot travel."
    if opening.miles is None or opening.miles <= most:
        return None
    online = " You can join online." if opening.can_join_online else ""
    return f"It is {opening.miles} miles from the town centre. You said up to {most}.{online}"


def _other_way(opening: OpeningFacts, person: PersonFacts) -> str | None:
    if not person.ways or not opening.ways or person.ways & opening.ways:
        return None
    here = " or ".join(WAYS[code].phrase for code in WAYS if code in opening.ways)
    yours = " or ".join(WAYS[code].phrase for code in WAYS if code in person.ways)
    return f"It is {here}. You said {yours}."


def _other_time(opening: OpeningFacts, person: PersonFacts) -> str | None:
    fixed = person.times - {"it-changes"}
    if opening.when_code not in TIMES or not fixed or person.times & {opening.when_code, "it-changes"}:
        return None
    yours = " or ".join(TIMES[code].phrase for code in TIMES if code in fixed)
    return f"It is on {TIMES[opening.when_code].phrase}. You said {yours}."
