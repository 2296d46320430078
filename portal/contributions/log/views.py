"""Logging in two pages, the log by month, and one entry (P-30, P-31, P-34)."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from portal.contributions import reach
from portal.contributions.log import queries, rules, service, shown
from portal.contributions.log.forms import EditForm, FilterForm, ReplyForm, SeenByForm, TimeForm, WhatForm
from portal.contributions.models import LogEntry
from portal.contributions.queries import coordinator, replies
from portal.contributions.telling.queries import files
from portal.contributions.telling.rules import HOW_IT_WAS
from portal.foundation import calendar
from portal.foundation.access import requires
from portal.foundation.fields import PortalForm
from portal.foundation.pages import part_or_page, success
from portal.openings import queries as openings

page = Blueprint("log", __name__)
Answer = Response | str | tuple[str, int]


@page.get("/log/new")
@requires("log.own", helper="log")
def what_done() -> str:
    choices = queries.choices(g.person_id, calendar.today())
    wanted = f"meeting:{request.args['meeting']}" if "meeting" in request.args else None
    form = WhatForm(data={"when": calendar.today(), "what": shown.picked_before(wanted, choices)})
    form.offer(choices)
    return render_template("contributions/what_done.html", form=form, said=reach.words())


@page.post("/log/new")
@requires("log.own", helper="log")
def start_entry() -> Answer:
    choices, form = queries.choices(g.person_id, calendar.today()), WhatForm()
    form.offer(choices)
    if not form.validate():
        return render_template("contributions/what_done.html", form=form, said=reach.words()), 422
    did = form.did(choices)
    entry_id = service.start_entry(g.person_id, did, by=g.actor.id, once=form.once.data)
    return redirect(url_for("log.how_long", entry_id=entry_id), 303)


@page.get("/log/<entry_id>/time")
@requires("log.own", helper="log")
def how_long(entry_id: str) -> str:
    entry = reach.my_entry(entry_id)
    minutes = entry.minutes or _minutes_of_session(entry)
    data = {"time": rules.time_choice(minutes), "other": minutes, "also": entry.also}
    return _time_page(entry, TimeForm(data=data))


@page.post("/log/<entry_id>/time")
@requires("log.own", helper="log")
def save_time(entry_id: str) -> Answer:
    entry, form = reach.my_entry(entry_id), TimeForm()
    if not form.validate():
        return _time_page(entry, form), 422
    service.save_time(g.person_id, entry_id, form.minutes, form.also.data, by=g.actor.id)
    if request.form.get("then") == "story" and reach.sees_story(entry.seen_by):
        return redirect(url_for("telling.story", entry_id=entry_id), 303)
    success(rules.saved_words(entry.what, form.minutes, bool(entry.role_id)))
    return redirect(url_for("log.show_entry", entry_id=entry_id), 303)


def _minutes_of_session(entry: LogEntry) -> int | None:
    """Known already: nobody types what the calendar says."""
    held = openings.session(g.person_id, entry.meeting_id) if entry.meeting_id else None
    return (held.present_minutes or held.minutes) if held else None


def _time_page(entry: LogEntry, form: TimeForm) -> str:
    tells = reach.sees_story(entry.seen_by)
    return render_template(
        "contributions/how_long.html", form=form, entry=entry, tells=tells, said=reach.words()
    )


@page.get("/log")
@requires("log.own", helper="log")
def list_log() -> str:
    sums, form = queries.sums(g.person_id), FilterForm(request.args, meta={"csrf": False})
    form.offer(sums)
    role = form.role.data if form.role.data in sums.roles else None
    year = int(form.year.data) if form.year.data in map(str, sums.years) else None
    number, some = _page_number(), sums.narrowed(year, role)
    return part_or_page(
        "contributions/_log.html", "contributions/list_log.html", form=form, sums=some, said=reach.words(),
        months=shown.months(queries.entries(g.person_id, year, role, number), some),
        begun=queries.unfinished(g.person_id), chosen=shown.chosen(role, year, sums),
        pages=shown.pages(number, some, role=role, year=year),
        total=rules.total_words(some, reach.words()["You_have"], calendar.today()),
    )  # fmt: skip


def _page_number() -> int:
    """From the address, within what a database can skip."""
    return min(max(1, request.args.get("page", 1, int)), 100_000)


@page.get("/log/<entry_id>")
@requires("log.own", helper="log")
def show_entry(entry_id: str) -> str:
    return _entry_page(entry_id, ReplyForm())


@page.post("/log/<entry_id>/replies")
@requires("log.own", helper="log")
def reply(entry_id: str) -> Answer:
    entry, form = reach.my_story(entry_id), ReplyForm()
    if not form.validate():
        return _entry_page(entry.id, form), 422
    service.reply(g.person_id, entry.id, form.words.data, by=g.actor.id, once=form.once.data)
    success("Your reply is saved.")
    return redirect(url_for("log.show_entry", entry_id=entry.id), 303)


def _entry_page(entry_id: str, form: ReplyForm) -> str:
    found = queries.whole(g.person_id, entry_id) or abort(404)
    entry = found.entry
    sees, who = reach.sees_story(entry.seen_by), coordinator(entry.team_id)
    return render_template(
        "contributions/show_entry.html", form=form, found=found, entry=entry, sees=sees, rows=shown.facts(found, who),
        read=shown.read_words(found), replies=replies(entry.id) if sees else [], files=files(entry.id) if sees else [],
        goals=[] if g.helping else queries.goals_for(g.person_id, entry.id), how_it_was=HOW_IT_WAS,
        said=reach.words(),
    )  # fmt: skip


@page.get("/log/<entry_id>/edit")
@requires("log.own", helper="log")
def edit_entry(entry_id: str) -> str:
    entry = _own_words(entry_id)
    form = EditForm(data={"what": entry.what, "when": entry.on_date, "version": entry.version})
    return render_template("contributions/edit_entry.html", form=form, entry=entry)


@page.post("/log/<entry_id>/edit")
@requires("log.own", helper="log")
def save_entry(entry_id: str) -> Answer:
    entry, form = _own_words(entry_id), EditForm()
    if not form.validate():
        return render_template("contributions/edit_entry.html", form=form, entry=entry), 422
    seen = form.version.data
    service.change_entry(g.person_id, entry_id, form.what.data, form.when.data, seen=seen, by=g.actor.id)
    success("Saved.")
    return redirect(url_for("log.show_entry", entry_id=entry_id), 303)


def _own_words(entry_id: str) -> LogEntry:
    """An entry with words and a day of its own: those of a session are the session's."""
    entry = reach.my_saved_entry(entry_id)
    return abort(404) if entry.meeting_id else entry


@page.get("/log/<entry_id>/seen-by")
@requires("log.own", helper="log")
def seen_by(entry_id: str) -> str:
    entry = reach.my_story(entry_id)
    form = _seen_by_form(entry, SeenByForm(data={"seen_by": entry.seen_by}))
    return render_template("contributions/seen_by.html", form=form, entry=entry)


@page.post("/log/<entry_id>/seen-by")
@requires("log.own", helper="log")
def save_seen_by(entry_id: str) -> Answer:
    entry = reach.my_story(entry_id)
    form = _seen_by_form(entry, SeenByForm())
    if not form.validate():
        return render_template("contributions/seen_by.html", form=form, entry=entry), 422
    service.change_seen_by(g.person_id, entry_id, form.seen_by.data, by=g.actor.id)
    success("Saved.")
    return redirect(url_for("log.show_entry", entry_id=entry_id), 303)


def _seen_by_form(entry: LogEntry, form: SeenByForm) -> SeenByForm:
    form.seen_by.choices = shown.seen_by_picks(entry.seen_by, coordinator(entry.team_id))
    return form


@page.get("/log/<entry_id>/delete")
@requires("log.own", helper="log")
def ask_delete(entry_id: str) -> str:
    entry = reach.my_entry_to_delete(entry_id)
    return render_template("contributions/ask_delete.html", form=PortalForm(), entry=entry)


@page.post("/log/<entry_id>/delete")
@requires("log.own", helper="log")
def delete_entry(entry_id: str) -> Response:
    entry = reach.my_entry_to_delete(entry_id)
    service.delete_entry(g.person_id, entry.id, by=g.actor.id)
    success(f"Deleted: {entry.what}.")
    return redirect(url_for("log.list_log"), 303)
