"""What a person may say with their interest. Nothing has to be said."""

from portal.foundation.fields import LongTextField, PortalForm, TickField


class WordsForm(PortalForm):
    """Page 1."""

    words = LongTextField(
        "What would you like us to know? (optional)",
        hint="Why it interests you, or what you would bring. A few words are fine.",
        thing="What you would like us to know",
        longest=2000,
    )
    call_me = TickField("Call me instead")


class HelpForm(PortalForm):
    """Page 2."""

    help_words = LongTextField(
        "Anything else for this one? (optional)", thing="Anything else for this one", longest=1000
    )
