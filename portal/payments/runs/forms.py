"""What finance types about a run. Words: journeys F-10."""

import datetime as dt
from typing import Any

from portal.foundation import calendar
from portal.foundation.fields import (
    DateField,
    ManyChoicesField,
    MoneyField,
    PortalForm,
    TextField,
    VersionedForm,
)


class ChooseForm(PortalForm):
    """F-10, page 1: what to pay, and when."""

    lines = ManyChoicesField("What to pay", empty="Select at least one payment")
    pay_on = DateField(
        "Payment date", hint="The day the money arrives", empty="Enter the payment date", thing="Payment date"
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """A payment arrives on a working day after today."""
        good = bool(super().validate(extra_validators))
        day = self.pay_on.data
        if isinstance(day, dt.date) and (day <= calendar.today() or not calendar.is_working_day(day)):
            self.wrong("pay_on", "Payment date must be a working day after today")
            return False
        return good


class SendForm(VersionedForm):
    """F-10, pages 2 to 4: the warnings seen, then to a second person."""

    initials = TextField("Your initials, to show that you have seen them", longest=10, thing="Initials")


class ReasonForm(PortalForm):
    """Cancelling a run, or sending it back."""

    why = TextField("Why?", longest=300, empty="Enter why", thing="Reason")


class ReleaseForm(PortalForm):
    """The second person's one button."""


class DownloadForm(PortalForm):
    """F-10, page 5: from the second time on, why."""

    why = TextField("Why do you need the file again?", longest=300, thing="Reason")


class PaidForm(PortalForm):
    """Has the bank taken the file?"""

    bank_reference = TextField(
        "The bank's reference for the file", longest=60, empty="Enter the bank's reference", thing="Reference"
    )
    left = MoneyField(
        "Total that left the account", empty="Enter the total that left the account",
        thing="Total that left the account", most_pence=100_000_000_00,
    )  # fmt: skip
