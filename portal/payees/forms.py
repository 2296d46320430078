"""What a person types about how they are paid, and what finance answers. Words: journeys 6.9, 11.2."""

from typing import Any

from wtforms import ValidationError

from portal.foundation.fields import (
    AccountNumberField,
    ChoiceField,
    LongTextField,
    Pick,
    PortalForm,
    SortCodeField,
    TextField,
    TickField,
)
from portal.payees import rules

HOW = (
    Pick("bank", "Into a UK bank or building society account"),
    Pick("abroad", "Into an account that is not in the UK"),
    Pick("another", "Another way"),
)
ROLL = "Roll number can only have letters, numbers, spaces, hyphens, full stops and slashes"


def _roll_characters(_form: Any, field: Any) -> None:
    if field.data and len(field.data) <= 18 and not rules.ROLL_NUMBER.fullmatch(field.data):
        raise ValidationError(ROLL)


def _bank_letters(_form: Any, field: Any) -> None:
    if field.data and not rules.has_bank_letters(field.data):
        raise ValidationError("Enter the name on the account in letters from A to Z, as the bank writes it")


class HowForm(PortalForm):
    """P-64."""

    how = ChoiceField("How should we pay you?", choices=HOW, empty="Select how we should pay you")


class BankForm(PortalForm):
    """P-64a. A person whose account is someone else's ticks it and says whose."""

    name_on_account = TextField(
        "Name on the account", longest=70, empty="Enter the name on the account", thing="Name on the account",
        autocomplete="off", validators=[_bank_letters],
    )  # fmt: skip
    sort_code = SortCodeField("Sort code", hint="Must be 6 digits long", empty="Enter a sort code")
    account_number = AccountNumberField(
        "Account number", hint="Must be between 6 and 8 digits long", empty="Enter an account number"
    )
    roll_number = TextField(
        "Building society roll number (if you have one)", hint="You can find it on your card, statement or passbook",
        longest=18, thing="Roll number", autocomplete="off", validators=[_roll_characters],
    )  # fmt: skip
    not_mine = TickField("This is not my own account")
    holder_name = TextField("Whose account is it?", longest=100, thing="Their name", autocomplete="off")
    holder_relationship = ChoiceField(
        "How do you know each other?", choices=[(r, r) for r in rules.RELATIONSHIPS]
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Whose account it is, is asked only when it is not the person's own."""
        good = super().validate(extra_validators)
        if self.not_mine.data and not self.holder_name.data:
            self.wrong("holder_name", "Enter whose account it is")
        if self.not_mine.data and not self.holder_relationship.data:
            self.wrong("holder_relationship", "Select how you know each other")
        return good and not self.errors


class SendForm(PortalForm):
    """The one look at what was typed, before it is kept."""


class ConfirmForm(PortalForm):
    """F-30: how a second person made sure."""

    how = ChoiceField(
        "How did you check?", choices=list(rules.CONFIRM_WAYS.items()), empty="Select how you checked"
    )
    alone = TickField(
        "I spoke to the person alone, and they want the money to go there",
        empty="Tick the box if you spoke to the person alone and they want the money to go there",
    )
    note = LongTextField("Note (optional)", hint="The person can ask to see this", longest=300, thing="Note")

    def offer(self, *, phone_is_safe: bool) -> "ConfirmForm":
        """Only the ways that this person's record leaves open."""
        self.how.choices = [Pick(*way) for way in rules.confirm_ways(phone_is_safe=phone_is_safe)]
        return self


class TurnDownForm(PortalForm):
    """F-30: the details are not right."""

    why = TextField(
        "Why are they not right?", longest=300, empty="Enter why they are not right", thing="Reason"
    )
