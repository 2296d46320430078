"""What staff write back (C-40)."""

from portal.foundation.fields import ChoiceField, LongTextField, PortalForm

KINDS = (
    ("thanks", "Thank them", "They can show your words on their record"),
    ("answer", "Answer", "It stands under their story"),
)


class AnswerForm(PortalForm):
    kind = ChoiceField("What do you want to do?", choices=KINDS, empty="Select what you want to do")
    words = LongTextField(
        "What would you like to say?",
        longest=2000,
        thing="Your words",
        empty="Enter what you would like to say",
    )
