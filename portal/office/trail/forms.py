"""What an administrator looks for in the trail."""

import re

from portal.foundation.fields import ChoiceField, PortalForm, TextField, read_date
from portal.office.trail.queries import Asked
from portal.office.trail.rules import sentence


class DayField(TextField):
    """A day in one box, as a filter has room for: 3 11 2026, 3/11/26, 3 November 2026. Data: datetime.date."""

    def take(self, text: str) -> None:
        parts = re.split(r"[\s./-]+", text)
        self.data = read_date(*parts) if len(parts) == 3 else None
        if self.data is None:
            self.trouble = f"{self.thing} must be a real date, like 3 11 2026"

    def check(self, form: object) -> None:
        """A day that could be read is a day."""


class TrailForm(PortalForm):
    """The filters: a GET form, so that its address can be shared."""

    who = TextField("Who did it", hint="Part of a name", thing="Who did it", longest=100)
    whom = TextField("Whom it is about", hint="Part of a name", thing="Whom it is about", longest=100)
    what = ChoiceField("What")
    since = DayField("From", hint="Like 3 11 2026")
    until = DayField("Until", hint="Like 3 11 2026")

    def offer(self, verbs: list[str]) -> None:
        """The kinds of event that there are; one that isn't among them is no filter."""
        if self.what.data not in verbs:
            self.what.data = None
        self.what.choices = [("", "Everything"), *((verb, sentence(verb)) for verb in verbs)]

    def asked(self, before: int | None = None, after: int | None = None) -> Asked:
        """What to look for. A filter that can't be read is left out."""
        fields = ("who", "whom", "what", "since", "until")
        good = {name: None if self[name].errors else self[name].data for name in fields}
        return Asked(**good, before=before, after=after)
