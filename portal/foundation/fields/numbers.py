"""Fields for numbers: money, whole numbers, tenths, hours and minutes, sort codes and account numbers."""

import re
from decimal import Decimal
from typing import Any

from wtforms.validators import StopValidation

from portal.foundation import money
from portal.foundation.fields.base import AskedField
from portal.foundation.fields.words import TypedField

_SEPARATORS = re.compile(r"[\s\-\N{EN DASH}.,]+")


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
            self.trouble = f"{self.thing} {problem}"

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
        digits = text.replace(",", "").replace(" ", "")
        self.data = self.number(digits)
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
        limits = {"hours": self.most_hours, "minutes": 59}
        for part in self.parts:
            text = self.typed[part] or "0"
            if not re.fullmatch(r"[0-9]{1,3}", text, re.ASCII) or int(text) > limits[part]:
                self.at_fault = part
                self.trouble = f"{part.capitalize()} must be between 0 and {limits[part]}"
                return
        self.data = int(self.typed["hours"] or 0) * 60 + int(self.typed["minutes"] or 0)

    def is_empty(self) -> bool:
        return not self.data

    def value_of(self, part: str) -> str:
        if self.typed or self.data is None:
            return self.typed.get(part, "")
        return str(self.data // 60 if part == "hours" else self.data % 60)

    def is_at_fault(self, part: str) -> bool:
        return bool(self.errors) and part == self.at_fault

    @property
    def anchor(self) -> str:
        return f"{self.id}-{self.at_fault}"
