"""What an administrator types for a new amount."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from portal.foundation import calendar
from portal.foundation.fields import (
    ChoiceField,
    DateField,
    DecimalField,
    HoursMinutesField,
    MoneyField,
    PortalForm,
    TextField,
    TickField,
    VersionedForm,
)
from portal.rates import rules
from portal.rates.rules import Rate, Unit

FOR_WHAT = {
    Unit.HOUR: "For each hour, for example 25.00",
    Unit.BLOCK: "For each block of time, for example 20.00",
    Unit.MILE: "In pence for each mile, for example 55 or 37.4",
    Unit.MILE_EACH: "In pence for each mile and person, for example 5",
    Unit.MEETING: "For each online meeting, for example 5.00",
    Unit.CAP_ITEM: "The most that is paid for one, for example 15.00",
    Unit.CAP_HOUR: "The most that is paid for each hour, for example 11.00",
}
MISSING = "Enter the new amount"
POUNDS = re.compile(r"£[0-9]{0,2}(\.[0-9]{1,3})?|0?\.[0-9]{1,3}", re.ASCII)
AS_POUNDS = re.compile(r"[1-9][0-9]*\.[0-9]{2}", re.ASCII)


class InPounds:
    """Payment for time, allowances and limits. Stands above the form, so that the amount is asked first."""

    in_pence = False
    amount = MoneyField("New amount in pounds", empty=MISSING, thing="New amount", most_pence=100_000)


class PenceField(DecimalField):
    """Pence for a mile, typed as pence; £0.60, 0.60 and 60p are understood, and 1.20 is asked for again."""

    def take(self, text: str) -> None:
        said = text.replace(" ", "").casefold().removesuffix("p")
        if POUNDS.fullmatch(said):
            said = f"{(Decimal(said.lstrip('£')) * 100).normalize():f}"
        elif AS_POUNDS.fullmatch(said):
            self.trouble = "Enter pence, like 60"
            return
        super().take(said if said[:1].isdigit() else text)


class InPence:
    """Miles, whose pence may be broken."""

    in_pence = True
    amount = PenceField(
        "New amount in pence", empty=MISSING, thing="New amount", least=1, most=500, like="55 or 37.4"
    )


class NewRateForm(PortalForm):
    """A new amount, from when and why. Which rate it is for decides whether it is typed in pounds or in pence."""

    start = DateField(
        "From when?",
        hint="Today or later, for example 6 4 2027",
        empty="Enter the date the new amount starts",
        thing="Date the new amount starts",
    )
    why = TextField(
        "Why?",
        hint="This is shown in the audit list",
        empty="Enter why the amount changes",
        thing="Why",
        longest=500,
    )

    def refuse_start(self, rows: Sequence[Rate]) -> bool:
        """Puts the rule's words beside the date where the new amount can't begin then."""
        if self.start.errors or not self.start.data:
            return False
        refusal = rules.why_not_start(rows, self.start.data, calendar.today())
        if refusal:
            self.wrong("start", refusal)
        return refusal is not None

    @property
    def amount_tenths(self) -> int:
        """Both kinds of box answer in pence; those for miles to a tenth."""
        return int(self["amount"].data * 10)

    def answers(self) -> dict[str, Any]:
        """What the service asks for."""
        return {"amount_tenths": self.amount_tenths, "start": self.start.data, "why": self.why.data}

    def as_rate(self, before: Rate) -> Rate:
        """The rate as it will be."""
        return replace(before, amount_tenths=self.amount_tenths, effective_from=self.start.data)

    def typed(self) -> list[tuple[str, str]]:
        """Everything as it was typed, for the page that asks whether it is right."""
        boxes = [(f"start-{part}", self.start.value_of(part)) for part in DateField.parts]
        return [("amount", self["amount"].value), *boxes, ("why", self.why.value)]


class PoundsForm(InPounds, NewRateForm):
    """A new amount in pounds."""


class PenceForm(InPence, NewRateForm):
    """A new amount in pence a mile."""


def new_rate_form(rate: Rate, typed: Any = None) -> PoundsForm | PenceForm:
    """The form for one rate; `typed` is the query of the page that checks it first."""
    kind = PenceForm if rate.unit in (Unit.MILE, Unit.MILE_EACH) else PoundsForm
    form = kind(typed, meta={"csrf": False}) if typed is not None else kind()
    form.amount.description = FOR_WHAT.get(rate.unit, "For example 75.00")
    return form


class WhatItPaysForm(PortalForm):
    """One rate with somebody's minutes or miles, on a day. Keeps nothing, so it is asked by address."""

    code = ChoiceField("Which rate?", empty="Select which rate")
    day = DateField("On which day?", hint="For example, 6 4 2026", empty="Enter the day", thing="Day")
    minutes = HoursMinutesField("How long? For payment for time")
    miles = DecimalField(
        "How many miles? For travel", hint="For example, 12 or 12.5", most=9999, thing="Miles"
    )

    def what(self, rates: Sequence[Rate]) -> str:
        """The answer in words; empty where something is missing, said beside its box."""
        if not self.validate():
            return ""
        unit = next(rate.unit for rate in rates if rate.code == self.code.data)
        needs = rules.asks_for(unit)
        if needs and not self[needs].data:
            self.wrong(needs, "Enter how many miles" if needs == "miles" else "Enter how long")
            return ""
        tenths = int((self.miles.data or 0) * 10)
        try:
            return rules.what_it_pays(rates, self.code.data, self.day.data, self.minutes.data or 0, tenths)
        except rules.NoRate:
            self.wrong("day", "There is no amount for that day. Choose another day")
            return ""


class UseForm(VersionedForm):
    """Openings may pay by a card, or may not any more, and why."""

    why = TextField(
        "Why?", hint="This is shown in the audit list", longest=500, empty="Enter why", thing="Why"
    )


class ConfirmForm(VersionedForm):
    """An administrator stands for the amounts of a card."""

    checked = TickField(
        "I have checked these amounts against our own policy",
        empty="Tick the box if you have checked these amounts",
    )
