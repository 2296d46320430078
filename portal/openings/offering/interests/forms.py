"""What a coordinator writes to somebody who cannot join this time."""

from portal.foundation.fields import ChoiceField, LongTextField, VersionedForm
from portal.openings.offering.interests.rules import Other, best_two


class NotThisTimeForm(VersionedForm):
    """A sentence that a person wrote, and two other openings where there are any. Made by `answer_form`."""

    words = LongTextField(
        "What would you like to tell them?",
        hint="One or two kind, true sentences. They read this as you write it.",
        empty="Enter a sentence for them",
        longest=1000,
        thing="What you tell them",
    )
    first = ChoiceField("First opening they may like")
    second = ChoiceField("Second opening they may like")


def answer_form(version: int, others: list[Other]) -> NotThisTimeForm:
    """With two openings suggested, those that welcome most of the person's strengths."""
    picked = [one.id for one in best_two(others)] + ["", ""]
    form = NotThisTimeForm(data={"version": version, "first": picked[0], "second": picked[1]})
    for field in (form.first, form.second):
        field.choices = [(one.id, one.name) for one in others]
    if len(others) >= 2:
        form.first.empty, form.second.empty = "Select a first opening", "Select a second opening"
    return form


def picked_openings(form: NotThisTimeForm) -> list[str]:
    """The openings chosen, each once."""
    return list(dict.fromkeys(one for one in (form.first.data, form.second.data) if one))
