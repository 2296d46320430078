"""The question pages of costs. Words in braces are filled in for who is asked and what it is about."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from wtforms.validators import StopValidation

from portal.claims.costs.rules import choices
from portal.foundation.fields import (
    AskedField,
    ChoiceField,
    DateField,
    DecimalField,
    LongTextField,
    MoneyField,
    PortalForm,
    TextField,
    WholeNumberField,
)
from portal.foundation.money import pounds_short

YES_NO = [("yes", "Yes"), ("no", "No")]


class CostForm(PortalForm):
    """A question page of one line. `words` fill the braces: who is asked, what cost it."""

    def __init__(self, words: Mapping[str, str], answers: Mapping[str, Any] | None = None) -> None:
        self.words = words
        super().__init__(data={name: self.shown(name, value) for name, value in (answers or {}).items()})

    def process(self, *args: Any, **kwargs: Any) -> None:
        """The words come first: fields say what is wrong while they read what was typed."""
        for field in self.asked():
            field.label.text = field.label.text.format(**self.words)
            field.description = field.description.format(**self.words)
            field.empty = field.empty.format(**self.words) if field.empty else None
            field.thing = capital(field.thing.format(**self.words))
        super().process(*args, **kwargs)

    def asked(self) -> list[AskedField]:
        return [field for field in self if isinstance(field, AskedField)]

    def shown(self, name: str, value: Any) -> Any:
        """A kept answer as its field holds it."""
        kind = getattr(type(self), name, None)
        kind = getattr(kind, "field_class", None)
        if kind is DateField and value:
            return dt.date.fromisoformat(value)
        return Decimal(value) if kind is DecimalField and value else value

    def answers(self) -> dict[str, Any]:
        """What was answered, as it is kept: dates and miles as text, money in pence."""
        return {field.short_name: _kept(field.data) for field in self.asked()}


def _kept(value: Any) -> Any:
    return (
        value.isoformat()
        if isinstance(value, dt.date)
        else str(value)
        if isinstance(value, Decimal)
        else value
    )


def capital(text: str) -> str:
    """bus cost → Bus cost."""
    return text[:1].upper() + text[1:]


class VehicleForm(CostForm):
    vehicle = ChoiceField(
        "What did {you} use?", choices=list(choices.VEHICLES.items()), empty="Select what {you} used"
    )


class JourneyForm(CostForm):
    start = TextField(
        "Where did {you} travel from?", hint="A street, stop, station or postcode", longest=80,
        thing="Where {you} travelled from", empty="Enter where {you} travelled from",
    )  # fmt: skip
    end = TextField(
        "Where did {you} travel to?",
        longest=80,
        thing="Where {you} travelled to",
        empty="Enter where {you} travelled to",
    )
    return_journey = ChoiceField(
        "Was it a return journey?", choices=YES_NO, empty="Select if it was a return journey"
    )


class RideForm(JourneyForm):
    """A journey that somebody else drove."""

    travel = ChoiceField(
        "How did {you} travel?", choices=list(choices.TRAVEL.items()), empty="Select how {you} travelled"
    )


class WhenForm(CostForm):
    when = DateField(
        "{When}", hint="For example, 27 3 2026", past=True, empty="Enter the {date}", thing="{date}"
    )


class CostAmountForm(CostForm):
    cost = MoneyField(
        "How much did it cost?", hint="{hint}", empty="Enter how much {the_cost} cost", thing="{cost} cost"
    )


class PaidForm(WhenForm, CostAmountForm):
    """How much, and when."""


def some_miles(field: DecimalField) -> None:
    if field.data is not None and field.data < Decimal("0.1"):
        raise StopValidation("Miles must be 0.1 or more")


class ElsewhereForm(CostForm):
    """Rule 10, once a tax year."""

    elsewhere = ChoiceField(
        "{have_you} claimed car miles from anyone else {since}?", choices=YES_NO,
        hint="For example, from another organisation or an employer. We ask once a year.",
        empty="Select if {you} claimed car miles from anyone else",
    )  # fmt: skip
    elsewhere_miles = DecimalField(
        "How many miles?", hint="All together. For example, 350", most=99_999, only_if=("elsewhere", "yes"),
        empty="Enter how many miles {you} claimed from someone else", thing="Miles",
    )  # fmt: skip

    def validate_elsewhere_miles(self, field: DecimalField) -> None:
        some_miles(field)

    @property
    def tenths(self) -> int:
        """What was answered, after it was found good."""
        return int((self.elsewhere_miles.data or 0) * 10)

    @staticmethod
    def filled(tenths: int | None) -> dict[str, Any]:
        """What was said before, as the fields take it."""
        if tenths is None:
            return {}
        return (
            {"elsewhere": "yes", "elsewhere_miles": str(Decimal(tenths) / 10)}
            if tenths
            else {"elsewhere": "no"}
        )


class MilesForm(CostForm):
    miles = DecimalField(
        "How many miles in total?",
        hint="{hint}",
        empty="Enter how many miles {you} travelled",
        thing="Miles",
        most=9999,
    )

    def validate_miles(self, field: DecimalField) -> None:
        some_miles(field)


class CarMilesForm(MilesForm):
    """A car can take people along (rule 11)."""

    passengers = WholeNumberField(
        "Who came with {you}? (optional)", most=8, like="2", thing="Number of people",
        hint="Type how many people who took part came in the car. We pay a little more for each. For example, 2",
    )  # fmt: skip


class ChargeForm(CostForm):
    charge = ChoiceField(
        "What did {you} pay for?", choices=list(choices.CHARGES.items()), empty="Select what {you} paid for"
    )


class MealForm(CostForm):
    meal = ChoiceField(
        "What did {you} pay for?", choices=list(choices.MEALS.items()), empty="Select what {you} paid for"
    )

    def limit(self, most: Mapping[str, int]) -> None:
        """Limits are said before anything is asked."""
        self.meal.choices = [
            (code, label, f"Up to {pounds_short(most[code])}" if code in most else "")
            for code, label in choices.MEALS.items()
        ]


class AwayForm(CostForm):
    away = ChoiceField(
        "How long were you away from home?", hint=choices.FOOD_FROM, choices=list(choices.AWAY.items()),
        empty="Select how long {you_were} away from home",
    )  # fmt: skip


class OtherForm(CostForm):
    item = TextField(
        "What did {you} pay for?", hint="For example, printing", longest=100, empty="Enter what {you} paid for",
        thing="What {you} paid for",
    )  # fmt: skip
    why = LongTextField(
        "Why did {you} need it?", longest=500, empty="Enter why {you} needed it", thing="Why {you} needed it"
    )


class NeedForm(CostForm):
    need = ChoiceField(
        "Why did {you} need a taxi?",
        choices=list(choices.NEEDS.items()),
        empty="Select why {you} needed a taxi",
    )


class AgreedForm(CostForm):
    agreed = ChoiceField(
        "Did we agree to this before?", hint="In a message, on the phone or in {your} agreement", choices=YES_NO,
        empty="Select if we agreed to this before",
    )  # fmt: skip


class StayForm(CostForm):
    place = TextField(
        "Where did {you} stay?", hint="The name and the town", longest=80, thing="Where {you} stayed",
        empty="Enter where {you} stayed",
    )  # fmt: skip
    nights = WholeNumberField(
        "How many nights?",
        least=1,
        most=31,
        like="1",
        thing="Nights",
        empty="Enter how many nights {you} stayed",
    )


class CarerForm(CostForm):
    who = ChoiceField(
        "Who was looked after?",
        choices=list(choices.LOOKED_AFTER.items()),
        empty="Select who was looked after",
    )
    more = ChoiceField(
        "Did {you} pay more than {you} normally would?", choices=YES_NO,
        empty="Select if {you} paid more than {you} normally would",
    )  # fmt: skip


class HourlyForm(CostForm):
    hours = DecimalField(
        "How many hours?", hint="For example, 3 or 3.5", like="3 or 3.5", most=200, thing="Hours",
        empty="Enter how many hours",
    )  # fmt: skip
    hourly = MoneyField(
        "How much did it cost for each hour?", hint="For example, 10.50", thing="Cost for each hour",
        empty="Enter how much it cost for each hour",
    )  # fmt: skip

    def validate_hours(self, field: DecimalField) -> None:
        if field.data is not None and field.data < Decimal("0.1"):
            raise StopValidation("Hours must be 0.1 or more")


class HoursForm(WhenForm, HourlyForm):
    """How long, what for each hour, and when."""
