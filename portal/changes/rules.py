"""Which changes need a second person, who that may be, and what a change would mean, in words.

A change of rate, cap, limit, approval rule, route or money role takes effect when an administrator or finance approver
confirms it who did not propose it, after a preview of people and pounds.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from portal.foundation.money import pounds

WAITING, CONFIRMED, TURNED_DOWN, TAKEN_BACK, ALONE = (
    "waiting", "confirmed", "turned down", "taken back", "alone",
)  # fmt: skip
STATES = {  # as people read them, with the tone of the tag
    WAITING: ("Waits for a second person", "care"),
    CONFIRMED: ("Confirmed", "good"),
    TURNED_DOWN: ("Turned down", "bad"),
    TAKEN_BACK: ("Taken back", "plain"),
    ALONE: ("In effect, confirmed by nobody", "info"),
}


@dataclass(frozen=True)
class Effect:
    """What a change would mean: how many people it touches, and by how many pence what the last 12 months came to
    would have been more (below zero: less). None: no money, or no way to say. `sentences` say the rest."""

    people: int
    pence: int | None = None
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChangeKind:
    """A kind of change that needs a second person; its room says how it is applied and what it would mean.

    apply(session, thing_id, values, *, by): inside the confirmer's writing(); `by` is who confirms.
    effect(thing_id, values): worked out whenever somebody reads the change, in three statements at most.
    why_not(thing_id, values): why it can't be done (any more), in words; None when it can.
    `values` holds "proposed_by", the id of who proposed it, beside what was given to propose().
    """

    name: str
    apply: Callable[..., Any]
    effect: Callable[[str, dict[str, Any]], Effect]
    why_not: Callable[[str, dict[str, Any]], str | None]


KINDS: dict[str, ChangeKind] = {}


def register(kind: ChangeKind) -> None:
    """Called by rooms in register(app)."""
    KINDS[kind.name] = kind


@dataclass(frozen=True)
class Answering:
    """Who would do what to a change: act is "confirm", "turn down" or "take back"."""

    act: str
    by: str
    proposed_by: str
    state: str


def why_not(asked: Answering) -> tuple[str, str] | None:
    """The code and the words of what stops it; None when nothing does."""
    if asked.state != WAITING:
        return "answered-already", f"Somebody was here before you: this change is {_is(asked.state)}."
    if asked.act == "take back" and asked.by != asked.proposed_by:
        return "not-yours", "Only the person who proposed a change can take it back."
    if asked.act != "take back" and asked.by == asked.proposed_by:
        return "same-person", (
            "You proposed this change. Another administrator or finance approver confirms it, or turns it down."
        )
    return None


def _is(state: str) -> str:
    return "in effect" if state == ALONE else state


def effect_words(effect: Effect) -> tuple[str, ...]:
    """People first, then pounds, then what else is to know."""
    return (_people_words(effect.people), *_pence_words(effect.pence), *effect.sentences)


def _people_words(people: int) -> str:
    if people == 0:
        return "It touches nobody's open claims or roles today."
    return f"It touches {people} {'person' if people == 1 else 'people'} today."


def _pence_words(pence: int | None) -> Iterable[str]:
    if pence is None:
        return ()
    if pence == 0:
        return ("What was paid or asked for in the last 12 months would have been the same.",)
    more = "more" if pence > 0 else "less"
    return (f"What was paid or asked for in the last 12 months would have been {pounds(abs(pence))} {more}.",)
