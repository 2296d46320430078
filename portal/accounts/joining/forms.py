"""What is asked to join: a name, an address, an agreement; or a number to call."""

from portal.accounts.forms import BEST_TIMES
from portal.foundation.fields import (
    ChoiceField,
    EmailField,
    LongTextField,
    PhoneField,
    Pick,
    PortalForm,
    TextField,
    TickField,
)


class NameForm(PortalForm):
    """P-02."""

    name = TextField(
        "What name should we use?",
        hint="The name you like to be called. You can change it later.",
        empty="Enter the name we should use",
        thing="Name",
        longest=100,
        autocomplete="name",
    )


class ContactForm(PortalForm):
    """P-03. The answer "neither" leads to a telephone."""

    how = ChoiceField(
        "How can we reach you?",
        hint="We will send a link to sign in. You choose what else we send later.",
        empty="Select how we can reach you",
        choices=[
            Pick("email", "Email"),
            Pick("text", "Text message"),
            Pick("neither", "I have neither", before="or"),
        ],
    )
    email = EmailField(
        "Email address",
        hint="For example, name@example.com",
        empty="Enter your email address",
        longest=254,
        only_if=("how", "email"),
    )
    mobile = PhoneField(
        "Mobile number",
        hint="A UK mobile, like 07700 900 982",
        empty="Enter your mobile number",
        only_if=("how", "text"),
    )


class AgreeForm(PortalForm):
    """P-04."""

    agree = TickField("I am 16 or over and I agree", empty="Tick the box if you are 16 or over and agree")


class CallBackForm(PortalForm):
    """ "Call me back", on P-03 and P-72."""

    name = TextField("Your name", empty="Enter your name", thing="Name", longest=100, autocomplete="name")
    phone = PhoneField("Phone number", empty="Enter a phone number", mobile=False)
    best_time = ChoiceField("Best time to call", empty="Select the best time to call", choices=BEST_TIMES)
    topic = LongTextField("What is it about? (optional)", thing="What it is about", longest=500)

    def asked(self) -> tuple[str, str, str, str]:
        """What the service takes: name, phone, best time, topic."""
        return self.name.data, self.phone.data, self.best_time.data, self.topic.data or ""
