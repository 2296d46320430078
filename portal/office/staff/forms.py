"""What an administrator says about a member of staff."""

from typing import Any

from portal.accounts.rules import EVERYWHERE
from portal.foundation.access import STAFF_ROLES
from portal.foundation.fields import ChoiceField, EmailField, PortalForm, TextField

ROLE_HINTS = {
    "coordinator": "Runs openings, sees people, decides claims",
    "budget holder": "Decides claims of a team, sees reports",
    "finance maker": "Makes payment runs, checks bank details",
    "finance approver": "Approves payment runs that somebody else made",
    "administrator": "Manages staff, rates and settings, reads the audit trail",
    "board": "Reads reports",
}
WHOLE = "whole"


class RoleForm(PortalForm):
    """A role, and the team it holds in."""

    role = ChoiceField(
        "Role",
        empty="Select a role",
        choices=[(role, role.capitalize(), ROLE_HINTS[role]) for role in STAFF_ROLES],
    )
    team = ChoiceField(
        "Team", hint="Coordinators and budget holders work in one team or in all.", empty="Select a team"
    )

    why = TextField(
        "Why?", hint="This stands in the audit list", longest=300, empty="Enter why", thing="Reason"
    )

    def __init__(self, teams: list[tuple[str, str]], **more: Any):
        super().__init__(**more)
        self.team.choices = [(WHOLE, "The whole organisation"), *teams]

    @property
    def team_id(self) -> str | None:
        """None for the whole organisation, and for roles that hold nowhere else."""
        whole = self.team.data == WHOLE or self.role.data in EVERYWHERE
        return None if whole else str(self.team.data)


class InviteForm(RoleForm):
    """Somebody new."""

    name = TextField("Name", empty="Enter their name", longest=100, autocomplete="off")
    email = EmailField("Email address", empty="Enter their email address", longest=254, autocomplete="off")
