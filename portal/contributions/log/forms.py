"""What was done, for how long, and the small changes of an entry (P-30, P-31, P-34)."""

from typing import Any

from wtforms.validators import StopValidation

from portal.contributions.forms import SpokenForm
from portal.contributions.log import rules
from portal.contributions.log.queries import Choice
from portal.contributions.log.rules import Did
from portal.foundation.fields import (
    ChoiceField,
    DateField,
    HoursMinutesField,
    LongTextField,
    ManyChoicesField,
    Pick,
    PortalForm,
    TextField,
    VersionedForm,
)

SESSION = "meeting:"
DAY_HINT = "For example, 27 3 2026"


class DayUnlessSession(DateField):
    """The day, but for a session that was picked: that has its own."""

    def pre_validate(self, form: Any) -> None:
        if (form.what.data or "").startswith(SESSION):
            raise StopValidation
        super().pre_validate(form)


class WhatForm(SpokenForm):
    what = ChoiceField("What did {you} do?", empty="Select what {you} did")
    other = TextField(
        "What was it?", only_if=("what", "other"), empty="Enter what it was", thing="What it was"
    )
    when = DayUnlessSession("When?", hint=DAY_HINT, past=True, empty="Enter the date", thing="Date")

    def offer(self, choices: list[Choice]) -> None:
        """Sessions and roles first, then anything else."""
        other = Pick("other", "Something else", before="or" if choices else "")
        self.what.choices = [*(Pick(one.value, one.label) for one in choices), other]
        if any(one.value.startswith(SESSION) for one in choices):
            self.when.description = f"{DAY_HINT}. If you picked a day above, leave this as it is."

    def did(self, choices: list[Choice]) -> Did:
        """What was picked, with its day."""
        picked = {one.value: one.did for one in choices}.get(self.what.data)
        if picked is None:
            return Did(self.other.data, self.when.data)
        day = picked.on_date if picked.meeting_id else self.when.data
        return Did(picked.what, day, picked.role_id, picked.meeting_id, picked.team_id)


class HowLong(HoursMinutesField):
    """Some time, and no more than a day."""

    def check(self, form: Any) -> None:
        if self.data > rules.MOST_MINUTES:
            raise StopValidation("Hours must be between 0 and 24")


class TimeForm(SpokenForm):
    time = ChoiceField(
        "How long did it take?", choices=list(rules.TIMES.items()), empty="Select how long it took"
    )
    other = HowLong(
        "Hours and minutes", only_if=("time", "other"), empty="Enter the hours, the minutes or both"
    )
    also = ManyChoicesField(
        "Did {you} also spend time on these? (optional)",
        hint="This time counts too.",
        choices=list(rules.ALSO.items()),
    )

    @property
    def minutes(self) -> int:
        return int(self.other.data if self.time.data == "other" else self.time.data)


class EditForm(VersionedForm):
    what = TextField("What was it?", empty="Enter what it was", thing="What it was")
    when = DateField("When?", hint=DAY_HINT, past=True, empty="Enter the date", thing="Date")


class SeenByForm(SpokenForm):
    seen_by = ChoiceField(
        "Who can see {your} story?",
        hint="{You} can change this at any time. We will ask again before we print it.",
        empty="Select who can see {your} story",
    )


class ReplyForm(PortalForm):
    words = LongTextField("Your reply", longest=2000, empty="Enter your reply")


class FilterForm(PortalForm):
    role = ChoiceField("For")
    year = ChoiceField("Year")

    def offer(self, sums: rules.Sums) -> None:
        """Roles and years that something was logged for."""
        self.role.choices = [("", "Everything"), *sums.roles.items()]
        self.year.choices = [("", "All years"), *((str(year), str(year)) for year in sums.years)]
