"""What a second person types."""

from portal.foundation.fields import PortalForm, TextField


class TurnDownForm(PortalForm):
    """Why a change is not right; who proposed it reads this."""

    reason = TextField(
        "Why not?",
        hint="The person who proposed it reads this",
        longest=500,
        empty="Enter why you turn it down",
        thing="Reason",
    )
