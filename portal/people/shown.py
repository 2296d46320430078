"""What pages of this room show, made of what people told."""

from flask import url_for

from portal.foundation.shown import Row
from portal.people import rules
from portal.people.queries import ProfileView

NOTHING = "Nothing yet"


def help_rows(told: ProfileView) -> list[Row]:
    """The four pages of P-10 as one list, each with its "Change"."""
    share = rules.SHARING.get(told.help_share or "", NOTHING)
    return [
        _row("How we contact you", _joined(told, rules.CONTACT), "help_contact"),
        _row("How we do not contact you", _joined(told, rules.NEVER), "help_contact"),
        _row("Things to read", _joined(told, rules.FORMAT), "help_formats"),
        _row("At meetings", _joined(told, rules.MEETING), "help_meetings"),
        _row("Anything else", told.help_other or NOTHING, "help_more"),
        _row("Tell people who run your meetings", share, "help_more"),
    ]


def _row(key: str, value: str, view: str) -> Row:
    return Row(key, value, url_for(f"people.{view}"))


def _joined(told: ProfileView, group: str) -> str:
    if rules.NONE in told.picked(group):
        return "None of these"
    return ", ".join(told.words(group)) or NOTHING
