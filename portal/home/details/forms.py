"""What a person may change about their account."""

from portal.accounts.joining.forms import NameForm
from portal.foundation.fields import ChoiceField, EmailField, PhoneField, Pick, PortalForm

__all__ = ["AddressChangeForm", "NameForm"]


class AddressChangeForm(PortalForm):
    """A new address, which becomes theirs when its link was opened."""

    how = ChoiceField(
        "What do you want to change?",
        hint="We send a link to the new one. The old one works until you open it.",
        empty="Select what you want to change",
        choices=[Pick("email", "Email address"), Pick("text", "Mobile number")],
    )
    email = EmailField(
        "New email address",
        hint="For example, name@example.com",
        empty="Enter your email address",
        longest=254,
        only_if=("how", "email"),
    )
    mobile = PhoneField(
        "New mobile number",
        hint="A UK mobile, like 07700 900 982",
        empty="Enter your mobile number",
        only_if=("how", "text"),
    )
