"""What is asked to sign in."""

from portal.accounts.forms import AddressField
from portal.foundation.fields import PasswordField, PortalForm, TickField

KEEP = "Keep me signed in for 30 days on this phone or computer"


class LinkForm(PortalForm):
    """The one button behind a link."""

    keep = TickField(KEEP, hint="Only tick this if nobody else uses it.")


class PasswordForm(PortalForm):
    """/sign-in/password. Both fields wrong or either: the same words."""

    email = AddressField(
        "Email address or mobile number", empty="Enter your email address or mobile number", longest=254
    )
    password = PasswordField("Password", empty="Enter your password")
    keep = TickField(KEEP, hint="Only tick this if nobody else uses it.")


class ProveForm(PortalForm):
    """The password again, before something that matters."""

    password = PasswordField("Password", empty="Enter your password")
