"""Fields for numbers: money, whole numbers, tenths, hours and minutes, sort codes and account numbers."""

import re
from decimal import Decimal
from typing import Any

from wtforms.validators import StopValidation

from portal.foundation import money
from portal.foundation.fields.base import AskedField, seen
from portal.foundation.fields.words import TypedField

_SEPARATORS = re.compile(r"[\s\-\N{EN DASH}.,]+")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}([ ,][0-9]{3})+(\.[0-9]*)?", re.ASCII)
_COMMA_FOR_POINT = re.compile(r"£? ?[0-9]*,[0-9]{1,2}", re.ASCII)
_WHOLE = re.compile(r"-?[0-9]{1,9}", re.ASCII)


def _without_thousands(text: str) -> str:
    """1,250.50 → 1250.50. A comma or space is a thousands separator only where exactly three digits follow it."""
    return re.sub("[ ,]", "", text) if _THOUSANDS.fullmatch(text) else text


def _full_stop_words(thing: str, like: str) -> str:
    """For 12,5: it is never guessed what the comma meant."""
    return f"{thing} must be written with a full stop, like {like}"


class MoneyField(TypedField):
    """An amount in pence (int), typed in any way: 4.5, £4.50. `most_pence` is the box's ceiling."""

    box = {"inputmode": "decimal", "spellcheck": "false"}

    def __init__(
        self,
        label: str,
        validators: Any = None,
        *,
        most_pence: int = 9_999_99,
        zero: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.most_pence, self.zero = most_pence, zero

    def take(self, text: str) -> None:
        try:
            self.data = money.parse_pounds(text)
        except money.NotMoney as problem:
            comma = _COMMA_FOR_POINT.fullmatch(text)
            self.trouble = _full_stop_words(self.thing, "4.50") if comma else f"{self.thing} {problem}"

    def check(self, form: Any) -> None:
        if self.data == 0 and not self.zero:
            raise StopValidation(f"{self.thing} must be more than £0")
        if self.data > self.most_pence:
            raise StopValidation(f"{self.thing} must be {money.pounds_short(self.most_pence)} or less")

    def shown(self, value: Any) -> str:
        return "" if value is None else money.typed_pounds(value)


class WholeNumberField(TypedField):
    """A whole number (int) between `least` and `most`. `like` is the example in the message."""

    box = {"inputmode": "numeric", "spellcheck": "false"}

    def __init__(
        self,
        label: str,
        validators: Any = None,
        *,
        least: int = 0,
        most: int = 1_000_000,
        like: str = "12",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.least, self.most, self.like = least, most, like

    def take(self, text: str) -> None:
        self.data = self.number(_without_thousands(text))
        if self.data is None:
            self.trouble = f"{self.thing} must be a number, like {self.like}"

    def number(self, digits: str) -> Any:
        return int(digits) if re.fullmatch(r"[0-9]{1,9}", digits, re.ASCII) else None

    def check(self, form: Any) -> None:
        if not self.least <= self.data <= self.most:
            raise StopValidation(f"{self.thing} must be between {self.least:,} and {self.most:,}")


class DecimalField(WholeNumberField):
    """A number to one decimal place (Decimal), such as miles."""

    box = {"inputmode": "decimal", "spellcheck": "false"}

    def __init__(
        self, label: str, validators: Any = None, *, like: str = "12 or 12.5", **kwargs: Any
    ) -> None:
        super().__init__(label, validators, like=like, **kwargs)

    def take(self, text: str) -> None:
        super().take(text)
        if _COMMA_FOR_POINT.fullmatch(text):
            self.trouble = _full_stop_words(self.thing, self.like.split()[-1])

    def number(self, digits: str) -> Any:
        shape = r"[0-9]{0,6}[0-9](\.[0-9]?)?|\.[0-9]"
        return Decimal(digits).quantize(Decimal("0.1")) if re.fullmatch(shape, digits, re.ASCII) else None

    def shown(self, value: Any) -> str:
        return "" if value is None else str(value).removesuffix(".0")


class SortCodeField(TypedField):
    """Six digits, typed with or without hyphens and spaces."""

    box = {"inputmode": "numeric", "spellcheck": "false", "autocomplete": "off"}

    def take(self, text: str) -> None:
        self.data = _SEPARATORS.sub("", text)
        if not re.fullmatch(r"[0-9]{6}", self.data, re.ASCII):
            self.trouble = "Sort code must be 6 digits"

    def shown(self, value: Any) -> str:
        return ""


class AccountNumberField(SortCodeField):
    """Six to eight digits; shorter ones are filled with zeros in front, as banks do."""

    def take(self, text: str) -> None:
        digits = _SEPARATORS.sub("", text)
        self.data = digits.zfill(8)
        if not re.fullmatch(r"[0-9]{6,8}", digits, re.ASCII):
            self.trouble = "Account number must be between 6 and 8 digits"


NOT_WHOLE = {
    "hours": "Hours must be a whole number, like 2. Put half an hour in minutes: 30",
    "minutes": "Minutes must be a whole number, like 30",
}


class HoursMinutesField(AskedField):
    """Two boxes, <name>-hours and <name>-minutes. Data: whole minutes (int)."""

    parts = ("hours", "minutes")
    typed: dict[str, str]

    def __init__(self, label: str, validators: Any = None, *, most_hours: int = 24, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.most_hours, self.typed, self.at_fault = most_hours, {}, "hours"

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(None, *args, **kwargs)
        if formdata is not None:
            self.typed = {part: formdata.get(f"{self.name}-{part}", "").strip() for part in self.parts}
            self.data = self.trouble = None
            if any(self.typed.values()):
                self.read()

    def read(self) -> None:
        for part, most in (("hours", self.most_hours), ("minutes", 59)):
            text = self.typed[part] or "0"
            if not _WHOLE.fullmatch(text):
                self.trouble = NOT_WHOLE[part]
            elif not 0 <= int(text) <= most:
                self.trouble = f"{part.capitalize()} must be between 0 and {most}"
            if self.trouble:
                self.at_fault = part
                return
        self.data = int(self.typed["hours"] or 0) * 60 + int(self.typed["minutes"] or 0)

    def is_empty(self) -> bool:
        return not self.data

    def value_of(self, part: str) -> str:
        if self.typed or self.data is None:
            return seen(self.typed.get(part, ""))
        return str(self.data // 60 if part == "hours" else self.data % 60)

    def is_at_fault(self, part: str) -> bool:
        return bool(self.errors) and part == self.at_fault

    @property
    def anchor(self) -> str:
        return f"{self.id}-{self.at_fault}"
