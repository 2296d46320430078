"""What an administrator looks for in the trail."""

from portal.foundation.fields import ChoiceField, DateField, PortalForm, TextField
from portal.office.trail.queries import Asked
from portal.office.trail.rules import sentence


class TrailForm(PortalForm):
    """The filters: a GET form, so that its address can be shared."""

    who = TextField("Who did it", hint="Part of a name", thing="Who did it", longest=100)
    whom = TextField("Whom it is about", hint="Part of a name", thing="Whom it is about", longest=100)
    what = ChoiceField("What")
    since = DateField("From")
    until = DateField("Until")

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
