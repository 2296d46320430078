"""Who came along in a car: a line beside its journey, which has no pages of its own (rule 11)."""

import datetime as dt
from collections.abc import Sequence

from portal.claims.costs.rules.families import Answers, journey_words
from portal.claims.costs.rules.pricing import Priced, tenths
from portal.rates.rules import Rate, Vehicle, amap, passengers

PASSENGERS = "passengers"  # the kind of that line: its journey's answers make it


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


def price_passengers(answers: Answers, day: dt.date, rates: Sequence[Rate]) -> Priced:
    """So much a mile for each who came along, at the rate of the journey's day (rule 11). Raises NoRate."""
    own = [rate for rate in rates if rate not in amap(rates)]
    priced = passengers(own, amap(rates), tenths(answers["miles"]), came_along(answers), day)
    return Priced(priced.pence, priced.pence, "", priced.words, priced.rate_ids[0])
