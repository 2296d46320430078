"""Payments (F-01) and payment runs (F-10)."""

from io import BytesIO

from flask import Blueprint, abort, g, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from portal.claims.rules import shown_ref
from portal.documents.views import answer_with
from portal.foundation import calendar, pages
from portal.foundation.access import requires
from portal.foundation.database import db
from portal.foundation.fields import Pick
from portal.foundation.money import pounds
from portal.foundation.shown import Pages
from portal.payments import rules
from portal.payments.models import PaymentRun
from portal.payments.runs import files, queries, service
from portal.payments.runs.forms import ChooseForm, DownloadForm, PaidForm, ReasonForm, ReleaseForm, SendForm

page = Blueprint("runs", __name__)
Answer = str | Response | tuple[str, int]


@page.get("/finance")
@requires("payments.see")
def see_payments() -> Answer:
    before = request.args.get("before", type=int)
    runs, ready = queries.runs(before=before), queries.ready()
    older = url_for(".see_payments", before=runs[-1].number) if len(runs) == 20 else None
    return render_template(
        "payments/see_payments.html", ready=rules.can_go(ready), held=rules.left_out(ready), runs=runs,
        states=rules.STATES, pages=Pages(url_for(".see_payments") if before else None, older),
    )  # fmt: skip


@page.get("/finance/runs/new")
@requires("payments.make")
def choose_lines() -> Answer:
    ready = queries.ready()
    return choose_page(
        _choices(ChooseForm(data={"lines": [line.line_id for line in rules.can_go(ready)]}), ready), ready
    )


@page.post("/finance/runs/new")
@requires("payments.make")
def start_run() -> Answer:
    ready = queries.ready()
    form = _choices(ChooseForm(), ready)
    if not form.validate():
        return choose_page(form, ready), 422
    run_id = service.start_run(form.lines.data, form.pay_on.data, by=g.actor.id, once=form.once.data)
    return redirect(url_for(".see_run", run_id=run_id), 303)


def choose_page(form: ChooseForm, ready: list[rules.Ready]) -> str:
    chosen = set(form.lines.data or [])
    lines = rules.can_go(ready)
    return render_template(
        "payments/choose_lines.html", form=form, lines=lines, held=rules.left_out(ready), chosen=chosen,
        total=sum(line.pence for line in lines if line.line_id in chosen), kinds=rules.KINDS,
    )  # fmt: skip


def _choices(form: ChooseForm, ready: list[rules.Ready]) -> ChooseForm:
    form.lines.choices = [
        Pick(
            line.line_id,
            f"{line.person_name}: {rules.KINDS[line.kind].lower()} {pounds(line.pence)}",
            f"{shown_ref(line.ref)}, {line.what}",
        )
        for line in rules.can_go(ready)
    ]
    if not request.form:
        form.pay_on.data = calendar.add_working_days(calendar.today(), 3)
    return form


@page.get("/finance/runs/<run_id>")
@requires("payments.see")
def see_run(run_id: str) -> Answer:
    return run_page(_run(run_id))


def run_page(run: PaymentRun, **forms: object) -> str:
    """Each state of a run shows what comes next, and only to the one who may do it."""
    view = queries.view_of(run)
    shown = {
        "send_form": SendForm(data={"version": run.version}), "release_form": ReleaseForm(),
        "download_form": DownloadForm(), "paid_form": PaidForm(), **forms,
    }  # fmt: skip
    if forms:
        shown["form"] = next(iter(forms.values()))
    return render_template(
        "payments/see_run.html", view=view, run=run, kinds=rules.KINDS, states=rules.STATES,
        why_not=service.why_not_release(view, g.actor.id), **shown,
    )  # fmt: skip


@page.post("/finance/runs/<run_id>/approval")
@requires("payments.make")
def send_for_approval(run_id: str) -> Answer:
    run, form = _run(run_id), SendForm()
    form.validate()
    warnings = queries.view_of(run).warnings
    if warnings and not form.initials.data:
        form.wrong("initials", f"Confirm that you have seen the {len(warnings)} warnings")
        return run_page(run, send_form=form), 422
    service.send_for_approval(run_id, form.initials.data or "", seen=form.version.data, by=g.actor.id)
    pages.success("Sent for approval. A second person in finance must approve it.")
    return redirect(url_for(".see_run", run_id=run_id), 303)


@page.post("/finance/runs/<run_id>/release")
@requires("payments.release", fresh=True)
def release_run(run_id: str) -> Answer:
    run = _run(run_id)
    service.release(run.id, by=g.actor.id)
    pages.success("Approved. The payment file is ready.")
    return redirect(url_for(".see_run", run_id=run_id), 303)


@page.get("/finance/runs/<run_id>/send-back")
@requires("payments.release")
def ask_why_back(run_id: str) -> Answer:
    return render_template("payments/end_run.html", run=_run(run_id), form=ReasonForm(), back=True)


@page.post("/finance/runs/<run_id>/send-back")
@requires("payments.release")
def send_back(run_id: str) -> Answer:
    run, form = _run(run_id), ReasonForm()
    if not form.validate():
        return render_template("payments/end_run.html", run=run, form=form, back=True), 422
    service.send_back(run_id, form.why.data, by=g.actor.id)
    pages.success(f"Run {run.number} was sent back. Its payments are ready for a new run.")
    return redirect(url_for(".see_payments"), 303)


@page.get("/finance/runs/<run_id>/cancel")
@requires("payments.make")
def ask_why_cancel(run_id: str) -> Answer:
    return render_template("payments/end_run.html", run=_run(run_id), form=ReasonForm(), back=False)


@page.post("/finance/runs/<run_id>/cancel")
@requires("payments.make")
def cancel_run(run_id: str) -> Answer:
    run, form = _run(run_id), ReasonForm()
    if not form.validate():
        return render_template("payments/end_run.html", run=run, form=form, back=False), 422
    service.cancel(run_id, form.why.data, by=g.actor.id)
    pages.success(f"Run {run.number} is cancelled. Its payments are ready for a new run.")
    return redirect(url_for(".see_payments"), 303)


@page.post("/finance/runs/<run_id>/file")
@requires("payments.make", fresh=True)
def take_file(run_id: str) -> Answer:
    run, form = _run(run_id), DownloadForm()
    form.validate()
    if queries.view_of(run).downloaded and not form.why.data:
        form.wrong("why", "Enter why you need the file again")
        return run_page(run, download_form=form), 422
    file_id = files.take_payment_file(run_id, form.why.data or "", by=g.actor.id, once=form.once.data)
    name, content = files.content(db.session(), file_id)
    return send_file(BytesIO(content), "text/csv", as_attachment=True, download_name=name)


@page.get("/finance/runs/<run_id>/sheet")
@requires("payments.see")
def run_sheet(run_id: str) -> Answer:
    run = _run(run_id)
    return answer_with(files.run_sheet(run, queries.lines_of(run_id), by=g.actor.id))  # type: ignore[return-value]


@page.post("/finance/runs/<run_id>/paid")
@requires("payments.make", fresh=True)
def mark_paid(run_id: str) -> Answer:
    run, form = _run(run_id), PaidForm()
    if form.validate() and form.left.data != run.total_pence:
        problem = rules.why_not_paid("released", True, run.total_pence, form.left.data)
        form.wrong("left", problem.text if problem else "")
    if form.errors:
        return run_page(run, paid_form=form), 422
    files.mark_paid(run_id, form.bank_reference.data, form.left.data, by=g.actor.id, once=form.once.data)
    pages.success(f"Run {run.number} is paid. {run.payment_count} payments; people have been told.")
    return redirect(url_for(".see_run", run_id=run_id), 303)


def _run(run_id: str) -> PaymentRun:
    return queries.run_of(run_id) or abort(404)
