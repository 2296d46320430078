"""Fields that more than one page of this room asks."""

from portal.accounts.rules import email_key
from portal.foundation.fields import EmailField, PasswordField, PortalForm, TextField, uk_number

BEST_TIMES = [
    ("morning", "Morning"),
    ("afternoon", "Afternoon"),
    ("evening", "Evening, until 7pm"),
    ("any", "Any time"),
]


class AddressField(EmailField):
    """An e-mail address or a UK mobile number. Data: what an account is found by (folded address, or +44…)."""

    box = {"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"}

    def take(self, text: str) -> None:
        if "@" in text:
            super().take(text)
            self.data = email_key(self.data) if self.data else None
        else:
            self.data = uk_number(text)
        if self.data is None:
            self.trouble = "Enter an email address or mobile number in the correct format"


class AddressForm(PortalForm):
    """P-06."""

    address = AddressField(
        "Email address or mobile number", empty="Enter your email address or mobile number", longest=254
    )


class NewPasswordForm(PortalForm):
    """A password to choose. `password` is checked by rules.problem_with_password."""

    password = PasswordField(
        "New password",
        hint="8 characters or more. Three words that you can remember make a good one.",
        empty="Enter a password",
        thing="Password",
    )


class CodeForm(PortalForm):
    """The 6 digits that an app shows, or a recovery code."""

    code = TextField(
        "6-digit code", empty="Enter the 6-digit code", thing="Code", longest=20, autocomplete="one-time-code"
    )
