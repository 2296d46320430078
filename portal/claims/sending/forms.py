"""Why a claim comes late."""

from portal.foundation.fields import LongTextField, PortalForm


class LateForm(PortalForm):
    reason = LongTextField(
        "Why is this claim late?", hint="A few words are enough. For example, I was in hospital.", longest=500,
        empty="Enter why this claim is late", thing="Why this claim is late",
    )  # fmt: skip
