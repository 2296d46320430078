"""How the list of people is narrowed."""

from portal.foundation.fields import ChoiceField, PortalForm, TextField
from portal.people.directory.queries import SHOWN
from portal.people.forms import picks

DUE = [("", "Any"), ("yes", "Help not checked for 12 months")]


class PeopleFilter(PortalForm):
    """A GET form: its address can be shared."""

    name = TextField("Name", longest=100)
    strength = ChoiceField("Strength", choices=[("", "Any"), *picks(SHOWN)])
    due = ChoiceField("Help we give", choices=DUE)
