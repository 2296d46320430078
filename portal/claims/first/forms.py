"""What a person needs first, what staff answer, and what happens with what is left."""

from typing import Any

from portal.claims.first import rules
from portal.claims.first.queries import FirstView
from portal.claims.first.service import Answer, Asked
from portal.foundation.fields import (
    ChoiceField,
    DateField,
    LongTextField,
    MoneyField,
    PortalForm,
    TextField,
    VersionedForm,
)

MOST_PENCE = 100_000


class NeedForm(PortalForm):
    need = ChoiceField(
        "What do you need paid first?",
        choices=list(rules.NEEDS.items()),
        empty="Select what you need paid first",
    )
    about = ChoiceField("What is it for?", empty="Select what it is for")


class DetailsForm(PortalForm):
    """The second page. What is asked depends on the first: `shape` takes away what is not."""

    what = TextField(
        "What is it for?",
        hint="For example, Falls group",
        empty="Enter what it is for",
        thing="What it is for",
    )
    when = DateField(
        "When is it?", hint="For example, 7 12 2026", empty="Enter when it is", thing="When it is"
    )
    start = TextField(
        "Where do you travel from?", longest=100, empty="Enter where you travel from", thing="Where from"
    )
    end = TextField(
        "Where do you travel to?", longest=100, empty="Enter where you travel to", thing="Where to"
    )
    details = LongTextField(
        "What do you need?", longest=500, empty="Enter what you need", thing="What you need"
    )
    pence = MoneyField(
        "How much?", hint="For example, 20.00", most_pence=MOST_PENCE, empty="Enter how much", thing="How much"
    )  # fmt: skip
    needed_by = DateField(
        "When do you need it?", hint="For example, 7 12 2026", empty="Enter when you need it", thing="When you need it"
    )  # fmt: skip

    def shape(self, need: str, *, known: bool, today: Any) -> "DetailsForm":
        """Leaves what is asked for this need; `known`: the meeting was chosen."""
        no_meeting = ["what", "when"] if known else []
        no_money = ["pence"] if need in rules.JOURNEYS else ["start", "end"]
        for name in no_meeting + no_money:
            del self[name]
        if need in rules.JOURNEYS:
            self.details.label.text, self.details.empty = "Anything else we need to know? (optional)", None
            self.details.description = "For example, times, a railcard, or a seat with room for a wheelchair"
        self.needed_by.not_before = today
        if not known:
            self.when.not_before = today
        return self

    def asked(self, need: str) -> Asked:
        """What was typed, after it was found good."""
        said = self.data
        return Asked(
            need, said["needed_by"], said.get("start") or "", said.get("end") or "", said.get("details") or "",
            said.get("pence"),
        )  # fmt: skip


class AnswerForm(VersionedForm):
    how = ChoiceField(
        "What do we do?",
        choices=[*rules.HOW.items(), ("no", "Not possible")],
        empty="Select what we do",
    )
    before_pence = MoneyField(
        "How much is paid before?", only_if=("how", "before"), most_pence=MOST_PENCE, empty="Enter how much",
        thing="How much",
    )  # fmt: skip
    cash_pence = MoneyField(
        "How much in cash?", only_if=("how", "cash"), most_pence=MOST_PENCE, empty="Enter how much", thing="How much"
    )  # fmt: skip
    words = LongTextField(
        "Words for the person",
        hint="What is booked and how they get it, or why it is not possible. They read this.",
        longest=500,
        thing="Words for the person",
    )

    def check(self) -> bool:
        """validate(), and words wherever the person would not know what was done."""
        good = self.validate()
        if good and self.how.data not in rules.ADVANCES and not self.words.data:
            self.wrong("words", "Enter what is booked, or why it is not possible")
        return not self.errors

    def answer(self) -> Answer:
        return Answer(self.how.data, self.words.data or "", self.before_pence.data or self.cash_pence.data)


class GotForm(PortalForm):
    got = ChoiceField(
        "Did you get the cash?",
        choices=[("yes", "Yes, I got it"), ("no", "No")],
        empty="Select if you got the cash",
    )


class SettleForm(PortalForm):
    settle = ChoiceField("What should happen with it?", empty="Select what should happen with it")
    part = MoneyField(
        "How much from each claim, at most?", hint="For example, 5.00", only_if=("settle", "later"),
        empty="Enter how much from each claim", thing="How much",
    )  # fmt: skip

    @classmethod
    def of(cls, view: FirstView) -> "SettleForm":
        """With the earlier choice, if there is one."""
        form = cls(data={"settle": view.first.settle or None, "part": view.first.part_pence})
        form.settle.choices = [
            (
                "later",
                rules.SETTLES["later"],
                "Only from money we pay back for costs. You can change it at any time.",
            ),
            ("pay back", rules.SETTLES["pay back"], "We tell you how."),
            ("let go", rules.SETTLES["let go"], "Two of us look at it."),
        ]
        return form


class BackForm(PortalForm):
    pence = MoneyField("How much came back?", empty="Enter how much came back", thing="How much")
    reference = TextField(
        "Reference, or who took it", longest=60, empty="Enter a reference", thing="Reference"
    )
