"""What a person answers about their role."""

from collections.abc import Sequence
from typing import Any

from portal.foundation.fields import ChoiceField, LongTextField, MoneyField, Pick, PortalForm, VersionedForm
from portal.foundation.money import pounds_short
from portal.openings.offering.roles.rules import ANSWERS
from portal.openings.rules import ADVICE, PAY_ANSWERS, Said, why_not_less


class AgreementForm(VersionedForm):
    """P-23. `version` is the number of the version that was read."""

    answer = ChoiceField("Do you agree?", choices=list(ANSWERS.items()), empty="Select if you agree")
    words = LongTextField(
        "What would you like to change?",
        empty="Enter what you would like to change",
        longest=2000,
        only_if=("answer", "change"),
        thing="What you would like to change",
    )


class BenefitsForm(PortalForm):
    """P-61c. We never ask if, or which, benefits a person gets."""

    advice = ChoiceField(
        "Would you like help with this?",
        choices=list(ADVICE.items()),
        empty="Select if you would like help with this",
    )


class PayForm(PortalForm):
    """P-61a. Made by `pay_form`, which knows the offer and the organisation's charities."""

    answer = ChoiceField(
        "Would you like to be paid for your time?", empty="Select if you would like to be paid"
    )
    less = MoneyField(
        "How much?", empty="Enter how much you would like", only_if=("answer", "less"), thing="How much"
    )
    charity = ChoiceField("Which charity?", empty="Select a charity", only_if=("answer", "charity"))

    offered_pence: int | None = None

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Also that less is not more than the offer (rule 26)."""
        if not super().validate(*args, **kwargs):
            return False
        if self.answer.data == "less" and (
            text := why_not_less(self.less.data or 0, self.offered_pence or 0)
        ):
            self.wrong("less", text)
            return False
        return True


HINTS = {
    "no": "You can still claim your costs.",
    "costs only": "We do not ask you again, in any role, until you change it. You can still claim your costs.",
    "not sure": "You can tell us later. Your costs do not wait.",
}


def pay_form(said: Said | None, offered: str, offered_pence: int | None, charities: Sequence[str]) -> PayForm:
    """Filled with what the person said before; without "less" where there is no amount for a session, and without
    "charity" where the organisation names none."""
    kept = {"answer": said.answer, "less": said.less_pence, "charity": said.charity or None} if said else {}
    form = PayForm(data=kept)
    form.offered_pence = offered_pence
    each = f" One session pays {pounds_short(offered_pence)}." if offered_pence else ""
    form.answer.description = (
        f"You can be paid {offered[:1].lower()}{offered[1:]} for this.{each} It is your choice."
    )
    left_out = {"less"} if not offered_pence else set()
    left_out |= {"charity"} if not charities else set()
    form.answer.choices = [
        Pick(k, label, HINTS.get(k, "")) for k, label in PAY_ANSWERS.items() if k not in left_out
    ]
    form.charity.choices = [("", "Choose a charity"), *((one, one) for one in charities)]
    form.charity.empty = "Select a charity" if charities else None
    if offered_pence:
        form.less.description = f"For each session, up to {pounds_short(offered_pence)}."
    return form


class CallForm(PortalForm):
    """A call about the role."""

    words = LongTextField(
        "What would you like to talk about? (optional)",
        hint="A few words are fine. You do not have to say.",
        longest=200,
        thing="What you would like to talk about",
    )
