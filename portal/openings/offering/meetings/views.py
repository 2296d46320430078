"""Meetings of an opening: list, add, change, call off, tick who came."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for

from portal.foundation import calendar
from portal.foundation.access import requires
from portal.foundation.pages import success
from portal.openings.offering.meetings import queries, rules, service
from portal.openings.offering.meetings.forms import (
    CallOffForm,
    MeetingForm,
    attendance_form,
    filled_from,
    ticks_of,
)
from portal.openings.offering.meetings.queries import MeetingView
from portal.openings.offering.publishing.queries import opening
from portal.openings.offering.publishing.views import my_opening

page = Blueprint("meetings", __name__, url_prefix="/manage/openings/<opening_id>/meetings")


def my_meeting(opening_id: str, meeting_id: str) -> MeetingView:
    """404 for a meeting of another team's opening, as for none."""
    return queries.meeting(opening_id, meeting_id, g.actor.teams("openings.manage")) or abort(404)


def to_meeting(opening_id: str, meeting_id: str) -> Any:
    return redirect(url_for("meetings.show_meeting", opening_id=opening_id, meeting_id=meeting_id), 303)


@page.get("")
@requires("openings.manage")
def list_meetings(opening_id: str) -> str:
    mine = my_opening(opening_id)
    meetings, expected = queries.meetings_of(opening_id), queries.expected(opening_id)
    return render_template("openings/list_meetings.html", opening=mine, meetings=meetings, expected=expected)


@page.get("/new")
@requires("openings.manage")
def new_meeting(opening_id: str) -> str:
    mine = my_opening(opening_id)
    form = MeetingForm(data={"place": mine.row.place, "online": mine.row.how in ("online", "both")})
    return render_template("openings/edit_meeting.html", opening=mine, form=form, title="Add a meeting")


@page.post("/new")
@requires("openings.manage")
def add_meeting(opening_id: str) -> Any:
    mine, form = my_opening(opening_id), MeetingForm()
    if not form.validate():
        return render_template(
            "openings/edit_meeting.html", opening=mine, form=form, title="Add a meeting"
        ), 422
    typed = (*form.moments(), form.place.data or "", form.online.data)
    service.add_meeting(opening_id, *typed, by=g.actor.id, once=form.once.data)
    success("The meeting is added.")
    return redirect(url_for("meetings.list_meetings", opening_id=opening_id), 303)


@page.get("/<meeting_id>")
@requires("openings.manage")
def show_meeting(opening_id: str, meeting_id: str) -> str:
    meeting = my_meeting(opening_id, meeting_id)
    return meeting_page(meeting, attendance_form(meeting))


def meeting_page(meeting: MeetingView, form: Any) -> str:
    why_not = rules.why_not_tick(meeting.facts, calendar.now())
    can_change = rules.why_not_change(meeting.facts, calendar.now()) is None
    can_call_off = rules.why_not_call_off(meeting.facts, calendar.now()) is None
    may = {"can_change": can_change, "can_call_off": can_call_off}
    return render_template("openings/show_meeting.html", meeting=meeting, form=form, why_not=why_not, **may)


@page.post("/<meeting_id>")
@requires("openings.manage")
def tick_attendance(opening_id: str, meeting_id: str) -> Any:
    meeting = my_meeting(opening_id, meeting_id)
    form = attendance_form(meeting)
    if not form.validate():
        return meeting_page(meeting, form), 422
    ticks = ticks_of(form, meeting)
    if request.form.get("all"):
        ticks = rules.everyone_else_came([one.person_id for one in meeting.people], ticks)
    plain = [(one.person_id, one.state, one.minutes) for one in ticks]
    service.tick_attendance(meeting_id, form.version.data, plain, by=g.actor.id, once=form.once.data)
    success("Saved who came.")
    return to_meeting(opening_id, meeting_id)


@page.get("/<meeting_id>/edit")
@requires("openings.manage")
def edit_meeting(opening_id: str, meeting_id: str) -> str:
    meeting = my_meeting(opening_id, meeting_id)
    mine, form = opening(opening_id, None), MeetingForm(data=filled_from(meeting.row))
    return render_template("openings/edit_meeting.html", opening=mine, form=form, title="Change the meeting")


@page.post("/<meeting_id>/edit")
@requires("openings.manage")
def change_meeting(opening_id: str, meeting_id: str) -> Any:
    meeting, form = my_meeting(opening_id, meeting_id), MeetingForm()
    if not form.validate():
        mine = opening(opening_id, None)
        return render_template(
            "openings/edit_meeting.html", opening=mine, form=form, title="Change the meeting"
        ), 422
    typed = (*form.moments(), form.place.data or "", form.online.data)
    service.change_meeting(meeting.id, *typed, by=g.actor.id, once=form.once.data)
    success("The meeting is changed. People who take part hear of it.")
    return to_meeting(opening_id, meeting_id)


@page.get("/<meeting_id>/call-off")
@requires("openings.manage")
def ask_call_off(opening_id: str, meeting_id: str) -> str:
    meeting = my_meeting(opening_id, meeting_id)
    return render_template("openings/ask_call_off.html", meeting=meeting, form=CallOffForm())


@page.post("/<meeting_id>/call-off")
@requires("openings.manage")
def call_off_meeting(opening_id: str, meeting_id: str) -> Any:
    meeting, form = my_meeting(opening_id, meeting_id), CallOffForm()
    if not form.validate():
        return render_template("openings/ask_call_off.html", meeting=meeting, form=form), 422
    service.call_off_meeting(meeting.id, form.why.data, by=g.actor.id, once=form.once.data)
    success("The meeting is called off. People who take part hear of it.")
    return to_meeting(opening_id, meeting_id)
