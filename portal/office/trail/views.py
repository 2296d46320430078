"""/admin/audit: who did what to whom, and when."""

from typing import Any

from flask import Response, g, render_template, request, url_for

from portal.foundation import calendar
from portal.foundation.access import requires
from portal.foundation.shown import Chosen, Pages
from portal.office.trail import queries, service
from portal.office.trail.forms import TrailForm
from portal.office.trail.rules import sentence
from portal.office.views import page

Answer = Any  # a page, or a file
FILTERS = {"who": "Who", "whom": "About", "what": "What", "since": "From", "until": "Until"}


@page.get("/admin/audit")
@requires("audit.read")
def audit() -> Answer:
    form = _filters()
    asked = form.asked(_number("before"), _number("after"))
    found = queries.trail(asked)
    pages = Pages(*_ways(found))
    export = url_for("office.export_audit", **_address())
    return render_template(
        "office/audit.html", form=form, found=found, pages=pages, chosen=_chosen(asked), export=export
    )


@page.post("/admin/audit/export")
@requires("audit.read")
def export_audit() -> Answer:
    text = service.export(_filters().asked(), by=g.actor.id)
    name = f"audit-{calendar.today():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype="text/csv", headers=headers)


def _filters() -> TrailForm:
    form = TrailForm(request.args, meta={"csrf": False})
    form.offer(queries.verbs())
    form.validate()
    return form


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _address(**more: Any) -> dict[str, Any]:
    """The filters of this address, and more."""
    kept = {name: value for name in FILTERS if (value := request.args.get(name))}
    return kept | more


def _ways(found: queries.TrailPage) -> tuple[str | None, str | None]:
    """To the newer page and to the older one."""
    newer = (
        url_for("office.audit", **_address(after=found.rows[0].number))
        if found.newer and found.rows
        else None
    )
    older = (
        url_for("office.audit", **_address(before=found.rows[-1].number))
        if found.older and found.rows
        else None
    )
    return newer, older


def _chosen(asked: queries.Asked) -> list[Chosen]:
    """Each filter in force with the address without it."""
    return [
        Chosen(f"{label}: {_words(value)}", url_for("office.audit", **_without(name)))
        for name, label in FILTERS.items()
        if (value := getattr(asked, name))
    ]


def _words(value: Any) -> str:
    return sentence(value) if isinstance(value, str) else calendar.full_date(value)


def _without(name: str) -> dict[str, Any]:
    return {other: value for other, value in _address().items() if other != name}
