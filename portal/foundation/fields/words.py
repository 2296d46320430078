"""Fields for words: one line, many lines, a password, an e-mail address, a telephone number."""

import re
import unicodedata
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms.validators import StopValidation
from wtforms.widgets import TextArea, TextInput

from portal.foundation.fields.base import AskedField, hidden_character, one_way, plain

_SPACES = re.compile(r"[\s\-().]+")


class TypedField(AskedField):
    """What is typed in one box. `typed` is kept as it came, so that an error loses nothing."""

    widget: Any = TextInput()
    typed = ""
    keeps = ""  # control characters that belong here

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = self.tidy(str(valuelist[0])) if valuelist else ""
        self.data, self.trouble = None, None
        if hidden_character(self.typed, self.keeps):
            self.trouble = f"{self.thing} has a hidden character that we cannot keep. Type it again."
        elif self.typed:
            self.take(self.typed)

    def take(self, text: str) -> None:
        """Reads what was typed into data. Raises nothing: words for the person go to trouble."""
        self.data = text

    def is_empty(self) -> bool:
        return self.data in (None, "")

    def tidy(self, text: str) -> str:
        return plain(one_way(text))

    def shown(self, value: Any) -> str:
        """A stored value as a person would type it."""
        return "" if value is None else str(value)

    def _value(self) -> str:
        return self.typed or self.shown(self.data)

    @property
    def value(self) -> str:
        """What stands in the box: without characters that nobody typed and no page may hold."""
        return "".join(sign for sign in self._value() if not hidden_character(sign, self.keeps))


class TextField(TypedField):
    """One line of words: spaces around it go, other control characters are refused. Data: str, or None if empty."""

    def __init__(self, label: str, validators: Any = None, *, longest: int = 200, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.longest = longest

    def check(self, form: Any) -> None:
        if len(self.data or "") > self.longest:
            raise StopValidation(f"{self.thing} must be {self.longest:,} characters or less")


class LongTextField(TextField):
    """Words over many lines, up to 10,000 characters unless said."""

    widget: Any = TextArea()
    keeps = "\n\t"

    def __init__(self, label: str, validators: Any = None, *, longest: int = 10_000, **kwargs: Any) -> None:
        super().__init__(label, validators, longest=longest, **kwargs)

    def tidy(self, text: str) -> str:
        return plain(text.replace("\r\n", "\n").replace("\r", "\n"))


class PasswordField(TextField):
    """A password: any character, pasted, never trimmed, never sent back to the page."""

    def __init__(self, label: str, validators: Any = None, *, longest: int = 200, **kwargs: Any) -> None:
        super().__init__(label, validators, longest=longest, **kwargs)

    def tidy(self, text: str) -> str:
        return unicodedata.normalize("NFC", text)

    def _value(self) -> str:
        return ""


class EmailField(TextField):
    """An e-mail address, its domain in lower case. Nothing is looked up on the network."""

    box = {"type": "email", "autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}

    def take(self, text: str) -> None:
        try:
            self.data = validate_email(text, check_deliverability=False).normalized
        except EmailNotValidError:
            self.trouble = "Enter an email address in the correct format"


class PhoneField(TextField):
    """A UK telephone number as +44…, typed in any way. `mobile` refuses numbers that can't get a text message."""

    box = {"type": "tel", "autocomplete": "tel", "spellcheck": "false"}

    def __init__(self, label: str, validators: Any = None, *, mobile: bool = True, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.mobile = mobile

    def take(self, text: str) -> None:
        self.data = uk_number(text, self.mobile)
        if self.data is None:
            kind = "UK mobile" if self.mobile else "UK phone"
            self.trouble = f"Enter a {kind} number in the correct format"

    def shown(self, value: Any) -> str:
        return re.sub(r"^\+44", "0", value or "")


def uk_number(text: str, mobile: bool = True) -> str | None:
    """07700 900 982, +44 7700 900982 or 0044… → +447700900982; None where it is no UK number (or no mobile)."""
    digits = _SPACES.sub("", text)
    local = re.sub(r"^(?:\+44|0044|\+440|00440)0?", "0", digits)
    shape = r"07[1-57-9]\d{8}" if mobile else r"0[1-9]\d{8,9}"
    return f"+44{local[1:]}" if re.fullmatch(shape, local, re.ASCII) else None
