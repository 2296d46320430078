"""The words that a cost's questions are filled in with: who is asked, and what it was that cost something."""

from flask import abort

from portal.claims.costs import rules
from portal.claims.reach import MyLine, you, your

PAID_WHEN = {
    "public transport": ("When did {you} travel?", "date {you} travelled"),
    "own vehicle": ("When did {you} travel?", "date {you} travelled"),
    "food": ("When did {you} buy it?", "date {you} bought it"),
}
OTHER_WHEN = ("When did {you} pay?", "date {you} paid")
HINTS = {
    "public transport": "All tickets for this journey, for example 6.40",
    "own vehicle": "Add up the miles there and back. For example, 12 or 12.5",
    "parking": "For example, 4.50",
    "food": "For example, 5.20",
    "other": "For example, 4.50",
}


def words_for(mine: MyLine) -> dict[str, str]:
    """Keys are the braces in costs/forms.py."""
    kind, answers = mine.line.kind, mine.line.details
    if kind not in rules.STEPS:
        abort(404)  # payment for time and passengers have no pages here
    asked, date = PAID_WHEN.get(kind, OTHER_WHEN)
    thing = _thing(kind, answers)
    return {
        "you": you(),
        "your": your(),
        "you_were": f"{you()} was" if you() != "you" else "you were",
        "When": asked.format(you=you()),
        "date": date.format(you=you()),
        "hint": HINTS[kind],
        "the_cost": thing if thing == "it" else f"the {thing}",
        "cost": "the" if thing == "it" else thing,
    }


def _thing(kind: str, answers: rules.Answers) -> str:
    """Before its first question is answered a line has no name yet."""
    first = rules.steps(kind, answers)[0]
    return rules.cost_name(kind, answers) if answers.get(rules.ANSWERED_BY.get(first, first)) else "it"
