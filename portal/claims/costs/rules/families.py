"""The pages of each family of costs: which, in which order, and the words around them. All a family is stands here.

What limits and prices a cost are rows (portal/claims/kinds); a kind's code names its family.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from portal.claims.costs.rules import choices
from portal.claims.kinds.rules import family_of

Answers = Mapping[str, Any]  # the answers of a line's pages, by field, as they are kept: JSON
Words = Callable[[Answers], str]


class Page(NamedTuple):
    """One question page: its row among the answers, the field that tells whether it was answered, its answer."""

    row: str
    field: str
    answer: Words | None = None  # None: told by the line's own day, amount or receipt


def picked(field: str, words: Mapping[str, str]) -> Words:
    """The words of one choice."""
    return lambda answers: words.get(answers.get(field, ""), "")


def journey_words(answers: Answers) -> str:
    """From where to where: "Market Square to City Hospital and back"."""
    if not answers.get("start"):
        return ""
    back = " and back" if answers.get("return_journey") == "yes" else ""
    return f"{answers['start']} to {answers['end']}{back}"


def _ride(answers: Answers) -> str:
    by = choices.TRAVEL.get(answers.get("travel", ""), "")
    return ", ".join(part for part in (by, journey_words(answers)) if part)


PAGES = {
    "vehicle": Page("How", "vehicle", picked("vehicle", choices.VEHICLES)),
    "journey": Page("Journey", "start", _ride),
    "when": Page("Date", "when"),
    "cost": Page("Cost and date", "cost"),
    "miles": Page("Miles", "miles"),
    "charge": Page("What for", "charge", picked("charge", choices.CHARGE_NAMES)),
    "meal": Page("What for", "meal", picked("meal", choices.MEALS)),
    "away": Page("Away from home", "away", picked("away", choices.AWAY)),
    "other": Page("What for", "item", lambda answers: f"{answers.get('item')}. {answers.get('why')}"),
    "receipt": Page("Receipt", "receipt"),
}


@dataclass(frozen=True)
class Family:
    """What the kinds of one family have in common. Words in braces are filled in for who is asked.

    `what`: the line in a few words, "" before it is known; `thing`: the same inside a sentence, "how much the bus
    cost"; `limit`: which row of the rate card limits it.
    """

    steps: tuple[str, ...]  # the page of the cost asks for its day too
    hint: str = "For example, 4.50"
    when: tuple[str, str] = ("When did {you} pay?", "date {you} paid")
    what: Words = lambda answers: ""
    thing: Words = lambda answers: "it"
    limit: Words = lambda answers: ""


WHEN_TRAVELLED = ("When did {you} travel?", "date {you} travelled")
FUEL_STEPS = ("vehicle", "journey", "cost", "receipt")  # rule 35: actual costs only, so no miles


def _travel(answers: Answers) -> str:
    return (
        "Journey" if answers.get("travel") == "other" else choices.TRAVEL.get(answers.get("travel", ""), "")
    )


def _drive(answers: Answers) -> str:
    by = choices.VEHICLES.get(answers.get("vehicle", ""), "")
    return f"Fuel, {by.lower()}" if answers.get("fuel_only") and by else by


FAMILIES = {
    "public transport": Family(
        ("journey", "cost", "receipt"), "All tickets for this journey, for example 6.40", WHEN_TRAVELLED, _travel,
        lambda answers: answers["travel"] if answers["travel"] != "other" else "journey",
    ),
    "own vehicle": Family(
        ("vehicle", "journey", "when", "miles"), "Add up the miles there and back. For example, 12 or 12.5",
        WHEN_TRAVELLED, _drive, lambda answers: "fuel" if answers.get("fuel_only") else "it",
    ),
    "parking": Family(
        ("charge", "cost", "receipt"), what=picked("charge", choices.CHARGE_NAMES),
        thing=lambda answers: answers["charge"] if answers["charge"] in ("parking", "toll") else "charge",
    ),
    "food": Family(
        ("meal", "away", "cost", "receipt"), "For example, 5.20", ("When did {you} buy it?", "date {you} bought it"),
        picked("meal", choices.MEAL_NAMES), lambda answers: "food and drink",
        lambda answers: answers.get("meal", ""),
    ),
    "other": Family(("other", "cost", "receipt"), what=lambda answers: answers.get("item", "")),
}  # fmt: skip


def family(kind: str) -> Family:
    """The family of a line's kind. Raises KeyError for what has no pages, such as payment for time."""
    return FAMILIES[family_of(kind)]
