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
    yes: str = "Yes, continue"


@dataclass(frozen=True)
class Usual:
    """Above which a cost or a distance is asked about once more (settings)."""

    large_cost_pence: int
    many_miles: int


def doubt(step: str, answers: Answers, priced: Priced, usual: Usual, today: dt.date) -> Doubt | None:
    """Whether what was just answered looks like a slip (journeys 2.3): a question, never an error."""
    if found := _to_agree(step, answers, priced):
        return found
    if step in ("cost", "hours") and priced.cut_words:
        return Doubt(
            f"Is {pounds(priced.claimed_pence)} right?",
            f"{priced.cut_words}. You can still claim for all of it.",
        )
    if step in ("cost", "hours") and priced.claimed_pence > usual.large_cost_pence:
        return Doubt(
            f"Is {pounds(priced.claimed_pence)} right?", "This is more than people usually claim for this."
        )
    if step == "miles" and tenths(answers["miles"]) > usual.many_miles * 10:
        words = miles_words(tenths(answers["miles"]))
        return Doubt(f"Is {words} right?", f"This is more than {usual.many_miles} miles.")
    if step in ("when", "cost", "hours") and answers.get("when"):
        day = dt.date.fromisoformat(answers["when"])
        if today - day > LONG_AGO:
            return Doubt(f"Is {full_date(day)} right?", f"That was {(today - day).days // 30} months ago.")
    return None


STILL = "You can still send it."
MAY_NOT = "We may not be able to pay this"


def _to_agree(step: str, answers: Answers, priced: Priced) -> Doubt | None:
    """What should have been agreed before is said and never refused (rule 23)."""
    if not answers.get("agreement"):
        return None
    if step == "need" and answers["need"] != "agreed":
        words = f"We pay for a taxi that we agreed to before. {STILL} We will read why you needed it."
        return Doubt(MAY_NOT, words, "Continue")
    if step == "agreed" and answers["agreed"] == "no":
        return Doubt(MAY_NOT, f"We pay for this when we agreed to it before. {STILL}", "Continue")
    if step == "carer" and answers["more"] == "no":
        return Doubt(MAY_NOT, f"We pay for care that costs more than you normally pay. {STILL}", "Continue")
    if step == "hours" and priced.cut_words:
        words = f"{priced.cut_words}. You can still claim for all of it."
        return Doubt("You may need to agree this first", words, "Continue")
    return None
