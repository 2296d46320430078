"""/admin/staff: who works here in which role; inviting, changing, removing."""

from typing import Any

from flask import abort, g, redirect, render_template, url_for

from portal.accounts.staff import queries, service
from portal.foundation.access import requires
from portal.foundation.fields import PortalForm
from portal.foundation.pages import Refused, success
from portal.office.staff.forms import WHOLE, InviteForm, RoleForm
from portal.office.views import page
from portal.organisation.queries import teams

Answer = Any  # a page, or where to go
manages = requires("staff.manage")
manages_fresh = requires("staff.manage", fresh=True)


@page.get("/admin/staff")
@manages
def staff() -> Answer:
    return render_template("office/staff.html", staff=queries.staff())


@page.get("/admin/staff/invite")
@manages
def invite() -> Answer:
    return render_template("office/invite.html", form=InviteForm(teams(), data={"team": WHOLE}))


@page.post("/admin/staff/invite")
@manages_fresh
def send_invitation() -> Answer:
    form = InviteForm(teams())
    if form.validate() and _done(
        form, service.invite, form.name.data, form.email.data, form.role.data, form.team_id
    ):
        success(f"We sent {form.name.data} a link. It works for 7 days.")
        return redirect(url_for("office.staff"), 303)
    return render_template("office/invite.html", form=form), 422


@page.get("/admin/staff/<person_id>")
@manages
def member(person_id: str) -> Answer:
    return render_template("office/member.html", member=_member(person_id), form=PortalForm())


@page.post("/admin/staff/<person_id>/invite-again")
@manages
def invite_again(person_id: str) -> Answer:
    one = _member(person_id)
    service.invite_again(one.id, by=g.actor.id)
    success(f"We sent {one.name} a new link.")
    return redirect(url_for("office.member", person_id=one.id), 303)


@page.get("/admin/staff/<person_id>/roles/<role_id>")
@manages
def change_role(person_id: str, role_id: str) -> Answer:
    one, role = _member(person_id), _role(person_id, role_id)
    form = RoleForm(teams(), data={"role": role.role, "team": role.team_id or WHOLE})
    return render_template("office/change_role.html", member=one, role=role, form=form)


@page.post("/admin/staff/<person_id>/roles/<role_id>")
@manages_fresh
def save_role(person_id: str, role_id: str) -> Answer:
    one, role, form = _member(person_id), _role(person_id, role_id), RoleForm(teams())
    if form.validate() and _done(form, service.change_role, one.id, role.id, form.role.data, form.team_id):
        success(f"Changed. {one.name} is signed out and signs in again with the new role.")
        return redirect(url_for("office.member", person_id=one.id), 303)
    return render_template("office/change_role.html", member=one, role=role, form=form), 422


@page.get("/admin/staff/<person_id>/add-role")
@manages
def add_role(person_id: str) -> Answer:
    form = RoleForm(teams(), data={"team": WHOLE})
    return render_template("office/add_role.html", member=_member(person_id), form=form)


@page.post("/admin/staff/<person_id>/add-role")
@manages_fresh
def save_added_role(person_id: str) -> Answer:
    one, form = _member(person_id), RoleForm(teams())
    if form.validate() and _done(form, service.add_role, one.id, form.role.data, form.team_id):
        success(f"Added. {one.name} is signed out and signs in again with the new role.")
        return redirect(url_for("office.member", person_id=one.id), 303)
    return render_template("office/add_role.html", member=one, form=form), 422


@page.get("/admin/staff/<person_id>/remove")
@manages
def remove(person_id: str) -> Answer:
    return render_template("office/remove.html", member=_member(person_id), form=PortalForm())


@page.post("/admin/staff/<person_id>/remove")
@manages_fresh
def remove_member(person_id: str) -> Answer:
    one = _member(person_id)
    _or_refused(service.remove, one.id)
    success(f"{one.name} is no longer a member of staff and is signed out.")
    return redirect(url_for("office.staff"), 303)


@page.get("/admin/staff/<person_id>/reset-two-step")
@manages
def reset_two_step(person_id: str) -> Answer:
    return render_template("office/reset_two_step.html", member=_member(person_id), form=PortalForm())


@page.post("/admin/staff/<person_id>/reset-two-step")
@manages_fresh
def take_two_step_away(person_id: str) -> Answer:
    one = _member(person_id)
    _or_refused(service.reset_second_step, one.id)
    success(f"{one.name} sets up the second step again at the next sign-in.")
    return redirect(url_for("office.member", person_id=one.id), 303)


def _member(person_id: str) -> queries.StaffRow:
    return queries.member(person_id) or abort(404)


def _role(person_id: str, role_id: str) -> queries.Role:
    roles = _member(person_id).roles
    return next((role for role in roles if role.id == role_id), None) or abort(404)


def _done(form: RoleForm, act: Any, *asked: Any) -> bool:
    """Does it; a rule that stops it stands beside the role."""
    once = {"once": form.once.data} if act is service.invite else {}
    try:
        act(*asked, by=g.actor.id, **once)
    except service.NotAllowed as problem:
        form.wrong("role", str(problem))
    return not form.errors


def _or_refused(act: Any, person_id: str) -> None:
    """Does it, or shows the page that says which rule stops it."""
    try:
        act(person_id, by=g.actor.id)
    except service.NotAllowed as problem:
        back = url_for("office.member", person_id=person_id)
        raise Refused("staff", str(problem), back, "Go back") from None
