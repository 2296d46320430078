"""What a claim is for, and what is in it."""

from portal.foundation.fields import ChoiceField, DateField, ManyChoicesField, PortalForm, TextField

OTHER = ("what_for", "other")


class WhatForForm(PortalForm):
    what_for = ChoiceField("What is this claim for?", empty="Select what this claim is for")
    what = TextField(
        "What was it?", longest=150, only_if=OTHER, empty="Enter what it was", thing="What it was"
    )
    when = DateField(
        "When was it?",
        hint="For example, 27 3 2026",
        past=True,
        only_if=OTHER,
        empty="Enter the date",
        thing="Date",
    )


class KindsForm(PortalForm):
    kinds = ManyChoicesField(
        "What do you want to claim for?",
        hint="Tick all that you had.",
        empty="Select what you want to claim for",
    )


class MoreForm(PortalForm):
    more = ChoiceField(
        "Do you want to add another cost?", choices=[("yes", "Yes"), ("no", "No")],
        empty="Select if you want to add another cost",
    )  # fmt: skip
