"""What coordinators type about projects."""

from portal.foundation.fields import ChoiceField, LongTextField, TextField, VersionedForm
from portal.projects.rules import MEANINGS, STAGES

NAME = TextField(
    "Name of the project", longest=120, empty="Enter the name of the project", thing="Name of the project"
)
AIM = LongTextField(
    "What do you want to make better?",
    hint="One or two plain sentences. People see this beside its openings.",
    longest=1000,
    empty="Enter what you want to make better",
    thing="What you want to make better",
)
CENTRE = TextField(
    "Cost centre (optional)",
    hint="Finance sees this on claims, like 104520.",
    longest=20,
    thing="Cost centre",
)


def stage_field() -> ChoiceField:
    """Every stage with what it means."""
    picks = [(stage, label, MEANINGS[stage]) for stage, label in STAGES.items()]
    return ChoiceField("Which stage is it at?", choices=picks, empty="Select which stage it is at")


class ProjectForm(VersionedForm):
    """The words of a project."""

    name = NAME
    aim = AIM
    cost_centre = CENTRE


class NewProjectForm(ProjectForm):
    """With its team and first stage. Choices of `team` are set by the view."""

    team = ChoiceField("Which team?", empty="Select which team")
    stage = stage_field()


class StageForm(VersionedForm):
    """A new stage."""

    stage = stage_field()
