"""Payment for time: what to claim, whether to be paid, and help about benefits."""

from typing import Any

from portal.claims.timing.rules import PAID_BY
from portal.foundation.fields import ChoiceField, ManyChoicesField, MoneyField, PortalForm
from portal.openings.rules import ADVICE, PAY_ANSWERS, why_not_less


class BenefitsForm(PortalForm):
    advice = ChoiceField(
        "Would you like help with this?",
        choices=list(ADVICE.items()),
        empty="Select if you would like help with this",
    )


class PayForm(PortalForm):
    pay = ChoiceField("Would you like to be paid for your time?", empty="Select if you would like to be paid")
    less = MoneyField(
        "How much?", hint="For each session, for example 20.00", only_if=("pay", "less"),
        empty="Enter how much you would like", thing="How much",
    )  # fmt: skip
    charity = ChoiceField("Which charity?", only_if=("pay", "charity"), empty="Select a charity")

    def offer(self, charities: list[str], words: str) -> None:
        """Giving away is offered where the organisation named charities."""
        hints = {
            "no": "You can still claim your costs.",
            "costs only": "We will not ask you again until you change it.",
        }
        picks: list[Any] = [(code, label, hints.get(code, "")) for code, label in PAY_ANSWERS.items()]
        self.pay.choices = [pick for pick in picks if pick[0] != "charity" or charities]
        self.pay.description = f"{words} It is your choice.".strip()
        self.charity.choices = [(name, name) for name in charities]

    def check(self, offered_pence: int) -> bool:
        """validate(), and that less is not above the offer (rule 26)."""
        good = self.validate()
        if good and self.pay.data == "less" and (problem := why_not_less(self.less.data, offered_pence)):
            self.wrong("less", problem)
        return not self.errors

    def answer(self) -> tuple[str, int | None, str]:
        """The answer, the amount for "less", the charity."""
        return self.pay.data, self.less.data, self.charity.data or ""


class SessionsForm(PortalForm):
    sessions = ManyChoicesField(
        "What would you like to be paid for?", empty="Select what you would like to be paid for"
    )
    paid_by = ChoiceField(
        "Is someone else paying you for this time?", choices=list(PAID_BY.items()),
        empty="Select if someone else is paying you for this time",
    )  # fmt: skip
