"""/admin/settings: what the organisation is called, and every setting with its date (journeys 9)."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.foundation import pages
from portal.foundation.access import requires
from portal.organisation import queries, rules, second_person, service
from portal.organisation.forms import ChangeForm, OrganisationForm, change_form

page = Blueprint("organisation", __name__)
Answer = str | Response | tuple[str, int]
CHANGE = "settings.change"


@page.get("/admin/settings")
@requires(CHANGE)
def list_settings() -> Answer:
    return render_template(
        "organisation/list_settings.html", own=queries.own_rows(), groups=queries.setting_rows()
    )


@page.get("/admin/settings/organisation")
@requires(CHANGE)
def change_organisation() -> Answer:
    form = OrganisationForm(obj=queries.organisation())
    return render_template("organisation/change_organisation.html", form=form)


@page.post("/admin/settings/organisation")
@requires(CHANGE)
def save_organisation() -> Answer:
    form = OrganisationForm()
    if not form.validate():
        return render_template("organisation/change_organisation.html", form=form), 422
    values = {name: form[name].data for name in queries.OWN}
    service.change_organisation(values, form.why.data, by=g.actor.id, once=form.once.data)
    pages.success("Saved.")
    return redirect(url_for(".list_settings"), 303)


@page.get("/admin/settings/<slug>")
@requires(CHANGE)
def change_setting(slug: str) -> Answer:
    name = _name(slug)
    return setting_page(name, change_form(name, queries.setting(name)))


@page.post("/admin/settings/<slug>")
@requires(CHANGE)
def save_setting(slug: str) -> Answer:
    name = _name(slug)
    form = change_form(name)
    if form.validate() and (problem := rules.problem_with(name, form.typed())):
        form.wrong("value", problem)
    if form.errors:
        return setting_page(name, form), 422
    value, why = form.typed(), form.why.data
    answer = service.change_from(name, value, form.from_date.data, why, by=g.actor.id, once=form.once.data)
    words, way = answer
    pages.success(words)
    return redirect(way, 303)


def setting_page(name: str, form: ChangeForm) -> str:
    kind: Any = rules.SETTINGS[name]
    second = second_person.of(name)
    return render_template(
        "organisation/change_setting.html", form=form, kind=kind, history=queries.history_rows(name),
        is_list=isinstance(kind.default, list), is_money=kind.unit == rules.PENCE, is_limit=second is not None,
        alone=second.alone(g.actor.id) if second else False, waiting=second.waiting(name) if second else [],
    )  # fmt: skip


def _name(slug: str) -> str:
    return rules.named(slug) or abort(404)
