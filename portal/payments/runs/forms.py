"""What finance types about a run. Words: journeys F-10."""

import datetime as dt
import uuid
from itertools import groupby
from typing import Any

from wtforms import HiddenField

from portal.claims.rules import shown_ref
from portal.foundation import calendar
from portal.foundation.fields import (
    DateField,
    ManyChoicesField,
    MoneyField,
    Pick,
    PortalForm,
    TextField,
    VersionedForm,
)
from portal.foundation.money import pounds
from portal.payments import rules


class ChooseForm(PortalForm):
    """F-10, page 1: what to pay, when, and why something is left out. `offered`: the lines that the page showed."""

    offered = HiddenField()
    lines = ManyChoicesField("What to pay", empty="Select at least one payment")
    left_out_why = TextField(
        "Why do you leave some out?", hint="Only if you untick any. The person who approves the run reads this",
        longest=300, thing="Reason",
    )  # fmt: skip
    pay_on = DateField(
        "Payment date", hint="The day the money arrives", empty="Enter the payment date", thing="Payment date"
    )

    def offer(self, lines: list[rules.Ready]) -> "ChooseForm":
        """Grouped by person, costs and time apart."""
        self.lines.choices = picks(lines)
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """A payment arrives on a working day after today; who unticks says why."""
        super().validate(extra_validators)
        day = self.pay_on.data
        if isinstance(day, dt.date) and (problem := rules.why_not_pay_on(day, calendar.today())):
            self.wrong("pay_on", problem)
        unticked = {pick.value for pick in self.lines.picks()} & set((self.offered.data or "").split())
        left_out = unticked - set(self.lines.data)
        if left_out and not (self.lines.errors or self.left_out_why.data or self.left_out_why.errors):
            self.wrong("left_out_why", "Enter why you leave some out")
        return not self.errors


def picks(lines: list[rules.Ready]) -> dict[str, list[Pick]]:
    """A heading for each person, with their lines under it."""
    found: dict[str, list[Pick]] = {}
    in_order = sorted(lines, key=lambda line: (line.person_name, line.person_id, line.kind, line.ref))
    for (_, name), mine in groupby(in_order, key=lambda line: (line.person_id, line.person_name)):
        heading = name if name not in found else f"{name} (another person of this name)"
        found[heading] = [_pick(line) for line in mine]
    return found


def _pick(line: rules.Ready) -> Pick:
    label = f"{rules.KINDS[line.kind]} {pounds(line.pence)}"
    return Pick(line.line_id, label, f"{shown_ref(line.ref)}. {line.what}")


class SendForm(VersionedForm):
    """F-10, pages 2 to 4: the warnings seen, then to a second person."""

    initials = TextField("Your initials, to show that you have seen them", longest=10, thing="Initials")

    def check(self, warnings: int) -> bool:
        """validate(), and initials where something is worth a look."""
        self.validate()
        if warnings and not self.initials.data and not self.initials.errors:
            self.wrong("initials", rules.warnings_words(warnings))
        return not self.errors


class ReasonForm(PortalForm):
    """Cancelling a run, or sending it back."""

    why = TextField("Why?", longest=300, empty="Enter why", thing="Reason")


class NotTakenForm(PortalForm):
    """Cancelling a run whose file is out: how the releaser knows that the bank has not taken it."""

    who = TextField("Who at the bank told you?", longest=80, empty="Enter who told you", thing="Name")
    day = DateField("When?", past=True, empty="Enter when they told you", thing="Date they told you")
    reference = TextField(
        "Reference of the call or message", longest=60, empty="Enter the reference", thing="Reference"
    )
    why = TextField("Why do you cancel the run?", longest=300, empty="Enter why", thing="Reason")


class ReleaseForm(PortalForm):
    """The second person's one button."""


class DownloadForm(PortalForm):
    """F-10, page 5: from the second time on, why."""

    why = TextField("Why do you need the file again?", longest=300, thing="Reason")

    def check(self, *, again: bool) -> bool:
        """validate(), and a reason from the second time on."""
        self.validate()
        if again and not self.why.data and not self.why.errors:
            self.wrong("why", "Enter why you need the file again")
            self.once.data = uuid.uuid4().hex  # the answer is another act than the press before
        return not self.errors


class PaidForm(PortalForm):
    """Has the bank taken the file?"""

    bank_reference = TextField(
        "The bank's reference for the file", longest=60, empty="Enter the bank's reference", thing="Reference"
    )
    left = MoneyField(
        "Total that left the account", empty="Enter the total that left the account",
        thing="Total that left the account", most_pence=9_999_999_99,
    )  # fmt: skip

    def check(self, total_pence: int) -> bool:
        """validate(), and the sum of the run."""
        if self.validate() and self.left.data != total_pence:
            problem = rules.why_not_paid("released", True, total_pence, self.left.data)
            self.wrong("left", problem.text if problem else "")
        return not self.errors
