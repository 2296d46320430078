"""Whom a rate touches: later rooms know, and answer through what they register here."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.rates.rules import PricedLines


@dataclass(frozen=True)
class Touched:
    """People with an open claim or a role under a rate, and the lines of the last 12 months that it priced."""

    people: int = 0
    lines: tuple[PricedLines, ...] = ()


_counters: list[Callable[[str, str | None], Touched]] = []


def register(counter: Callable[[str, str | None], Touched]) -> None:
    """Called by the room that knows: (card's id, code of the rate or None for all of the card) -> Touched."""
    _counters[:] = [counter]


def touched(card_id: str, code: str | None) -> Touched:
    """What the room that knows says today."""
    return _counters[0](card_id, code) if _counters else Touched()
