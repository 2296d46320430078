"""What is asked for each kind of cost, in which order, and what the answers come to (rules 8, 12, 19 to 22, 35)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.claims.making.rules import SHORT
from portal.foundation.calendar import full_date
from portal.foundation.money import pounds, pounds_short
from portal.rates.rules import Rate, Vehicle, amap, cap, miles_words, passengers, price_mileage

Answers = Mapping[str, Any]  # the answers of a line's pages, by field, as they are kept: JSON

STEPS = {
    "public transport": ("journey", "cost", "receipt"),
    "own vehicle": ("vehicle", "journey", "when", "miles"),
    "parking": ("charge", "cost", "receipt"),
    "food": ("meal", "away", "cost", "receipt"),
    "other": ("other", "cost", "receipt"),
}  # the page of the cost asks for its day too
PASSENGERS = (
    "passengers"  # the kind of the line beside a journey: it has no pages, its journey's answers make it
)
FUEL_STEPS = ("vehicle", "journey", "cost", "receipt")  # rule 35: actual costs only, so no miles
ANSWERED_BY = {
    "journey": "start",
    "other": "item",
}  # the field that tells, where its name is another than the page's
TRAVEL = {
    "train": "Train", "bus": "Bus", "tram": "Tram or underground", "ferry": "Ferry", "other": "Other",
}  # fmt: skip
VEHICLES = {Vehicle.CAR.value: "Car", Vehicle.MOTORBIKE.value: "Motorbike", Vehicle.BIKE.value: "Bike"}
CHARGES = {
    "parking": "Parking", "toll": "A road, bridge or tunnel toll", "air": "A clean air or congestion charge",
    "fine": "A parking fine or penalty",
}  # fmt: skip
CHARGE_NAMES = {"parking": "Parking", "toll": "Toll", "air": "Clean air or congestion charge"}
MEALS = {"LUNCH": "Lunch, breakfast or a snack", "DINNER": "Evening meal"}
A_MEAL = {"LUNCH": "lunch, breakfast or a snack", "DINNER": "an evening meal"}
MEAL_NAMES = {"LUNCH": "Food and drink", "DINNER": "Evening meal"}
AWAY = {"under 5": "Less than 5 hours", "5 to 10": "5 to 10 hours", "over 10": "More than 10 hours"}
FOOD_FROM = "We pay for food when {you_were} away for 5 hours or more. You can still ask."
LONG_AGO = dt.timedelta(days=300)  # a date so far back is more often a slip than a late claim


@dataclass(frozen=True)
class Priced:
    """What a line comes to: what was claimed, what can be paid, and why these differ, in words the person reads."""

    claimed_pence: int
    payable_pence: int
    cut_words: str = ""
    priced_words: str = ""
    rate_id: str | None = None


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


def steps(kind: str, answers: Answers) -> tuple[str, ...]:
    """The pages of one line in order."""
    return FUEL_STEPS if answers.get("fuel_only") else STEPS.get(kind, ())


def missing(kind: str, answers: Answers) -> str | None:
    """The first page that has no answer yet; None: the line is whole."""
    for step in steps(kind, answers):
        if answers.get(ANSWERED_BY.get(step, step)) is None:
            return step
    return None


def blank(answers: Answers) -> bool:
    """Nothing was answered yet."""
    return set(answers) <= {"fuel_only"}


def describe(kind: str, answers: Answers) -> str:
    """The line in a few words: "Bus, Market Square to City Hospital and back"."""
    name = {
        "public transport": TRAVEL.get(answers.get("travel", "")),
        "own vehicle": VEHICLES.get(answers.get("vehicle", "")),
        "parking": CHARGE_NAMES.get(answers.get("charge", "")),
        "food": MEAL_NAMES.get(answers.get("meal", "")),
        "other": answers.get("item"),
    }[kind]
    if name == "Other":
        name = "Journey"
    if answers.get("fuel_only") and name:
        name = f"Fuel, {name.lower()}"
    return ", ".join(part for part in (name or SHORT[kind], journey_words(answers)) if part)[:200]


def journey_words(answers: Answers) -> str:
    """From where to where: "Market Square to City Hospital and back"."""
    if not answers.get("start"):
        return ""
    back = " and back" if answers.get("return_journey") == "yes" else ""
    return f"{answers['start']} to {answers['end']}{back}"


def came_along(answers: Answers) -> int:
    """How many people a journey's driver takes in a car; none where miles are not what is paid (rule 35)."""
    by_car = answers.get("vehicle") == Vehicle.CAR and answers.get("miles") and not answers.get("fuel_only")
    return int(answers.get("passengers") or 0) if by_car else 0


def people_words(people: int) -> str:
    """1 passenger, 2 passengers."""
    return "1 passenger" if people == 1 else f"{people} passengers"


def describe_passengers(answers: Answers) -> str:
    """The line beside a journey: "2 passengers, Market Square to City Hospital and back"."""
    parts = (people_words(came_along(answers)), journey_words(answers))
    return ", ".join(part for part in parts if part)[:200]


def cost_name(kind: str, answers: Answers) -> str:
    """What cost it, inside a sentence: "how much the bus cost"."""
    if kind == "public transport":
        return {"train": "train", "bus": "bus", "tram": "tram", "ferry": "ferry"}.get(
            answers["travel"], "journey"
        )
    if answers.get("fuel_only"):
        return "fuel"
    if kind == "parking":
        return {"parking": "parking", "toll": "toll"}.get(answers["charge"], "charge")
    return "food and drink" if kind == "food" else "it"


def too_short_for_food(answers: Answers) -> bool:
    """Away for less time than food is paid for (P-59): said to the person and to whoever decides, never refused."""
    return answers.get("away") == "under 5"


def is_fine(answers: Answers) -> bool:
    """Fines and penalties are never paid (rule 22)."""
    return answers.get("charge") == "fine"


def tenths(miles: str) -> int:
    """ "12.5" → 125 tenths of a mile."""
    return int(Decimal(miles) * 10)


def price(kind: str, answers: Answers, day: dt.date, rates: Sequence[Rate], driven_tenths: int = 0) -> Priced:
    """What the answers so far come to, at the rates of the day of the journey. Raises NoRate.

    A fine pays nothing (rule 22), nor does what the organisation paid already (rule 21). `driven_tenths`: miles that
    the person sent before in this tax year.
    """
    if kind == "own vehicle" and not answers.get("fuel_only"):
        return _miles(answers, day, rates, driven_tenths)
    claimed = int(answers.get("cost") or 0)
    if is_fine(answers):
        return Priced(claimed, 0, "We cannot pay fines")
    if answers.get("met"):
        return Priced(claimed, 0, "We booked or paid for this already")
    return (
        _capped(answers["meal"], claimed, day, rates)
        if kind == "food" and "meal" in answers
        else Priced(claimed, claimed)
    )


def _miles(answers: Answers, day: dt.date, rates: Sequence[Rate], driven_tenths: int) -> Priced:
    """Miles at the rate of the journey's day (rules 8, 12)."""
    if not answers.get("miles") or not answers.get("vehicle"):
        return Priced(0, 0)
    vehicle = Vehicle(answers["vehicle"])
    before = driven_tenths if vehicle is Vehicle.CAR else 0
    own = [rate for rate in rates if rate not in amap(rates)]
    priced = price_mileage(own, amap(rates), vehicle, tenths(answers["miles"]), day, before)
    return Priced(
        priced.pence, priced.pence, "", priced.words, priced.rate_ids[0] if priced.rate_ids else None
    )


def price_passengers(answers: Answers, day: dt.date, rates: Sequence[Rate]) -> Priced:
    """So much a mile for each who came along, at the rate of the journey's day (rule 11). Raises NoRate."""
    own = [rate for rate in rates if rate not in amap(rates)]
    priced = passengers(own, amap(rates), tenths(answers["miles"]), came_along(answers), day)
    return Priced(priced.pence, priced.pence, "", priced.words, priced.rate_ids[0])


def _capped(code: str, claimed: int, day: dt.date, rates: Sequence[Rate]) -> Priced:
    """A limit cuts what can be paid, never what was claimed (rule 20)."""
    capped = cap(rates, code, claimed, day)
    words = (
        f"We can pay up to {pounds_short(capped.payable_pence)} for {A_MEAL[code]}"
        if capped.over_pence
        else ""
    )
    return Priced(claimed, capped.payable_pence, words, "", capped.rate_ids[0] if capped.rate_ids else None)


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
