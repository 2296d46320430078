"""What a coordinator types about an opening, one form for each part. A draft may leave anything out but its name."""

from collections.abc import Iterable
from typing import Any

from portal.foundation.calendar import today
from portal.foundation.fields import (
    AskedField,
    ChoiceField,
    DateField,
    HoursMinutesField,
    LongTextField,
    ManyChoicesField,
    PortalForm,
    TextField,
    TickField,
    VersionedForm,
    WholeNumberField,
)
from portal.openings.models import Opening
from portal.openings.offering.publishing.rules import DECIDE_HOW, FIELDS, HOW
from portal.people.rules import MEETING_NEEDS, STRENGTHS, TIMES
from portal.projects.queries import ProjectRow
from portal.rates.queries import Offer


class NewOpeningForm(PortalForm):
    """The first page: enough to keep a draft. Choices of `project_id` are set by the view."""

    name = TextField(
        "What is the opening called?",
        hint="A few plain words, like “Falls group” or “Read our letters”.",
        longest=120,
        empty="Enter what the opening is called",
        thing="What the opening is called",
    )
    project_id = ChoiceField("Which project is it for?", empty="Select which project it is for")


class NamePart(VersionedForm):
    """Name, project and who runs it."""

    name = TextField(
        "What is the opening called?", longest=120, empty="Enter what the opening is called", thing="Name"
    )
    summary = TextField(
        "What it is, in one line",
        hint="People see this in the list, like “Help us make the falls letter easy to read”.",
        longest=200,
    )
    project_id = ChoiceField("Which project is it for?", empty="Select which project it is for")
    lead_name = TextField(
        "Who runs it?", hint="The name of the person that people can talk to.", longest=100, thing="Name"
    )
    lead_phone = TextField("Their phone number", longest=30, thing="Phone number")


class ChangePart(VersionedForm):
    """Purpose, and how far people's words reach."""

    purpose = LongTextField(
        "What do you want to change, and why?", longest=2000, thing="What you want to change"
    )
    can_change = LongTextField(
        "What can people change, and what can they not?",
        hint="Say both, like “You can change every word of the letter. The law says it must give the date.”",
        longest=2000,
        thing="What people can change",
    )


class TasksPart(VersionedForm):
    """What people would do."""

    tasks = LongTextField(
        "What would people do?",
        hint="Everything that takes their time, with reading and getting ready.",
        longest=2000,
        thing="What people would do",
    )


def _strength_choices() -> dict[str, list[tuple[str, str]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, one in STRENGTHS.items():
        groups.setdefault(one.heading, []).append((code, one.label))
    return groups


class StrengthsPart(VersionedForm):
    """Strengths that would be welcome."""

    strengths = ManyChoicesField("Which strengths would you welcome?", choices=_strength_choices())
    who = LongTextField(
        "Who would you like to join? (optional)",
        hint="Say what people do not need, like “You do not need to know about research.”",
        longest=1000,
        thing="Who you would like",
    )
    new_is_fine = TickField("New to this is fine")
    training = TickField("Training is part of it")


class WhenPart(VersionedForm):
    """When and where; dated meetings have pages of their own."""

    how = ChoiceField("How do people take part?", choices=list(HOW.items()))
    place = TextField("Where is it? (optional if online or at home)", longest=200, thing="Where it is")
    miles = WholeNumberField(
        "How many miles is it from the town centre? (optional)",
        hint="We use it to tell people how far it is.",
        most=300,
        like="12",
        thing="Miles",
    )
    when_words = TextField(
        "When is it, in words?", hint="Like “Tuesdays at 10am, once a month”.", longest=200
    )
    when_code = ChoiceField(
        "Which of these is it mostly? (optional)", choices=[(code, one.label) for code, one in TIMES.items()]
    )
    minutes = HoursMinutesField("How long is one session?")
    preparation_minutes = HoursMinutesField(
        "How long do people prepare before each session? (optional)",
        hint="Reading papers, for example. Some rate cards pay for it, others have it in their amount.",
        most_hours=12,
    )
    places = WholeNumberField(
        "How many people can join? (optional)", least=1, most=500, like="8", thing="People"
    )
    closes_on = DateField("Last day to say yes (optional)", thing="Last day")


class AccessPart(VersionedForm):
    """Access of the place, and the help you can give."""

    access = LongTextField(
        "What access does the place have, and what help can you give?",
        hint="Getting there, the door, toilets, breaks, papers in other formats, and who pays for help.",
        longest=2000,
        thing="Access and help",
    )
    needs_we_can_meet = ManyChoicesField(
        "What can you arrange? (optional)", choices=[(code, one.label) for code, one in MEETING_NEEDS.items()]
    )


class PayPart(VersionedForm):
    """Payment for time, and costs. Choices of `rate` are set by the view: amounts are never typed."""

    pays_time = ChoiceField(
        "Are people paid for their time?", choices=[("yes", "Yes"), ("no", "No, costs only")]
    )
    rate = ChoiceField("Which rate?", only_if=("pays_time", "yes"))
    pay_words = TextField(
        "How are people paid?",
        hint="Like “By bank payment, about 10 working days after you send a claim.”",
        longest=500,
        only_if=("pays_time", "yes"),
        thing="How people are paid",
    )
    costs_words = LongTextField(
        "Which costs do you pay, and how can people not pay first?",
        hint="Like “Travel, food and care. We can book your train, so that you do not pay first.”",
        longest=1000,
        thing="Costs",
    )


class DecidePart(VersionedForm):
    """How decisions are made."""

    decide_how = ChoiceField("How are decisions made?", choices=list(DECIDE_HOW.items()))
    decide_words = LongTextField(
        "Say a little more (optional)", hint="Who decides, and when.", longest=1000, thing="What you say"
    )


class AfterPart(VersionedForm):
    """What happens after."""

    answer_days = WholeNumberField(
        "In how many working days do you answer people who are interested?",
        least=1, most=20, like="5", thing="Working days",
    )  # fmt: skip
    hear_by = DateField(
        "By what date do people hear what came of it?",
        hint="You tell them what you heard, what changed, and what did not and why.",
        thing="Date by which people hear",
    )


FORMS: dict[str, type[VersionedForm]] = {
    "name": NamePart,
    "change": ChangePart,
    "tasks": TasksPart,
    "strengths": StrengthsPart,
    "when": WhenPart,
    "access": AccessPart,
    "pay": PayPart,
    "decide": DecidePart,
    "after": AfterPart,
}
YES_NO = {True: "yes", False: "no", None: None}


def stored(row: Opening, strengths: list[str]) -> dict[str, Any]:
    """What a part's form shows of an opening as it stands."""
    shown = {name: getattr(row, name) for names in FIELDS.values() for name in names}
    rate = f"{row.rate_card_id}:{row.rate_code}" if row.rate_code else None
    return {
        **shown,
        "pays_time": YES_NO[row.pays_time],
        "rate": rate,
        "strengths": strengths,
        "version": row.version,
    }


def ask_for_days_to_come(form: Any, row: Opening) -> None:
    """A day that is typed anew is not in the past; one that stands stored may have passed."""
    for name in ("closes_on", "hear_by"):
        if name in form and form[name].data != getattr(row, name):
            form[name].not_before = today()


def values_of(part: str, form: VersionedForm) -> dict[str, Any]:
    """What was typed, as the columns of that part hold it."""
    typed = {field.name: _kept(field) for field in form if isinstance(field, AskedField)}
    if part == "pay":
        card, _, code = (typed.pop("rate") or "").partition(":")
        paid = {"yes": True, "no": False}.get(typed["pays_time"])
        typed.update(rate_card_id=card or None, rate_code=code or None, pays_time=paid)
    return typed


def _kept(field: AskedField) -> Any:
    """Empty words are "", empty picks of text columns too; numbers and dates stay empty."""
    words = isinstance(field, TextField) or field.name in ("how", "decide_how")
    return field.data or "" if words else field.data


def set_choices(form: Any, projects: Iterable[ProjectRow], offers: Iterable[Offer]) -> None:
    """The picks that come from the database: projects of the coordinator's teams, rates in use."""
    if "project_id" in form:
        form.project_id.choices = [(one.id, one.name, one.team_name) for one in projects]
    if "rate" in form:
        form.rate.choices = [(f"{one.card_id}:{one.code}", one.words, one.card_name) for one in offers]
