"""Telling the story: words that are saved as they are written, photos, sound, a call; and how it was (P-32, P-33)."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from portal.contributions import reach
from portal.contributions.log.shown import seen_by_picks
from portal.contributions.models import LogEntry
from portal.contributions.queries import coordinator
from portal.contributions.telling import queries, service
from portal.contributions.telling.forms import PhotoForm, ReflectForm, SoundForm, StoryForm
from portal.contributions.telling.rules import is_being_written_by_another
from portal.contributions.telling.sending import send_file
from portal.foundation import recordings, stored_files
from portal.foundation.access import requires
from portal.foundation.database import Stale
from portal.foundation.pages import Refused, success
from portal.foundation.stored_files import BadFile
from portal.organisation.queries import setting

page = Blueprint("telling", __name__)
Answer = Response | str | tuple[str, int]
SOUND_REQUEST = 27 * 1024 * 1024  # a recording of 25 MB and the form around it


@page.url_value_preprocessor
def let_a_recording_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """The one address for files over the usual limit. Here, because the form is read before any other function."""
    if endpoint == "telling.save_sound":
        request.max_content_length = SOUND_REQUEST


def _to_tell(entry_id: str) -> LogEntry:
    """The entry, unless somebody else is in the middle of its story: unsaved words are theirs alone."""
    entry = reach.my_story(entry_id)
    if g.helping and is_being_written_by_another(entry.story_draft, entry.draft_by, g.actor.id):
        who, back = reach.words()["you"], url_for("log.show_entry", entry_id=entry_id)
        raise Refused(
            "being-written",
            f"{who} is writing this story. You can add to it once it is saved.",
            back,
            "Go back",
        )
    return entry


@page.get("/log/<entry_id>/story")
@requires("log.own", helper="log")
def story(entry_id: str) -> str:
    entry = _to_tell(entry_id)
    words = entry.story if entry.story_draft is None else entry.story_draft
    data = {
        "words": words,
        "call_me": entry.story_by_phone,
        "seen_by": entry.seen_by,
        "version": entry.version,
    }
    return _story_page(entry, StoryForm(data=data))


@page.post("/log/<entry_id>/story")
@requires("log.own", helper="log")
def save_story(entry_id: str) -> Answer:
    entry, form, then = _to_tell(entry_id), StoryForm(), request.form.get("then", "")
    form.seen_by.choices = _seen_by(entry)
    if not form.validate():
        return _story_page(entry, form), 422
    if then in LATER:
        return _leave(entry, form, then)
    service.save_story(
        g.person_id, entry_id, form.words.data or "", form.seen_by.data, form.call_me.data, seen=form.version.data,
        by=g.actor.id, key=_key(form),
    )  # fmt: skip
    return redirect(_after_story(entry_id), 303)


LATER = {"photo": "telling.add_photo", "sound": "telling.add_sound", "later": "log.list_log"}


def _leave(entry: LogEntry, form: StoryForm, then: str) -> Response:
    """Off to a photo or a recording, or for today: the words so far are kept."""
    if not _keep(entry, form).kept:
        raise Stale
    if then == "later":
        success("Your story is saved. You can carry on with it at any time.")
        return redirect(url_for("log.list_log"), 303)
    return redirect(url_for(LATER[then], entry_id=entry.id), 303)


def _after_story(entry_id: str) -> str:
    """The two short questions, unless they are answered."""
    if queries.reflection(entry_id) is None:
        return url_for("telling.reflect", entry_id=entry_id)
    success("Your story is saved.")
    return url_for("log.show_entry", entry_id=entry_id)


def _keep(entry: LogEntry, form: StoryForm) -> service.Draft:
    seen = form.version.data
    return service.keep_draft(
        g.person_id, entry.id, form.words.data or "", key=_key(form), seen=seen, by=g.actor.id
    )


def _key(form: StoryForm) -> str:
    return str(form.once.data or "")[:40]


def _seen_by(entry: LogEntry) -> Any:
    return seen_by_picks(entry.seen_by, coordinator(entry.team_id))


def _story_page(entry: LogEntry, form: StoryForm) -> str:
    form.seen_by.choices = form.seen_by.choices or _seen_by(entry)
    return render_template(
        "contributions/story.html", form=form, entry=entry, files=queries.files(entry.id), support=setting("support"),
        said=reach.words(), draft=entry.story_draft is not None,
    )  # fmt: skip


@page.post("/log/<entry_id>/story/draft")
@requires("log.own", helper="log")
def keep_draft(entry_id: str) -> Answer:
    """Autosave: the answer is the status line alone."""
    entry, form = _to_tell(entry_id), StoryForm()
    form.seen_by.choices = seen_by_picks(entry.seen_by, "")
    if not form.validate() and form.words.errors:
        return render_template("contributions/_draft.html", problem=form.words.errors[0], entry=entry), 422
    return render_template("contributions/_draft.html", draft=_keep(entry, form), entry=entry, problem="")


@page.get("/log/<entry_id>/story/photo")
@requires("log.own", helper="log")
def add_photo(entry_id: str) -> str:
    return render_template("contributions/add_photo.html", form=PhotoForm(), entry=_to_tell(entry_id))


@page.post("/log/<entry_id>/story/photo")
@requires("log.own", helper="log")
def save_photo(entry_id: str) -> Answer:
    entry, form = _to_tell(entry_id), PhotoForm()
    if form.validate() and _kept(entry, form, "photo"):
        success("Photo added.")
        return redirect(url_for("telling.story", entry_id=entry_id), 303)
    return render_template("contributions/add_photo.html", form=form, entry=entry), 422


@page.get("/log/<entry_id>/story/sound")
@requires("log.own", helper="log")
def add_sound(entry_id: str) -> str:
    return render_template("contributions/add_sound.html", form=SoundForm(), entry=_to_tell(entry_id))


@page.post("/log/<entry_id>/story/sound")
@requires("log.own", helper="log")
def save_sound(entry_id: str) -> Answer:
    entry, form = _to_tell(entry_id), SoundForm()
    if form.validate() and _kept(entry, form, "sound"):
        success("Recording added.")
        return redirect(url_for("telling.story", entry_id=entry_id), 303)
    return render_template("contributions/add_sound.html", form=form, entry=entry), 422


def _kept(entry: LogEntry, form: PhotoForm | SoundForm, name: str) -> bool:
    """Made safe before the change begins; what the file really is, its content says."""
    sent, accept = form[name].data, recordings.accept_sound if name == "sound" else stored_files.accept
    try:
        kept = accept(sent.read(), sent.filename or "")
    except BadFile as problem:
        form.wrong(name, str(problem))
        return False
    service.add_file(g.person_id, entry.id, kept, by=g.actor.id)
    return True


@page.post("/log/<entry_id>/files/<file_id>/remove")
@requires("log.own", helper="log")
def remove_file(entry_id: str, file_id: str) -> Response:
    entry = _to_tell(entry_id)
    service.remove_file(g.person_id, entry.id, file_id, by=g.actor.id)
    success("Removed.")
    return redirect(url_for("telling.story", entry_id=entry_id), 303)


@page.get("/log/<entry_id>/files/<file_id>")
@requires("log.own", helper="log")
def show_file(entry_id: str, file_id: str) -> Response:
    entry = reach.my_story(entry_id)
    return send_file(queries.file(entry.id, file_id) or abort(404))


@page.get("/log/<entry_id>/reflect")
@requires("log.own", helper="log")
def reflect(entry_id: str) -> str:
    entry, told = reach.my_story(entry_id), queries.reflection(entry_id)
    names = ("listened", "could_change", "better")
    form = ReflectForm(data={name: getattr(told, name) for name in names} if told else None)
    return _reflect_page(entry, form)


@page.post("/log/<entry_id>/reflect")
@requires("log.own", helper="log")
def save_reflection(entry_id: str) -> Answer:
    entry, form = reach.my_story(entry_id), ReflectForm()
    if not form.validate():
        return _reflect_page(entry, form), 422
    said = (form.listened.data, form.could_change.data, form.better.data)
    if any(said):
        listened, could_change, better = said
        answers = (listened or "skip", could_change or "skip", better or "")
        service.reflect(g.person_id, entry_id, *answers, by=g.actor.id)
        success("Saved.")
    return redirect(url_for("log.show_entry", entry_id=entry_id), 303)


def _reflect_page(entry: LogEntry, form: ReflectForm) -> str:
    return render_template("contributions/reflect.html", form=form, entry=entry, support=setting("support"))
