"""What a person may still do with a claim that they sent. Pure."""

from collections.abc import Sequence

from portal.claims.rules import LineState, may

WANTS = ("words", "photo", "amount", "call")


def may_take_back(state: str, lines: Sequence[LineState], role: str) -> bool:
    """Before anything is decided a claim can go back to being a draft."""
    return may("decision", "take back", state, role) and _nothing_decided(lines)


def may_cancel(state: str, lines: Sequence[LineState], role: str) -> bool:
    """Before anything is decided a claim can be given up."""
    return may("decision", "cancel", state, role) and _nothing_decided(lines)


def _nothing_decided(lines: Sequence[LineState]) -> bool:
    return all(line.decision == "undecided" for line in lines)
