"""A goal and what is done with it (P-35)."""

from portal.contributions.goals import rules
from portal.foundation.fields import (
    ChoiceField,
    LongTextField,
    ManyChoicesField,
    PortalForm,
    TextField,
    VersionedForm,
)


class GoalForm(VersionedForm):
    what = TextField(
        "What is it?",
        hint="For example, speaking in meetings",
        thing="Goal",
        empty="Enter what you want to learn or get better at",
    )
    why = LongTextField("Why does it matter to you? (optional)", thing="Why it matters to you", longest=1000)
    helps = ManyChoicesField("What would help? (optional)", choices=list(rules.HELPS.items()))
    again = ChoiceField(
        "When would you like to look at it again?",
        choices=list(rules.LOOK_AGAIN.items()),
        empty="Select when you would like to look at it again",
    )


class StepForm(PortalForm):
    what = TextField("Add a small step", thing="Step", empty="Enter a small step")


class GoingForm(PortalForm):
    going = ChoiceField("How is it going?", choices=list(rules.GOING.items()), empty="Select how it is going")


class LinkForm(PortalForm):
    entries = ManyChoicesField("What did you do for this goal?", hint="Tick all that belong to it.")


class GoalsOfEntryForm(PortalForm):
    goals = ManyChoicesField("Which goals does this belong to?", hint="Tick all that it helped with.")
