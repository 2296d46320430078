"""What an administrator changes: the organisation's own words, and one setting from a day on. Words: journeys 9."""

from typing import Any

from portal.foundation import calendar
from portal.foundation.fields import (
    DateField,
    EmailField,
    LongTextField,
    MoneyField,
    PortalForm,
    TextField,
    WholeNumberField,
)
from portal.organisation import rules


def _why() -> Any:
    return TextField(
        "Why?", hint="This stands in the audit list", longest=300, empty="Enter why", thing="Reason"
    )


class OrganisationForm(PortalForm):
    """Who runs the portal, as pages and letters say it."""

    name = TextField("Name of the organisation", longest=100, empty="Enter the name of the organisation")
    service_name = TextField("Name of this service", longest=60, empty="Enter the name of this service")
    phone = TextField("Phone number", longest=30, empty="Enter a phone number")
    hours = TextField(
        "Hours", hint="For example, Monday to Friday, 9am to 5pm", longest=60, empty="Enter the hours"
    )
    email = EmailField("Email address", empty="Enter an email address")
    post_address = LongTextField("Address for letters", longest=300, empty="Enter the address for letters")
    why = _why()


class ChangeForm(PortalForm):
    """One setting: its value, from when, and why. `value` is a field of the setting's own kind: see change_form()."""

    value: Any
    from_date: Any
    why: Any

    def typed(self) -> Any:
        """The value in the shape in which it is kept."""
        if isinstance(self.value, LongTextField):
            return rules.lines(self.value.data or "")
        return self.value.data if self.value.data is not None else ""


def change_form(name: str, value: Any = None) -> ChangeForm:
    """The form of one setting; `value` is what stands now, for a page that is opened."""
    fields = {"value": _field(name, rules.SETTINGS[name]), "from_date": _from_date(), "why": _why()}
    made: type[ChangeForm] = type("SettingForm", (ChangeForm,), fields)
    shown = "\n".join(value) if isinstance(value, list) else value
    return made(data={"value": shown, "from_date": calendar.today()})


def _from_date() -> Any:
    return DateField(
        "From when?", hint="Old claims keep what was true for them", empty="Enter from when",
        thing="From when", not_before=calendar.today(),
    )  # fmt: skip


def _field(name: str, kind: rules.SettingKind) -> Any:
    if kind.unit == rules.PENCE:
        return MoneyField("How much?", empty="Enter an amount", thing=kind.meaning, zero=True)
    if isinstance(kind.default, int):
        return WholeNumberField(
            f"How many {kind.unit}?", empty="Enter a number", thing=kind.meaning, least=kind.least or 0,
            most=kind.most or 0, like=str(kind.default),
        )  # fmt: skip
    if isinstance(kind.default, list):
        return LongTextField("What stands on the page", hint="One a line", longest=4000, thing=kind.meaning)
    return TextField("What stands there (optional)", longest=rules.LONGEST_WORDS, thing=kind.meaning)
