"""Money first: what can be asked, who decides, how far it is, and what people read about it. Pure (rule 64)."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from portal.foundation.calendar import add_working_days, long_date
from portal.foundation.money import pounds

NEEDS = {
    "book": "Book my travel for me",
    "ticket": "Send a ticket to my phone",
    "before": "Pay me before I go",
    "cash": "Give me cash on the day",
    "other": "Something else",
}
HOW = {
    "booked": "Booked by us",
    "ticket": "Ticket sent to their phone",
    "before": "Paid into their account before",
    "cash": "Cash on the day",
}
ADVANCES = ("before", "cash")  # money that the person gets: receipts show later what became of it
JOURNEYS = ("book", "ticket")
SETTLES = {
    "later": "Take it from later payments, in parts",
    "pay back": "I will pay it back",
    "let go": "Ask you to let it go",
}
PROOF_DAYS = (0, 5)  # days after the promised one on which the person is reminded
TODO_AFTER = 12


@dataclass(frozen=True)
class Facts:
    """How far one ask is. `claim_state`: of the claim that shows what was spent; "" for none."""

    state: str
    how: str = ""
    paid: bool = False
    given: bool = False
    claim_state: str = ""
    open_pence: int = 0


def stage(facts: Facts) -> str:
    """One word for what is next: a key of LABELS."""
    if facts.state != "agreed":
        return facts.state
    if facts.how not in ADVANCES:
        return "met"
    if not facts.paid:
        return ("got" if facts.given else "cash") if facts.how == "cash" else "coming"
    if facts.open_pence == 0:
        return "cleared"
    return {"sent": "checked", "question": "checked", "decided": "left"}.get(facts.claim_state, "proof")


LABELS = {
    "asked": ("Asked", "info"),
    "withdrawn": ("Cancelled", "plain"),
    "not possible": ("Not possible", "plain"),
    "met": ("Booked by us", "good"),
    "coming": ("Agreed", "good"),
    "cash": ("Agreed: cash on the day", "good"),
    "got": ("Say that you got it", "care"),
    "proof": ("Receipts to come", "care"),
    "checked": ("Receipts being checked", "info"),
    "left": ("Some is left", "care"),
    "cleared": ("Done", "good"),
}


class Told(NamedTuple):
    """What a person reads: a label with its tone, and what happens next."""

    label: str
    tone: str
    sentence: str


def told(
    step: str, *, agreed_pence: int, open_pence: int, answer_by: dt.date, needed_by: dt.date,
    proof_by: dt.date | None, settle: str = "", part_pence: int = 0,
) -> Told:  # fmt: skip
    """The words of one ask for its person."""
    money, left = pounds(agreed_pence), pounds(open_pence)
    due = f" by {long_date(proof_by)}" if proof_by else ""
    words = {
        "asked": f"We will answer you by {long_date(answer_by)}.",
        "withdrawn": "You do not need this any more.",
        "not possible": "You can still claim your costs after.",
        "met": "You do not need to claim for this, and we need no receipt.",
        "coming": f"We will pay you {money} by {long_date(needed_by)}.",
        "cash": f"We will give you {money} in cash on the day.",
        "got": f"We gave you {money} in cash. Did you get it?",
        "proof": f"Send the receipt for the {money} we paid you before{due}. It does not have to be the same amount.",
        "checked": "We are looking at what you spent.",
        "left": _left(left, settle, part_pence),
        "cleared": f"Nothing is left of the {money} we paid you before. You have nothing to do.",
    }
    return Told(*LABELS[step], words[step])


def _left(left: str, settle: str, part_pence: int) -> str:
    return {
        "later": f"{left} is left. We take up to {pounds(part_pence)} from each claim for costs until it is even.",
        "pay back": f"{left} is left. You said that you pay it back.",
        "let go": f"{left} is left. You asked us to let it go. We will tell you.",
    }.get(settle, f"You spent less than we paid you: {left} is left. You choose what happens with it.")


def enough_time(today: dt.date, needed_by: dt.date, days: int) -> bool:
    """Whether the ask comes so many working days before; a later one is taken all the same."""
    return add_working_days(today, days) <= needed_by


def to_clear(approved_pence: int, cleared_pence: int, open_pence: int, most_pence: int | None = None) -> int:
    """How much of an approved cost was paid before already: never more than is open, or than the person said yes to."""
    wanted = min(approved_pence - cleared_pence, open_pence)
    return max(min(wanted, most_pence) if most_pence is not None else wanted, 0)


def same_journey(booked: tuple[str, str], start: str, end: str) -> bool:
    """Whether a claimed journey is the one we booked, either way round."""
    mine = {_place(start), _place(end)}
    return "" not in mine and mine == {_place(place) for place in booked}


def _place(name: str) -> str:
    return " ".join(name.casefold().split())


def round_of(proof_by: dt.date, today: dt.date) -> int | None:
    """Which reminder is due, counted from 1; None before the first."""
    passed = [n for n, days in enumerate(PROOF_DAYS, 1) if today >= proof_by + dt.timedelta(days=days)]
    return passed[-1] if passed else None
