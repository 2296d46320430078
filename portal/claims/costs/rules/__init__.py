"""What is asked for each kind of cost, in which order, and what the answers come to. Pure rules by subject."""

from portal.claims.costs.rules.doubts import Doubt, Usual, doubt
from portal.claims.costs.rules.passengers import (
    PASSENGERS,
    came_along,
    describe_passengers,
    people_words,
    price_passengers,
)
from portal.claims.costs.rules.pricing import Priced, drive, hours_words, is_fine, price, tenths
from portal.claims.costs.rules.steps import (
    agreement_words,
    answered,
    blank,
    cost_name,
    describe,
    is_held,
    missing,
    steps,
    too_short_for_food,
)

__all__ = [
    "PASSENGERS",
    "Doubt",
    "Priced",
    "Usual",
    "agreement_words",
    "answered",
    "blank",
    "came_along",
    "cost_name",
    "describe",
    "describe_passengers",
    "doubt",
    "drive",
    "hours_words",
    "is_fine",
    "is_held",
    "missing",
    "people_words",
    "price",
    "price_passengers",
    "steps",
    "tenths",
    "too_short_for_food",
]
