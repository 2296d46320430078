"""The words that a cost's questions are filled in with: who is asked, and what it was that cost something."""

from flask import abort

from portal.claims.costs import rules
from portal.claims.costs.rules.families import FAMILIES
from portal.claims.kinds.rules import family_of
from portal.claims.reach import MyLine, you, your
from portal.foundation import calendar
from portal.foundation.calendar import full_date, tax_year
from portal.rates.rules import miles_words


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


def elsewhere_words(mine: MyLine) -> dict[str, str]:
    """For the question about miles claimed from others, in the tax year of the journey."""
    year = tax_year(mine.line.on_date)
    until = "" if calendar.today() in year else f" and before {full_date(year.end + calendar.DAY)}"
    have = f"Has {you()}" if you() != "you" else "Have you"
    return {**words_for(mine), "have_you": have, "since": f"since {full_date(year.start)}{until}"}


def elsewhere_said(mine: MyLine, tenths: int) -> str:
    """What was answered, above the miles of the next journey."""
    who = f"{you()} has" if you() != "you" else "you have"
    since = elsewhere_words(mine)["since"]
    if not tenths:
        return f"You told us {who} not claimed car miles from anyone else {since}."
    return f"You told us {who} claimed {miles_words(tenths)} by car from someone else {since}."
