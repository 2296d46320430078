"""Adding a receipt, looking at it, and saying why there is none."""

from typing import Any

from portal.claims.receipts.rules import OTHER_WAYS, REASONS, needs_words, why_not_small
from portal.foundation.fields import ChoiceField, FileUploadField, LongTextField, PortalForm


class ReceiptForm(PortalForm):
    photo = FileUploadField(
        "Add a photo of your receipt",
        hint="Take a photo or choose a file: JPG, PNG, WebP, HEIC or PDF, up to 10MB.",
    )
    other_way = ChoiceField("Or choose another way", choices=list(OTHER_WAYS.items()))

    def validate(self, extra_validators: Any = None) -> bool:
        """A photo, or another way."""
        good = super().validate(extra_validators)
        if good and not self.photo.data and not self.other_way.data:
            self.wrong("photo", "Select a photo or file of your receipt")
        return not self.errors


class TrayForm(PortalForm):
    """A photo for a cost that comes later."""

    photo = FileUploadField(
        "Add a photo", hint="Take a photo or choose a file: JPG, PNG, WebP, HEIC or PDF, up to 10MB.",
        empty="Select a photo or file of your receipt",
    )  # fmt: skip


class CheckPhotoForm(PortalForm):
    readable = ChoiceField(
        "Can you read the amount and the date?", choices=[("yes", "Yes, continue"), ("no", "No, take another")],
        empty="Select if you can read the amount and the date",
    )  # fmt: skip


class NoReceiptForm(PortalForm):
    reason = ChoiceField("What happened?", empty="Select what happened")
    words = LongTextField("Tell us more", longest=400, thing="What happened")

    def offer(self, limit: str) -> None:
        """The picks, with the amount under which no words are asked."""
        self.reason.choices = [(code, label.format(limit=limit)) for code, label in REASONS.items()]
        self.words.label.text = f"Tell us more (optional if it was under {limit})"

    def fits(self, claimed_pence: int, limit_pence: int) -> bool:
        """validate(), and what only the cost can tell."""
        if not self.validate():
            return False
        if problem := why_not_small(self.reason.data, claimed_pence, limit_pence):
            self.wrong("reason", problem)
        elif needs_words(self.reason.data, claimed_pence, limit_pence) and not self.words.data:
            self.wrong("words", "Enter what happened")
        return not self.errors
