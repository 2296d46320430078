"""Who may answer an ask for money first, and let go what is left of one (rules 42, 64)."""

from collections.abc import Collection

from portal.claims.hands import OWN_CLAIM, Refusal
from portal.foundation.money import pounds


def why_not_decide(person_id: str, made_by: str, state: str, by: str) -> Refusal | None:
    """Rule 42 for an ask. None: it can be decided."""
    if by in (person_id, made_by):
        return OWN_CLAIM
    return (
        None
        if state == "asked"
        else Refusal("decided", "This has been decided already, or is not needed any more.")
    )


def why_not_came_back(person_id: str, hands: Collection[str | None], by: str) -> Refusal | None:
    """Whoever agreed to the money or gave it does not say alone that it came back. None: `by` may."""
    if by == person_id:
        return Refusal("own-money", "This is your own money. Ask a colleague.")
    if by in hands:
        return Refusal(
            "same-person", "You agreed to this money or gave it. A colleague says that it came back."
        )
    return None


def why_not_let_go(person_id: str, first: str | None, pence: int, most_pence: int, by: str) -> Refusal | None:
    """Two different people say yes, neither of them the person, up to a limit. None: `by` may."""
    if by == person_id:
        return Refusal("own-money", "You cannot let your own money go. Ask a colleague.")
    if by == first:
        return Refusal("same-person", "You said yes to this already. A second person says yes too.")
    if pence > most_pence:
        return Refusal(
            "too-much", f"More than {pounds(most_pence)} cannot be let go here. Agree on parts with them."
        )
    return None
