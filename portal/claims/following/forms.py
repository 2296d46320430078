"""A message on a claim, and answers to questions in the four shapes that staff ask for."""

from portal.foundation.fields import FileUploadField, LongTextField, MoneyField, PhoneField, PortalForm


class MessageForm(PortalForm):
    words = LongTextField("Send a message", longest=2000, empty="Enter your message", thing="Message")


class WordsForm(PortalForm):
    answer = LongTextField("Your answer", longest=2000, empty="Enter your answer", thing="Answer")


class PhotoForm(PortalForm):
    answer = FileUploadField(
        "Your photo", hint="Take a photo or choose a file: JPG, PNG, WebP, HEIC or PDF, up to 10MB.",
        empty="Select a photo or file of your receipt",
    )  # fmt: skip


class AmountForm(PortalForm):
    answer = MoneyField("The amount", hint="For example, 6.40", empty="Enter the amount", thing="Amount")


class CallForm(PortalForm):
    answer = PhoneField(
        "Which number can we call?",
        mobile=False,
        autocomplete="tel",
        empty="Enter the number that we can call",
    )


FORMS: dict[str, type[PortalForm]] = {
    "words": WordsForm,
    "photo": PhotoForm,
    "amount": AmountForm,
    "call": CallForm,
}
