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


def nights_words(answers: Answers) -> str:
    """1 night, 2 nights."""
    nights = answers.get("nights")
    return "1 night" if nights == 1 else f"{nights} nights"


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
    "need": Page("Why a taxi", "need", picked("need", choices.NEEDS)),
    "agreed": Page("Agreed before", "agreed", picked("agreed", choices.YES_NO)),
    "carer": Page("Who was looked after", "who", picked("who", choices.LOOKED_AFTER)),
    "hours": Page("Hours and date", "hours"),
    "stay": Page("Nights", "nights", lambda answers: f"{nights_words(answers)}, {answers.get('place')}"),
    "receipt": Page("Receipt", "receipt"),
}


@dataclass(frozen=True)
class Family:
    """What the kinds of one family have in common. Words in braces are filled in for who is asked.

    `what`: the line in a few words, "" before it is known; `thing`: the same inside a sentence, "how much the bus
    cost"; `limit`: which row of the rate card limits it; `paid_for`: what its limit is for.
    """

    steps: tuple[str, ...]  # the page of the cost asks for its day too
    hint: str = "For example, 4.50"
    when: tuple[str, str] = ("When did {you} pay?", "date {you} paid")
    what: Words = lambda answers: ""
    thing: Words = lambda answers: "it"
    limit: Words = lambda answers: ""
    paid_for: Words = lambda answers: "this"


WHEN_TRAVELLED = ("When did {you} travel?", "date {you} travelled")
FUEL_STEPS = ("vehicle", "journey", "cost", "receipt")  # rule 35: actual costs only, so no miles


def _travel(answers: Answers) -> str:
    return (
        "Journey" if answers.get("travel") == "other" else choices.TRAVEL.get(answers.get("travel", ""), "")
    )


def _drive(answers: Answers) -> str:
    by = choices.VEHICLES.get(answers.get("vehicle", ""), "")
    return f"Fuel, {by.lower()}" if answers.get("fuel_only") and by else by


WHEN_CARED = ("When was it?", "date it was")


def _care(answers: Answers) -> str:
    who = answers.get("who")
    return f"Care for {choices.LOOKED_AFTER[who].lower()}" if who else ""


def _stay(answers: Answers) -> str:
    return f"{nights_words(answers)}, {answers['place']}" if answers.get("nights") else ""


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
        lambda answers: answers.get("meal", ""), picked("meal", choices.A_MEAL),
    ),
    "taxi": Family(
        ("journey", "need", "cost", "receipt"), "For the whole journey, for example 12.60", WHEN_TRAVELLED,
        lambda answers: "Taxi", lambda answers: "taxi", paid_for=lambda answers: "a taxi",
    ),
    "care": Family(
        ("carer", "hours", "receipt"), "", WHEN_CARED, _care, lambda answers: "care",
        lambda answers: "CHILDCARE" if answers.get("who") == "child" else "", lambda answers: "care",
    ),
    "supporter": Family(
        ("agreed", "hours", "receipt"), "", WHEN_CARED, thing=lambda answers: "support",
        paid_for=lambda answers: "a supporter",
    ),
    "stay": Family(
        ("stay", "agreed", "cost", "receipt"), "For all nights, for example 92.00",
        ("When was the first night?", "date of the first night"), _stay, lambda answers: "stay",
        lambda answers: "HOTEL", lambda answers: "a place to stay",
    ),
    "other": Family(("other", "cost", "receipt"), what=lambda answers: answers.get("item", "")),
}  # fmt: skip


def family(kind: str) -> Family:
    """The family of a line's kind. Raises KeyError for what has no pages, such as payment for time."""
    return FAMILIES[family_of(kind)]
