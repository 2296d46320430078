"""The agreement of a role, the coordinator's side: part by part, what changed, sign first (C-32)."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, url_for

from portal.documents.views import answer_with
from portal.foundation.access import requires
from portal.foundation.database import Stale
from portal.foundation.fields import VersionedForm
from portal.foundation.pages import success
from portal.openings.offering.agreements import queries, service
from portal.openings.offering.agreements.forms import PartForm
from portal.openings.offering.agreements.papers import agreement_paper
from portal.openings.offering.agreements.queries import RoleView
from portal.openings.offering.agreements.rules import Part, changed_words
from portal.openings.queries import pay_said
from portal.openings.rules import staff_words

page = Blueprint("agreements", __name__, url_prefix="/manage/openings/<opening_id>/roles")


def my_role(opening_id: str, role_id: str) -> RoleView:
    """404 for a role in another team's opening, as for none."""
    return queries.role(role_id, g.actor.teams("openings.manage"), opening_id) or abort(404)


def my_draft_part(opening_id: str, role_id: str, number: int) -> tuple[RoleView, Part]:
    """The part (from 1) of what is being written; 404 where nothing is."""
    role = my_role(opening_id, role_id)
    if role.draft is None or not 1 <= number <= len(role.draft):
        abort(404)
    return role, role.draft[number - 1]


def to_agreement(role: RoleView) -> Any:
    return redirect(url_for("agreements.show_agreement", opening_id=role.opening_id, role_id=role.id), 303)


@page.get("/<role_id>")
@requires("openings.manage")
def show_agreement(opening_id: str, role_id: str) -> str:
    role = my_role(opening_id, role_id)
    said = pay_said(role.person_id, role.id)
    shown = {"pay": staff_words(said.answer if said else ""), "changed": changed_words(role.changes)}
    form = VersionedForm(data={"version": role.draft_version})
    return render_template("openings/show_agreement.html", role=role, form=form, **shown)


@page.get("/<role_id>/parts/<int:number>")
@requires("openings.manage")
def edit_agreement_part(opening_id: str, role_id: str, number: int) -> str:
    role, part = my_draft_part(opening_id, role_id, number)
    form = PartForm(data={"you": part.you, "we": part.we, "version": role.draft_version})
    return part_page(role, number, part, form)


def part_page(role: RoleView, number: int, part: Part, form: PartForm, **more: Any) -> str:
    shown = {"role": role, "number": number, "part": part, "form": form, **more}
    return render_template("openings/edit_agreement_part.html", **shown)


@page.post("/<role_id>/parts/<int:number>")
@requires("openings.manage")
def write_agreement_part(opening_id: str, role_id: str, number: int) -> Any:
    role, part = my_draft_part(opening_id, role_id, number)
    form = PartForm()
    if not form.validate():
        return part_page(role, number, part, form), 422
    typed = (form.version.data, number - 1, form.you.data, form.we.data)
    try:
        service.write_part(role.id, *typed, by=g.actor.id, once=form.once.data)
    except Stale:
        form.version.data = role.draft_version
        return part_page(role, number, part, form, theirs=part), 409
    success(f"Part {number} is saved.")
    return to_agreement(role)


@page.post("/<role_id>/sign")
@requires("openings.manage")
def sign_agreement(opening_id: str, role_id: str) -> Any:
    role, form = my_role(opening_id, role_id), VersionedForm()
    form.validate()
    service.sign(role.id, form.version.data, by=g.actor.id, once=form.once.data)
    success(f"You signed. {role.person_name} is asked to read it and answer.")
    return to_agreement(role)


@page.post("/<role_id>/new-version")
@requires("openings.manage")
def begin_agreement_version(opening_id: str, role_id: str) -> Any:
    role, form = my_role(opening_id, role_id), VersionedForm()
    form.validate()
    service.begin_version(role.id, by=g.actor.id, once=form.once.data)
    return to_agreement(role)


@page.get("/<role_id>/pdf")
@requires("openings.manage")
def agreement_file(opening_id: str, role_id: str) -> Any:
    role = my_role(opening_id, role_id)
    version = role.newest or abort(404)
    return answer_with(agreement_paper(role, version, by=g.actor.id))
