"""Stories for coordinators (C-40)."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from portal.contributions import rules
from portal.contributions.queries import replies
from portal.contributions.stories import queries, service
from portal.contributions.stories.forms import AnswerForm
from portal.contributions.stories.queries import PAGE, Story, Teams
from portal.contributions.telling import queries as telling
from portal.contributions.telling.sending import send_file
from portal.foundation.access import requires
from portal.foundation.pages import part_or_page, success
from portal.foundation.shown import Pages

page = Blueprint("stories", __name__)
Answer = Response | str | tuple[str, int]
USES = {
    rules.COORDINATOR: "For you to read. It is not for use.",
    rules.NO_NAME: "You can use it, without the name",
    rules.WITH_NAME: "You can use it with the name",
}


def _teams() -> Teams:
    reach: Teams = g.actor.teams("stories.read")
    return reach


def _story(entry_id: str) -> Story:
    """A story within reach; 404 otherwise."""
    return queries.story(_teams(), entry_id) or abort(404)


@page.get("/stories")
@requires("stories.read")
def list_stories() -> Answer:
    new, before = request.args.get("show") == "new", request.args.get("before", "")[:16]
    found = queries.stories(_teams(), PAGE + 1, before=before, new=new)
    return part_or_page(
        "contributions/_stories.html", "contributions/list_stories.html", stories=found[:PAGE], new=new, before=before,
        counts=queries.counts(_teams()), pages=_pages(found, new), uses=USES,
    )  # fmt: skip


def _pages(found: list[Story], new: bool) -> Pages:
    """Older stories follow the last one shown, however many come in meanwhile."""
    if len(found) <= PAGE:
        return Pages()
    more = url_for("stories.list_stories", before=found[PAGE - 1].id, show="new" if new else None)
    return Pages(next_href=more)


@page.get("/stories/<entry_id>")
@requires("stories.read")
def show_story(entry_id: str) -> str:
    return _story_page(_story(entry_id), AnswerForm())


@page.post("/stories/<entry_id>/replies")
@requires("stories.read")
def answer(entry_id: str) -> Answer:
    story, form = _story(entry_id), AnswerForm()
    if not form.validate():
        return _story_page(story, form), 422
    teams, thanks = _teams(), form.kind.data == "thanks"
    reach = None if teams is None else sorted(teams)
    service.answer_story(story.id, reach, form.words.data, thanks, by=g.actor.id, once=form.once.data)
    success(f"{'Thanks' if thanks else 'Answer'} sent to {story.person_name}.")
    return redirect(url_for("stories.show_story", entry_id=story.id), 303)


@page.post("/stories/<entry_id>/read")
@requires("stories.read")
def mark_read(entry_id: str) -> Response:
    story = _story(entry_id)
    service.mark_read(story.id, _teams(), by=g.actor.id)
    success(f"Marked as read: {story.what}, {story.person_name}.")
    return redirect(url_for("stories.list_stories"), 303)


@page.get("/stories/<entry_id>/files/<file_id>")
@requires("stories.read")
def show_file(entry_id: str, file_id: str) -> Response:
    return send_file(telling.file(_story(entry_id).id, file_id) or abort(404))


def _story_page(story: Story, form: AnswerForm) -> str:
    thread, files = replies(story.id), telling.files(story.id)
    return render_template(
        "contributions/show_story.html", form=form, story=story, replies=thread, files=files, uses=USES
    )
