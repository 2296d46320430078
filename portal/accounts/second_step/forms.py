"""What is asked to set up the second step: a code that the app shows, and the password where there is one."""

from typing import Any

from portal.accounts import hashing
from portal.accounts.forms import CodeForm
from portal.foundation.fields import PasswordField


class SetUpForm(CodeForm):
    """Somebody who only holds the mailbox can't set it up: the password is asked too."""

    password = PasswordField("Your password", empty="Enter your password")

    @classmethod
    def of(cls, person: Any) -> "SetUpForm":
        """The form for this person: without the password where there is none."""
        form = cls()
        if not person.password_hash:
            del form.password
        return form

    def proves(self, person: Any) -> bool:
        """Whether the password is the person's own."""
        if "password" in self and not hashing.password_fits(person.password_hash, self.password.data):
            self.wrong("password", "Check your password")
        return not self.errors

    def digits(self) -> str:
        return "".join(self.code.data.split())
