"""Limits change when a second person confirms. The room of such changes stands after this one: it answers here."""

import datetime as dt
from typing import Any, Protocol

from portal.organisation.rules import SECOND_PERSON


class SecondPerson(Protocol):
    """What that room answers."""

    def propose(self, name: str, value: Any, from_date: dt.date, why: str, *, by: str) -> tuple[str, str]:
        """Proposes a setting's value; what is said to the administrator, and where they go then."""

    def alone(self, person_id: str) -> bool:
        """Whether nobody else could confirm."""

    def waiting(self, name: str) -> list[tuple[str, str]]:
        """(id, title) of the changes of a setting that wait."""


_registered: dict[str, SecondPerson] = {}


def register(answers: SecondPerson) -> None:
    """Called by that room at start."""
    _registered["second person"] = answers


def of(name: str) -> SecondPerson | None:
    """Whom to ask about a setting; None for one that one person changes."""
    return _registered["second person"] if name in SECOND_PERSON else None
