"""What a coordinator writes in one part of an agreement."""

from portal.foundation.fields import LongTextField, VersionedForm
from portal.openings.offering.agreements.rules import LONGEST


class PartForm(VersionedForm):
    """Both sides of one part."""

    you = LongTextField(
        "What the person does",
        longest=LONGEST,
        empty="Enter what the person does",
        thing="What the person does",
    )
    we = LongTextField("What we do", longest=LONGEST, empty="Enter what we do", thing="What we do")
