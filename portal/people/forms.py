"""What people may type about themselves (P-10, P-12, P-13)."""

from collections.abc import Iterable, Mapping
from typing import Any

from portal.foundation.fields import (
    ChoiceField,
    LongTextField,
    ManyChoicesField,
    Pick,
    PortalForm,
    TextField,
    TickField,
)
from portal.people import rules
from portal.people.queries import ProfileView
from portal.people.rules import Coded

ELSE, NONE = Pick(rules.OTHER, "Something else"), Pick(rules.NONE, "None of these")


def picks(known: Mapping[str, Coded], *more: Pick) -> list[Pick]:
    """A coded list as choices of a field."""
    return [*(Pick(one.code, one.label) for one in known.values()), *more]


class ContactForm(PortalForm):
    """P-10, page 1."""

    ways = ManyChoicesField(
        "How should we contact you?",
        choices=picks(rules.CONTACTS, ELSE, NONE),
        none=rules.NONE,
        clash="Select how we should contact you, or select 'None of these'",
    )
    ways_other = TextField(
        "How else?", longest=100, only_if=("ways", "other"), empty="Enter how else we should contact you"
    )
    never = ManyChoicesField("How should we not contact you?", choices=picks(rules.CONTACTS))
    no_money_words = TickField(
        "Do not mention money in texts, emails or voicemail",
        hint="If you share your phone or email, we can keep money out of it: “You have a message. Sign in.”",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        clash = rules.contact_clash(self.ways.data or [], self.never.data or [])
        if clash:
            self.wrong("never", clash)
        return fine and not clash

    def fits(self, mobile: str | None) -> bool:
        """Whether the answers are whole, for somebody with this mobile number: texts need one."""
        fine = self.validate()
        if fine and "text" in (self.ways.data or []) and not mobile:
            self.wrong(
                "ways", "Add your mobile number first, so that we can text you, or untick 'Text message'"
            )
            return False
        return fine


class FormatsForm(PortalForm):
    """P-10, page 2."""

    formats = ManyChoicesField(
        "How should we send things to read?",
        choices=picks(rules.FORMATS, ELSE, NONE),
        none=rules.NONE,
        clash="Select how we should send things to read, or select 'None of these'",
    )
    size = ChoiceField(
        "What size?",
        choices=list(rules.SIZES.items()),
        only_if=("formats", "large-print"),
        empty="Select what size",
    )
    colour = ChoiceField(
        "Which colour?",
        choices=list(rules.COLOURS.items()),
        only_if=("formats", "coloured-paper"),
        empty="Select which colour",
    )
    language = TextField(
        "Which language?", longest=100, only_if=("formats", "language"), empty="Enter which language"
    )
    formats_other = TextField(
        "How else?",
        longest=100,
        only_if=("formats", "other"),
        empty="Enter how else we should send things to read",
    )


class MeetingsForm(PortalForm):
    """P-10, page 3."""

    needs = ManyChoicesField(
        "What helps at meetings?",
        choices=picks(rules.MEETING_NEEDS, ELSE, NONE),
        none=rules.NONE,
        clash="Select what helps at meetings, or select 'None of these'",
    )
    language = TextField(
        "Which language?", longest=100, only_if=("needs", "language"), empty="Enter which language"
    )
    needs_other = TextField(
        "What else?", longest=100, only_if=("needs", "other"), empty="Enter what else helps at meetings"
    )


class SharingForm(PortalForm):
    """P-10, page 4."""

    other = LongTextField(
        "Anything else that helps? (optional)",
        hint="For example, do not phone before 11am",
        thing="Anything else that helps",
        longest=1000,
    )
    share = ChoiceField(
        "Can we tell people who run your meetings?",
        choices=list(rules.SHARING.items()),
    )


KNOWING = "Knowing what it is like to use (only pick these if you want us to use them to suggest openings)"


class FindStrengthsForm(PortalForm):
    """The box over the list of strengths."""

    like = TextField("Show strengths about…", longest=50)


class StrengthsForm(PortalForm):
    """P-12. Nothing to get wrong but the length of words."""

    strengths = ManyChoicesField("Your strengths")
    language = TextField(
        "Which language? (optional)", thing="Language", longest=100, only_if=("strengths", "language")
    )
    other = LongTextField("Anything else you bring? (optional)", thing="Anything else you bring", longest=500)

    def show_like(self, words: str) -> None:
        """Shows the strengths that have these words in them, and all that are picked."""
        shown = rules.strengths_like(words, frozenset(self.strengths.data or []))
        self.strengths.choices = {
            KNOWING if heading == "Knowing" else heading: [Pick(one.code, one.label) for one in group]
            for heading, group in shown.items()
        }


class WhenForm(PortalForm):
    """P-13."""

    times = ManyChoicesField("Days and times", choices=picks(rules.TIMES))
    ways = ManyChoicesField("How", choices=picks(rules.WAYS))
    travel = ChoiceField("How far can you travel?", choices=picks(rules.TRAVEL))
    place = TextField(
        "Postcode or town (optional)",
        hint="It tells coordinators how far you would travel",
        thing="Postcode or town",
        longest=100,
        autocomplete="postal-code",
    )
    how_much = ChoiceField("How much time?", choices=picks(rules.HOW_MUCH))


def contact_form(told: ProfileView) -> ContactForm:
    """Page 1, filled with what was told."""
    return ContactForm(
        data={
            "ways": told.picked(rules.CONTACT),
            "ways_other": told.detail(rules.CONTACT, rules.OTHER),
            "never": told.picked(rules.NEVER),
            "no_money_words": told.no_money_words,
        }
    )


def formats_form(told: ProfileView) -> FormatsForm:
    """Page 2, filled with what was told."""
    return FormatsForm(
        data={
            "formats": told.picked(rules.FORMAT),
            "size": told.detail(rules.FORMAT, "large-print") or None,
            "colour": told.detail(rules.FORMAT, "coloured-paper") or None,
            "language": told.detail(rules.FORMAT, "language"),
            "formats_other": told.detail(rules.FORMAT, rules.OTHER),
        }
    )


def meetings_form(told: ProfileView) -> MeetingsForm:
    """Page 3, filled with what was told."""
    return MeetingsForm(
        data={
            "needs": told.picked(rules.MEETING),
            "language": told.detail(rules.MEETING, "language"),
            "needs_other": told.detail(rules.MEETING, rules.OTHER),
        }
    )


def with_details(codes: Iterable[str] | None, **details: str | None) -> list[tuple[str, str]]:
    """What was ticked as (code, detail); a code with hyphens takes its detail under underscores."""
    return [(code, details.get(code.replace("-", "_")) or "") for code in codes or []]
