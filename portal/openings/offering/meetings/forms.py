"""What coordinators type about meetings, and whom they tick."""

import datetime as dt
from typing import Any

from portal.foundation import calendar
from portal.foundation.fields import (
    ChoiceField,
    DateField,
    PortalForm,
    TextField,
    TickField,
    VersionedForm,
    WholeNumberField,
)
from portal.openings.models import Meeting
from portal.openings.offering.meetings.queries import Expected, MeetingView
from portal.openings.offering.meetings.rules import Tick, read_time
from portal.openings.rules import ATTENDANCE


class TimeField(TextField):
    """A time of day, as people write it. Data: datetime.time."""

    def take(self, text: str) -> None:
        self.data = read_time(text)
        if self.data is None:
            self.trouble = f"{self.thing} must be a time, like 2pm or 2:30pm"

    def check(self, form: Any) -> None:
        """Read already."""

    def shown(self, value: Any) -> str:
        return calendar.clock_time(value) if value else ""


class MeetingForm(PortalForm):
    """When and where one meeting is."""

    day = DateField("What day is it?", empty="Enter the day of the meeting", thing="Day of the meeting")
    starts = TimeField(
        "When does it start?", hint="Like 2pm or 10:30am.", empty="Enter when it starts", thing="Start"
    )
    ends = TimeField("When does it end?", empty="Enter when it ends", thing="End")
    place = TextField("Where is it?", hint="The room, and the address.", longest=200, thing="Where it is")
    online = TickField("People can join online")

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Also that it ends after it starts, and is somewhere."""
        self.day.not_before = calendar.today()
        if not super().validate(*args, **kwargs):
            return False
        if self.ends.data <= self.starts.data:
            self.wrong("ends", "The meeting must end after it starts")
        if not self.place.data and not self.online.data:
            self.wrong("place", "Enter where it is, or tick that people can join online")
        return not self.errors

    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """Start and end."""
        assert self.day.data
        return calendar.uk_moment(self.day.data, self.starts.data), calendar.uk_moment(
            self.day.data, self.ends.data
        )


def filled_from(row: Meeting) -> dict[str, Any]:
    """A meeting as its form shows it."""
    starts, ends = calendar.uk_time(row.starts_at), calendar.uk_time(row.ends_at)
    about = {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
    return {**about, "place": row.place, "online": row.online}


class CallOffForm(PortalForm):
    """Why a meeting does not take place. People read it."""

    why = TextField(
        "Why is it called off?",
        hint="People who take part read this, like “The room is not free.”",
        longest=300,
        empty="Enter why it is called off",
        thing="Why it is called off",
    )


def attendance_form(meeting: MeetingView) -> Any:
    """A form made for the people expected: `came-<id>` and `minutes-<id>` for each."""
    fields: dict[str, Any] = {}
    for person in meeting.people:
        fields[f"came-{person.person_id}"] = _came(person)
        fields[f"minutes-{person.person_id}"] = _minutes(person, meeting.minutes)
    kind = type("AttendanceForm", (VersionedForm,), fields)
    return kind(data={"version": meeting.seen, **_kept(meeting)})


def _came(person: Expected) -> ChoiceField:
    hint = f"Help we give: {', '.join(person.needs)}" if person.needs else ""
    return ChoiceField(person.name, choices=list(ATTENDANCE.items()), hint=hint)


def _minutes(person: Expected, longest: int) -> WholeNumberField:
    return WholeNumberField(
        f"How many minutes was {person.name} there?",
        empty=f"Enter how many minutes {person.name} was there",
        thing="Minutes",
        least=1, most=longest, like="45",
        only_if=(f"came-{person.person_id}", "left early"),
    )  # fmt: skip


def _kept(meeting: MeetingView) -> dict[str, Any]:
    came = {f"came-{one.person_id}": one.state or None for one in meeting.people}
    return came | {f"minutes-{one.person_id}": one.minutes for one in meeting.people}


def ticks_of(form: Any, meeting: MeetingView) -> list[Tick]:
    """Who was ticked, in the order of the page."""
    made = []
    for person in meeting.people:
        state = form[f"came-{person.person_id}"].data
        if state:
            made.append(Tick(person.person_id, state, form[f"minutes-{person.person_id}"].data))
    return made
