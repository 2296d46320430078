"""A message on a claim, and answers to questions in the four shapes that staff ask for."""

from typing import Any

from wtforms import HiddenField

from portal.foundation.fields import FileUploadField, LongTextField, MoneyField, PhoneField, PortalForm


class MessageForm(PortalForm):
    words = LongTextField("Send a message", longest=2000, empty="Enter your message", thing="Message")


class WordsForm(PortalForm):
    answer = LongTextField("Your answer", longest=2000, empty="Enter your answer", thing="Answer")


class PhotoForm(PortalForm):
    """A photo or, from who does not have it, words."""

    answer = FileUploadField(
        "Your photo", hint="Take a photo or choose a file: JPG, PNG, WebP, HEIC or PDF, up to 10MB."
    )
    words = LongTextField(
        "What can you tell us instead?",
        hint="For example, what you paid and to whom.",
        longest=2000,
        thing="Answer",
    )

    kept = HiddenField()  # the photo of a try before, when something else was wrong

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        if fine and not (self.answer.data or self.words.data or self.kept.data):
            self.wrong("answer", "Select a photo or file, or tell us in words that you do not have it")
        return fine and not self.answer.errors


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
