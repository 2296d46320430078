"""Openings (P-20): those that match you and all of them; "Not for me" and its undo; kept for later."""

from flask import abort, g, redirect, render_template, request, url_for

from portal.foundation.access import public, requires
from portal.foundation.pages import part_or_page, success
from portal.openings.finding import queries, service, shown
from portal.openings.finding.blueprint import Answer, finder, own, page
from portal.openings.finding.forms import NotForMeForm, OpeningsFilter
from portal.openings.finding.reading.queries import name_of


@page.get("/openings")
@public
def list_openings() -> Answer:
    form, person_id = OpeningsFilter(request.args, meta={"csrf": False}), finder()
    number, chosen = shown.page_number(request.args.get("page", 1, int)), shown.chosen_in(form)
    matched_to = person_id if not chosen and number == 1 else None
    found = queries.openings_page(shown.asked_by(form, person_id), number, matched_to)
    values = shown.of_list(found, number, chosen)
    whose = {"form": form, "own": own(), "matched": matched_to, "hidden": request.args.get("hidden")}
    return part_or_page("openings/_openings_answer.html", "openings/list_openings.html", **values, **whose)


@page.get("/openings/<opening_id>/not-for-me")
@requires("openings.join")
def not_for_me(opening_id: str) -> Answer:
    name = name_of(opening_id) or abort(404)
    return render_template("openings/not_for_me.html", name=name, form=NotForMeForm())


@page.post("/openings/<opening_id>/not-for-me")
@requires("openings.join")
def hide_opening(opening_id: str) -> Answer:
    name = name_of(opening_id) or abort(404)
    form = NotForMeForm()
    if not form.validate():
        return render_template("openings/not_for_me.html", name=name, form=form), 422
    service.hide(opening_id, form.why.data or "", by=g.actor.id)
    success(f"{name} is no longer among your matches.")
    return redirect(url_for("openings.list_openings", hidden=opening_id), 303)


@page.post("/openings/<opening_id>/for-me")
@requires("openings.join")
def show_again(opening_id: str) -> Answer:
    name = name_of(opening_id) or abort(404)
    service.show_again(opening_id, by=g.actor.id)
    success(f"{name} can be among your matches again.")
    return redirect(url_for("openings.list_openings"), 303)


@page.post("/openings/<opening_id>/saved")
@requires("openings.join")
def save_opening(opening_id: str) -> Answer:
    name = name_of(opening_id) or abort(404)
    service.keep(opening_id, by=g.actor.id)
    success(f"{name} is saved for later. You find it under “Saved for later” in the list of openings.")
    return redirect(url_for("openings.show_opening", opening_id=opening_id), 303)


@page.post("/openings/<opening_id>/not-saved")
@requires("openings.join")
def unsave_opening(opening_id: str) -> Answer:
    name = name_of(opening_id) or abort(404)
    service.let_go(opening_id, by=g.actor.id)
    success(f"{name} is no longer saved for later.")
    return redirect(url_for("openings.show_opening", opening_id=opening_id), 303)
