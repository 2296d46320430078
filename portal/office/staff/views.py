"""/admin/staff: who works here in which role; inviting, changing, removing."""

from typing import Any

from flask import abort, g, redirect, render_template, url_for

from portal.accounts.staff import queries, service
from portal.changes.answers import after
from portal.changes.queries import nobody_else_could_confirm, waiting_for
from portal.foundation.access import requires
from portal.foundation.fields import PortalForm
from portal.foundation.pages import Refused, success
from portal.office.staff import asking
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
    return _form_page("office/invite.html", InviteForm(teams(), data={"team": WHOLE}))


@page.post("/admin/staff/invite")
@manages_fresh
def send_invitation() -> Answer:
    form = InviteForm(teams())
    if form.validate():
        told = f"We sent {form.name.data} a link. It works for 7 days."
        done = _done(form, told, "/admin/staff", asking.invite, form.name.data, form.email.data)
        if done:
            return done
    return _form_page("office/invite.html", form), 422


@page.get("/admin/staff/<person_id>")
@manages
def member(person_id: str) -> Answer:
    waiting = waiting_for([person_id])
    return render_template(
        "office/member.html", member=_member(person_id), form=PortalForm(), waiting=waiting
    )


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
    return _form_page("office/change_role.html", form, member=one, role=role)


@page.post("/admin/staff/<person_id>/roles/<role_id>")
@manages_fresh
def save_role(person_id: str, role_id: str) -> Answer:
    one, role, form = _member(person_id), _role(person_id, role_id), RoleForm(teams())
    told = f"Changed. {one.name} is signed out and signs in again with the new role."
    if form.validate() and (done := _done(form, told, _page_of(one), asking.change_role, one.id, role.id)):
        return done
    return _form_page("office/change_role.html", form, member=one, role=role), 422


@page.get("/admin/staff/<person_id>/add-role")
@manages
def add_role(person_id: str) -> Answer:
    form = RoleForm(teams(), data={"team": WHOLE})
    return _form_page("office/add_role.html", form, member=_member(person_id))


@page.post("/admin/staff/<person_id>/add-role")
@manages_fresh
def save_added_role(person_id: str) -> Answer:
    one, form = _member(person_id), RoleForm(teams())
    told = f"Added. {one.name} is signed out and signs in again with the new role."
    if form.validate() and (done := _done(form, told, _page_of(one), asking.add_role, one.id)):
        return done
    return _form_page("office/add_role.html", form, member=one), 422


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


def _page_of(one: queries.StaffRow) -> str:
    return url_for("office.member", person_id=one.id)


def _form_page(template: str, form: RoleForm, **more: Any) -> str:
    return render_template(template, form=form, alone=nobody_else_could_confirm(g.actor.id), **more)


def _done(form: RoleForm, told: str, href: str, act: Any, *whom: Any) -> Answer:
    """Does or proposes it, and where to go then; None when a rule stops it, which stands beside the role."""
    asked = (*whom, form.role.data, form.team_id, form.why.data)
    try:
        change = act(*asked, by=g.actor.id, once=form.once.data)
    except service.NotAllowed as problem:
        form.wrong("role", str(problem))
        return None
    if change:
        return after(change, told, href)
    success(told)
    return redirect(href, 303)


def _or_refused(act: Any, person_id: str) -> None:
    """Does it, or shows the page that says which rule stops it."""
    try:
        act(person_id, by=g.actor.id)
    except service.NotAllowed as problem:
        back = url_for("office.member", person_id=person_id)
        raise Refused("staff", str(problem), back, "Go back") from None
