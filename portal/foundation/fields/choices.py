"""Fields where a person picks: one of several (radios or a list), many (tick boxes), a single tick."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms.validators import StopValidation

from portal.foundation.fields.base import AskedField


@dataclass(frozen=True)
class Pick:
    """One thing to pick. `hint` is a line under it; `before` a divider above it, such as "or"."""

    value: str
    label: str
    hint: str = ""
    before: str = ""


Choices = Sequence[Pick | tuple[str, str] | tuple[str, str, str]] | Mapping[str, Sequence[Any]]


class ChoiceField(AskedField):
    """One of several. Data: the value (str), or None. `choices`: picks or (value, label[, hint]) tuples, or groups of
    them under their headings; may be set on the field after the form is made (before validate)."""

    def __init__(self, label: str, validators: Any = None, *, choices: Choices = (), **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.choices = choices

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = (str(valuelist[0]) if valuelist else None) or None

    def groups(self) -> list[tuple[str, list[Pick]]]:
        """Headings with their picks; one nameless group where there are no headings."""
        if isinstance(self.choices, Mapping):
            return [(heading, [_pick(one) for one in picks]) for heading, picks in self.choices.items()]
        return [("", [_pick(one) for one in self.choices])]

    def picks(self) -> Iterator[Pick]:
        for _heading, group in self.groups():
            yield from group

    def id_of(self, pick: Pick) -> str:
        """The first pick has the field's own id, so that the error summary leads to it."""
        place = next(i for i, one in enumerate(self.picks(), 1) if one.value == pick.value)
        return str(self.id) if place == 1 else f"{self.id}-{place}"

    def pick_attributes(self, pick: Pick, opens: object) -> dict[str, str]:
        """What the script and the screen reader need to know of one pick's input."""
        more = {"aria-describedby": f"{self.id_of(pick)}-item-hint"} if pick.hint else {}
        more |= {"data-aria-controls": f"conditional-{self.id_of(pick)}"} if opens else {}
        return more | ({"data-behaviour": "exclusive"} if pick.value == getattr(self, "none", None) else {})

    def picked(self, pick: Pick) -> bool:
        return self.data is not None and pick.value == str(self.data)

    def label_of(self, value: Any) -> str:
        """The words of a stored answer."""
        return next((one.label for one in self.picks() if one.value == str(value)), "")

    def check(self, form: Any) -> None:
        if str(self.data) not in {pick.value for pick in self.picks()}:
            raise StopValidation(self.empty or "Select one of these answers")


class ManyChoicesField(ChoiceField):
    """Any number of several. Data: values in the order of the page. `none` is the pick that excludes the others."""

    def __init__(
        self, label: str, validators: Any = None, *, none: str = "", clash: str = "", **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.none, self.clash = none, clash

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = list(dict.fromkeys(str(value) for value in valuelist))

    def process_data(self, value: Any) -> None:
        self.data = list(value or [])

    def picked(self, pick: Pick) -> bool:
        return pick.value in self.data

    def pre_validate(self, form: Any) -> None:
        try:
            super().pre_validate(form)
        finally:
            self.data = self.data or []

    def check(self, form: Any) -> None:
        known = [pick.value for pick in self.picks()]
        if not set(self.data) <= set(known):
            raise StopValidation(self.empty or "Select from these answers")
        if self.none and self.none in self.data and len(self.data) > 1:
            raise StopValidation(
                self.clash or self.empty or f"Untick the others, or untick '{self.label_of(self.none)}'"
            )
        self.data.sort(key=known.index)


class TickField(AskedField):
    """A single box to tick. Data: bool. `empty` makes the tick needed ("Tick the box if you …")."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = bool(valuelist) and valuelist[0] not in ("", "no", "false")

    def process_data(self, value: Any) -> None:
        self.data = bool(value)


def _pick(one: Any) -> Pick:
    return one if isinstance(one, Pick) else Pick(*one)
