"""A date in three boxes: <name>-day, <name>-month, <name>-year, in the order in which people here write it."""

import datetime as dt
import re
from typing import Any

from wtforms.validators import StopValidation

from portal.foundation import calendar
from portal.foundation.fields.base import AskedField, seen

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateField(AskedField):
    """Data: datetime.date. `past`: not after today. `not_before` (also set on the field, per form): the first day."""

    parts = PARTS
    typed: dict[str, str]

    def __init__(
        self,
        label: str,
        validators: Any = None,
        *,
        past: bool = False,
        not_before: dt.date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.past, self.not_before, self.typed, self.at_fault = past, not_before, {}, ["day"]

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(None, *args, **kwargs)
        if formdata is not None:
            self.typed = {part: formdata.get(f"{self.name}-{part}", "").strip() for part in PARTS}
            self.data = self.trouble = None
            if any(self.typed.values()):
                self.read()

    def read(self) -> None:
        missing = [part for part in PARTS if not self.typed[part]]
        if missing:
            self.at_fault = missing
            self.trouble = f"{self.thing} must include a {' and a '.join(missing)}"
            return
        self.data = read_date(**self.typed)
        if self.data is None:
            self.at_fault = list(PARTS)
            self.trouble = f"{self.thing} must be a real date"

    def check(self, form: Any) -> None:
        self.at_fault = list(PARTS)
        if self.past and self.data > calendar.today():
            raise StopValidation(f"{self.thing} must be today or in the past")
        if self.not_before and self.data < self.not_before:
            first = f"{self.not_before.day} {self.not_before:%B %Y}"
            raise StopValidation(f"{self.thing} must be the same as or after {first}")
        self.at_fault = ["day"]

    def value_of(self, part: str) -> str:
        """What stands in a box: as typed, or from a stored date."""
        if self.typed or self.data is None:
            return seen(self.typed.get(part, ""))
        return str(getattr(self.data, part))

    def is_at_fault(self, part: str) -> bool:
        return bool(self.errors) and part in self.at_fault

    @property
    def anchor(self) -> str:
        return f"{self.id}-{self.at_fault[0]}"


def read_date(day: str, month: str, year: str) -> dt.date | None:
    """Month as a number, a name or its beginning; a year of two digits is of this century. None: no such day."""
    named = month[:3].casefold()
    number = str(MONTHS.index(named) + 1) if named in MONTHS else month
    if not all(re.fullmatch(r"[0-9]{1,4}", text, re.ASCII) for text in (day, number, year)):
        return None
    whole_year = int(year) + 2000 if len(year) <= 2 else int(year)
    try:
        return dt.date(whole_year, int(number), int(day)) if whole_year >= 1900 else None
    except ValueError:
        return None
