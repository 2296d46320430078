"""What looks like a slip is asked about once more (journeys 2.3): a question, never an error."""

import datetime as dt
from dataclasses import dataclass

from portal.claims.costs.rules.families import Answers
from portal.claims.costs.rules.pricing import Priced, tenths
from portal.foundation.calendar import full_date
from portal.foundation.money import pounds
from portal.rates.rules import miles_words

LONG_AGO = dt.timedelta(days=300)  # a date so far back is more often a slip than a late claim


@dataclass(frozen=True)
class Doubt:
    """A likely mistake: the question that stands as h1, and what made us ask."""

    question: str
    text: str


@dataclass(frozen=True)
class Usual:
    """Above which a cost or a distance is asked about once more (settings)."""

    large_cost_pence: int
    many_miles: int


def doubt(step: str, answers: Answers, priced: Priced, usual: Usual, today: dt.date) -> Doubt | None:
    """Whether what was just answered looks like a slip (journeys 2.3): a question, never an error."""
    if step == "cost" and priced.cut_words:
        return Doubt(
            f"Is {pounds(priced.claimed_pence)} right?",
            f"{priced.cut_words}. You can still claim for all of it.",
        )
    if step == "cost" and priced.claimed_pence > usual.large_cost_pence:
        return Doubt(
            f"Is {pounds(priced.claimed_pence)} right?", "This is more than people usually claim for this."
        )
    if step == "miles" and tenths(answers["miles"]) > usual.many_miles * 10:
        words = miles_words(tenths(answers["miles"]))
        return Doubt(f"Is {words} right?", f"This is more than {usual.many_miles} miles.")
    if step in ("when", "cost") and answers.get("when"):
        day = dt.date.fromisoformat(answers["when"])
        if today - day > LONG_AGO:
            return Doubt(f"Is {full_date(day)} right?", f"That was {(today - day).days // 30} months ago.")
    return None
