"""Who may answer an interest, and when."""

from dataclasses import dataclass

from portal.openings.rules import INTEREST_STATES

WAITING = ("sent", "talking")


@dataclass(frozen=True)
class Refusal:
    """Why an interest cannot be answered so, in words for the coordinator."""

    code: str
    text: str


def why_not_answer(state: str, person_id: str, by: str, answered_by: str = "") -> Refusal | None:
    """Nobody accepts themselves. An interest is answered once; the first answer counts, whoever gave it."""
    if person_id == by:
        return Refusal("own-interest", "Someone else must answer this one, because it is yours.")
    if state in WAITING:
        return None
    if state == "withdrew":
        return Refusal("withdrew", "They took their interest back. There is nothing to answer.")
    who = answered_by or "Somebody"
    return Refusal("answered-already", f"{who} answered this already: {INTEREST_STATES[state].lower()}.")


@dataclass(frozen=True)
class Other:
    """Another opening that somebody may like instead."""

    id: str
    name: str
    shared: int  # strengths that the person has and the opening welcomes


def best_two(others: list[Other]) -> list[Other]:
    """The two to suggest: those that welcome most of the person's strengths; the order given breaks ties."""
    return sorted(others, key=lambda one: -one.shared)[:2]
