"""The words that a cost's questions are filled in with: who is asked, and what it was that cost something."""

from flask import abort

from portal.claims.costs import rules
from portal.claims.costs.rules.families import FAMILIES
from portal.claims.kinds.rules import family_of
from portal.claims.reach import MyLine, you, your


def words_for(mine: MyLine) -> dict[str, str]:
    """Keys are the braces in costs/forms.py."""
    kind, answers = mine.line.kind, mine.line.details
    pages = FAMILIES.get(family_of(kind)) or abort(404)  # payment for time and passengers have no pages
    asked, date = pages.when
    thing = rules.cost_name(kind, answers)
    return {
        "you": you(),
        "your": your(),
        "you_were": f"{you()} was" if you() != "you" else "you were",
        "When": asked.format(you=you()),
        "date": date.format(you=you()),
        "hint": pages.hint,
        "the_cost": thing if thing == "it" else f"the {thing}",
        "cost": "the" if thing == "it" else thing,
    }
