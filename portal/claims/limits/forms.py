"""What a person sets for themselves (P-61d), and what they take when a payment is over it."""

from typing import Any

from portal.claims.limits.rules import MONTH, WEEK, OwnLimit
from portal.foundation.fields import ChoiceField, MoneyField, PortalForm, WholeNumberField

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class LimitForm(PortalForm):
    """P-61d."""

    pence = MoneyField(
        "How much?", hint="If you earn money somewhere else, take that off first", empty="Enter your limit",
        thing="Limit",
    )  # fmt: skip
    each = ChoiceField(
        "How often?",
        choices=[(WEEK, "A week"), (MONTH, "A month")],
        empty="Select if it is for a week or a month",
    )
    weekday = ChoiceField(
        "Which day does your week start?", choices=[(str(n), day) for n, day in enumerate(DAYS)],
        only_if=("each", WEEK), empty="Select the day your week starts",
    )  # fmt: skip
    month_day = WholeNumberField(
        "Which day does your month start?", hint="For Universal Credit, the first day of your assessment period",
        least=1, most=31, like="14", only_if=("each", MONTH), empty="Enter the day your month starts", thing="Day",
    )  # fmt: skip
    hours = WholeNumberField(
        "Do you want to watch hours too? (optional)", hint="We tell you before you reach this many. For example 16",
        least=1, most=168, like="16", thing="Hours",
    )  # fmt: skip

    @classmethod
    def filled(cls, limit: OwnLimit | None) -> "LimitForm":
        """With what is set now; a new one has its week begin on Monday."""
        if limit is None:
            return cls(data={"weekday": "0"})
        starts = (
            {"weekday": str(limit.starts)}
            if limit.each == WEEK
            else {"month_day": limit.starts, "weekday": "0"}
        )
        hours = limit.minutes // 60 if limit.minutes else None
        return cls(
            data={
                "pence": limit.pence,
                "each": limit.each,
                "hours": hours,
            }
            | starts
        )

    def limit(self) -> OwnLimit:
        """What was typed, after it was found good."""
        month = self.each.data == MONTH
        starts = self.month_day.data if month else int(self.weekday.data)
        minutes = self.hours.data * 60 if self.hours.data else None
        return OwnLimit(self.pence.data, self.each.data, starts, minutes)


class OverForm(PortalForm):
    """Three equal buttons; less asks how much, in a box that starts empty."""

    less = MoneyField("How much would you take?", thing="How much", zero=True)

    def check(self, choice: str, most_pence: int, most: str) -> bool:
        """Less is an amount, not above the payment."""
        good = self.validate()
        if choice == "less" and not self.less.errors:
            if self.less.data is None:
                self.wrong("less", "Enter how much you would take")
            elif self.less.data > most_pence:
                self.wrong("less", f"How much must be {most} or less")
        return good and not self.errors

    def took(self, choice: str) -> Any:
        return self.less.data if choice == "less" else None
