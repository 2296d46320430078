"""Forms that speak to the person, or about the person who is helped: braces in their words are filled in."""

from typing import Any

from portal.contributions.reach import words
from portal.foundation.fields import AskedField, PortalForm, VersionedForm


class SpokenForm(PortalForm):
    """Labels, hints and messages with {you}, {your}, {You}, {me}; see reach.words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = words()
        for field in self:
            if isinstance(field, AskedField):
                field.label.text = field.label.text.format(**said)
                field.description = field.description.format(**said)
                field.empty = field.empty and field.empty.format(**said)


class SpokenVersionedForm(SpokenForm, VersionedForm):
    """The same, over a row that two people may edit."""
