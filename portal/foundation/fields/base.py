"""What every field of a form shares: who it is asked of, where its error points, and how text is cleaned."""

import unicodedata
import uuid
from collections.abc import Iterator
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, FieldList, FormField, HiddenField
from wtforms.validators import StopValidation
from wtforms.widgets import HiddenInput

OnlyIf = tuple[str, str]  # (name of the field that decides, the answer that opens this one)


TURNS = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class PortalForm(FlaskForm):
    """A form with its once-only key: new each time the form is shown, kept when it comes back with an error."""

    once = HiddenField(default=lambda: uuid.uuid4().hex)

    def wrong(self, name: str, message: str) -> None:
        """Puts a rule's refusal beside the field it is about, after validate()."""
        field = self[name]
        field.errors = [*field.errors, message]


class HiddenNumber(HiddenField):
    """A hidden whole number. What isn't one reads as -1, which no row has."""

    data: Any  # int

    def process_data(self, value: Any) -> None:
        self.data = int(value or 0)

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]) if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


class VersionedForm(PortalForm):
    """A form over a row that two people may edit: carries the version that the person saw."""

    version = HiddenNumber()


class AskedField(Field):
    """A field with its own words for each thing that can be wrong.

    `hint` stands above the box. `empty` is the message when nothing is typed; None makes the field optional.
    `thing` begins the other messages ("Name must be …"). `only_if` names another field of the form and the answer
    under which this one is asked; otherwise it is not checked and its data is None.
    """

    trouble: str | None = None
    box: dict[str, str] = {}  # attributes of the input that belong to this kind of answer

    def __init__(
        self,
        label: str,
        validators: Any = None,
        *,
        hint: str = "",
        empty: str | None = None,
        thing: str = "",
        only_if: OnlyIf | None = None,
        autocomplete: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, description=hint, **kwargs)
        self.empty, self.thing, self.only_if = empty, thing or label, only_if
        self.box = dict(type(self).box)
        if autocomplete:
            self.box["autocomplete"] = autocomplete

    @property
    def anchor(self) -> str:
        """The id of the first box at fault, where the error summary leads."""
        return str(self.id)

    @property
    def described_by(self) -> str | None:
        """Ids of the hint and the message, which a screen reader reads with the box."""
        hint = f"{self.id}-hint" if self.description else ""
        error = f"{self.id}-error" if self.errors else ""
        return f"{hint} {error}".strip() or None

    def attributes(self, **more: Any) -> dict[str, Any]:
        """Attributes of the input in the template; None leaves one as it is, False takes it away."""
        own: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "type": "text",
            **self.box,
            "aria-describedby": self.described_by,
        }
        own.update({name: value for name, value in more.items() if value is not None})
        return {name: value for name, value in own.items() if value is not None and value is not False}

    def is_empty(self) -> bool:
        return self.data in (None, "", [], False)

    def pre_validate(self, form: Any) -> None:
        if self.only_if and not _answered(form, self.only_if):
            self.data = None
            raise StopValidation
        if self.trouble:
            raise StopValidation(self.trouble)
        if self.is_empty():
            raise StopValidation(self.empty or "")
        self.check(form)

    def check(self, form: Any) -> None:
        """What else must be true of an answer. Raises StopValidation with the words for the person."""


def _answered(form: Any, only_if: OnlyIf) -> bool:
    name, wanted = only_if
    answer = form[name].data
    return wanted in answer if isinstance(answer, list) else str(answer) == wanted


def hidden_character(text: str, allowed: str = "") -> bool:
    """NUL and other control characters, which no keyboard types and no file of ours may carry."""
    return any(unicodedata.category(sign) == "Cc" and sign not in allowed for sign in text)


def plain(text: str) -> str:
    """As typed, in one Unicode form, without space around it."""
    return unicodedata.normalize("NFC", text).strip()


def one_way(text: str) -> str:
    """One line without the marks that turn the direction of writing: they would turn what stands beside it too."""
    return text.translate(TURNS)


def seen(text: str) -> str:
    """What was typed in one box, without the characters that no page may hold."""
    return plain("".join(sign for sign in one_way(text) if not hidden_character(sign)))


def error_list(form: Any) -> list[dict[str, str]]:
    """Each error with the address of its field, in page order, through lists and groups of fields."""
    return list(_errors(form))


def _errors(fields: Any) -> Iterator[dict[str, str]]:
    for field in fields:
        if isinstance(field, FieldList):
            yield from _errors(field.entries)
        elif isinstance(field, FormField):
            yield from _errors(field.form)
        elif field.errors and not isinstance(field.widget, HiddenInput):
            yield {"text": str(field.errors[0]), "href": f"#{getattr(field, 'anchor', field.id)}"}
