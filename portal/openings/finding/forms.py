"""How the list of openings is narrowed, and why one is not for somebody."""

from portal.foundation.fields import ChoiceField, PortalForm, TextField, TickField
from portal.people.forms import picks
from portal.people.rules import TIMES, WAYS

HOW = [("", "Any"), *((code, WAYS[code].label) for code in ("in-person", "online", "at-home"))]
WHEN = [("", "Any"), *((pick.value, pick.label) for pick in picks(TIMES) if pick.value != "it-changes")]


class OpeningsFilter(PortalForm):
    """A GET form: its address can be shared."""

    words = TextField("Words", longest=100)
    how = ChoiceField("How", choices=HOW)
    when = ChoiceField("When", choices=WHEN)
    where = TextField("Where", longest=100)
    paid = TickField("Paid")
    new = TickField("New to this is fine")
    saved = TickField("Saved for later")


class NotForMeForm(PortalForm):
    """Nothing has to be said."""

    why = TextField("Why is this not for you? (optional)", thing="Why this is not for you", longest=300)
