"""A role agreement: seven parts, each with what you do and what we do (P-23, domain.md 6), and what changed between
two versions.
"""

import datetime as dt
import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.foundation.calendar import add_working_days

TITLES = (
    "What the role is",
    "Time",
    "Help we give you",
    "Costs and payment",
    "How we decide together",
    "Privacy and what stays in the room",
    "If something goes wrong, and how to stop",
)
TRAVEL_DAYS = (5, 3)  # working days before a meeting in which travel is best, and can just, be booked
LONGEST = 3000  # characters of one side of a part


@dataclass(frozen=True)
class Part:
    """One of the seven parts."""

    title: str
    you: str  # what you do
    we: str  # what we do

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "Part":
        return cls(stored["title"], stored["you"], stored["we"])

    def plain(self) -> dict[str, str]:
        """As it is stored."""
        return {"title": self.title, "you": self.you, "we": self.we}


# What changed


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, were added, or were taken out."""

    kind: str  # "same", "added", "gone"
    text: str


@dataclass(frozen=True)
class MarkedPart:
    """One part with what changed in it; `changed` is False where it reads as before."""

    title: str
    you: tuple[Piece, ...]
    we: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        return any(piece.kind != "same" for piece in (*self.you, *self.we))


def marked(before: Sequence[Part], after: Sequence[Part]) -> list[MarkedPart]:
    """Each part with its changes word by word; a part without a forerunner is all new."""
    earlier = {part.title: part for part in before}
    empty = Part("", "", "")
    return [
        MarkedPart(part.title, pieces(was.you, part.you), pieces(was.we, part.we))
        for part in after
        for was in (earlier.get(part.title, empty),)
    ]


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts word by word: same and added joined are `after`, same and gone joined are `before`."""
    old, new = _words(before), _words(after)
    found: list[Piece] = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(new[k:m])))
            continue
        found += [Piece("gone", "".join(old[i:j]))] if i < j else []
        found += [Piece("added", "".join(new[k:m]))] if k < m else []
    return tuple(found)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\S+", text)


def changed_words(parts: Sequence[MarkedPart]) -> str:
    """ "We changed part 4." or "We changed parts 2 and 4."; empty where nothing did."""
    numbers = [str(number) for number, part in enumerate(parts, 1) if part.changed]
    if not numbers:
        return ""
    last = f" and {numbers[-1]}" if len(numbers) > 1 else ""
    return f"We changed part{'s' if last else ''} {', '.join(numbers[:-1]) if last else numbers[0]}{last}."


# Who may do what, when


@dataclass(frozen=True)
class Refusal:
    """Why something cannot be done, in words for the person who tried."""

    code: str
    text: str


def why_not_sign(person_id: str, by: str, state: str, has_draft: bool) -> Refusal | None:
    """Nobody signs an agreement with themselves; what is signed is never changed, only followed by a new version."""
    if person_id == by:
        return Refusal("own-role", "Someone else must sign this one, because the role is yours.")
    if state in ("said no", "ended"):
        return Refusal("role-over", "This role is over. There is nothing to sign.")
    return None if has_draft else Refusal("signed-already", "This version is signed already.")


def book_by(today: dt.date, first_meeting: dt.date | None) -> dt.date | None:
    """By when to ask for travel to be booked: a working week before the first meeting, or else what still leaves us
    the days that a booking takes; None where there is no time. Without a meeting, within a working week."""
    if first_meeting is None:
        return add_working_days(today, TRAVEL_DAYS[0])
    found = (add_working_days(first_meeting, -days) for days in TRAVEL_DAYS)
    return next((day for day in found if day > today), None)


def why_not_begin_version(state: str, waits_for_answer: bool) -> Refusal | None:
    """One version at a time: the person answers what they were sent before they are sent more."""
    if state in ("said no", "ended"):
        return Refusal("role-over", "This role is over. There is nothing to change.")
    if waits_for_answer:
        return Refusal(
            "waits", "They have not answered this version yet. Wait for their answer, or call them."
        )
    return None


def why_not_offer(pays_time: bool, offered_words: str) -> Refusal | None:
    """An agreement that offers payment says how much: a rate must be in force on the day it is signed (rule 1)."""
    if pays_time and not offered_words:
        return Refusal(
            "no-rate", "There is no rate in force for this opening. Choose one under “Pay and costs” first."
        )
    return None
