"""Payments (F-01) and payment runs (F-10)."""

from io import BytesIO

from flask import Blueprint, abort, g, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from portal.claims.rules import stored_ref
from portal.documents.views import answer_with
from portal.foundation import calendar, pages
from portal.foundation.access import requires
from portal.foundation.shown import Pages
from portal.payments import rules
from portal.payments.models import PaymentRun
from portal.payments.runs import evidence, files, paying, queries, service
from portal.payments.runs.forms import (
    ChooseForm,
    DownloadForm,
    NotTakenForm,
    PaidForm,
    ReasonForm,
    ReleaseForm,
    SendForm,
)

page = Blueprint("runs", __name__)
Answer = str | Response | tuple[str, int]
PAGE = 20


@page.get("/finance")
@requires("payments.see")
def see_payments() -> Answer:
    before = request.args.get("before", type=int)
    runs, ready = queries.runs(PAGE, before), queries.ready()
    older = url_for(".see_payments", before=runs[-1].number) if len(runs) == PAGE else None
    return render_template(
        "payments/see_payments.html", ready=rules.can_go(ready), ready_words=ready_words(rules.can_go(ready)),
        held=rules.left_out(ready), runs=runs, states=rules.STATES, waiting=queries.waiting(),
        pages=Pages(url_for(".see_payments") if before else None, older),
    )  # fmt: skip


def ready_words(lines: list[rules.Ready]) -> str:
    """ "3 lines for 2 people"."""
    people = len({line.person_id for line in lines})
    return f"{rules.many(len(lines), 'line')} for {rules.many(people, 'person', 'people')}"


@page.get("/finance/runs/new")
@requires("payments.make")
def choose_lines() -> Answer:
    ready = queries.ready()
    ids = [line.line_id for line in rules.can_go(ready)]
    first_day = calendar.add_working_days(calendar.today(), 3)
    return choose_page(ChooseForm(data={"lines": ids, "offered": " ".join(ids), "pay_on": first_day}), ready)


@page.post("/finance/runs/new")
@requires("payments.make")
def start_run() -> Answer:
    ready = queries.ready()
    form = ChooseForm().offer(rules.can_go(ready))
    if request.form.get("act") == "total":
        return choose_page(form, ready)
    if not form.validate():
        return choose_page(form, ready), 422
    chosen, why = form.lines.data, form.left_out_why.data or ""
    run_id = service.start_run(chosen, form.pay_on.data, why, by=g.actor.id, once=form.once.data)
    return redirect(url_for(".see_run", run_id=run_id), 303)


def choose_page(form: ChooseForm, ready: list[rules.Ready]) -> str:
    chosen, lines = set(form.lines.data or []), rules.can_go(ready)
    going = [line for line in lines if line.line_id in chosen]
    return render_template(
        "payments/choose_lines.html", form=form.offer(lines), lines=lines, held=rules.left_out(ready),
        payments=len({(line.person_id, line.kind) for line in going}), total=sum(line.pence for line in going),
    )  # fmt: skip


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
    why_not = rules.why_not_release(service.releasing(run, view.lines, g.actor.id))
    return render_template(
        "payments/see_run.html",
        view=view,
        run=run,
        kinds=rules.KINDS,
        states=rules.STATES,
        why_not=why_not,
        **shown,
    )


@page.get("/finance/runs/<run_id>/claims/<ref>")
@requires("payments.see")
def see_claim(run_id: str, ref: str) -> Answer:
    found = evidence.claim_in_run(run_id, stored_ref(ref)) or abort(404)
    return render_template("payments/see_claim.html", run=_run(run_id), claim=found)


@page.post("/finance/runs/<run_id>/approval")
@requires("payments.make")
def send_for_approval(run_id: str) -> Answer:
    run, form = _run(run_id), SendForm()
    warnings = queries.warnings_of(queries.lines_of(run_id)) if run.state == "draft" else []
    if not form.check(len(warnings)):
        return run_page(run, send_form=form), 422
    initials, seen = form.initials.data or "", form.version.data
    service.send_for_approval(run_id, initials, seen, by=g.actor.id, once=form.once.data)
    pages.success("Sent for approval. A second person in finance must approve it.")
    return redirect(url_for(".see_run", run_id=run_id), 303)


@page.post("/finance/runs/<run_id>/release")
@requires("payments.release", fresh=True)
def release_run(run_id: str) -> Answer:
    run, form = _run(run_id), ReleaseForm()
    service.release(run.id, by=g.actor.id, once=form.once.data)
    pages.success("Approved. The payment file is ready.")
    return redirect(url_for(".see_run", run_id=run_id), 303)


@page.get("/finance/runs/<run_id>/send-back")
@requires("payments.release")
def ask_why_back(run_id: str) -> Answer:
    return render_template("payments/ask_why_back.html", run=_run(run_id), form=ReasonForm())


@page.post("/finance/runs/<run_id>/send-back")
@requires("payments.release")
def send_back(run_id: str) -> Answer:
    run, form = _run(run_id), ReasonForm()
    if not form.validate():
        return render_template("payments/ask_why_back.html", run=run, form=form), 422
    service.send_back(run_id, form.why.data, by=g.actor.id, once=form.once.data)
    return _ended(f"Run {run.number} was sent back. Its payments are ready for a new run.")


@page.get("/finance/runs/<run_id>/cancel")
@requires("payments.make")
def ask_why_cancel(run_id: str) -> Answer:
    return render_template("payments/ask_why_cancel.html", run=_run(run_id), form=ReasonForm())


@page.post("/finance/runs/<run_id>/cancel")
@requires("payments.make")
def cancel_run(run_id: str) -> Answer:
    run, form = _run(run_id), ReasonForm()
    if not form.validate():
        return render_template("payments/ask_why_cancel.html", run=run, form=form), 422
    service.cancel(run_id, form.why.data, by=g.actor.id, once=form.once.data)
    return _ended(f"Run {run.number} is cancelled. Its payments are ready for a new run.")


@page.get("/finance/runs/<run_id>/not-taken")
@requires("payments.release")
def ask_who_told(run_id: str) -> Answer:
    return render_template("payments/ask_who_told.html", run=_run(run_id), form=NotTakenForm())


@page.post("/finance/runs/<run_id>/not-taken")
@requires("payments.release", fresh=True)
def cancel_not_taken(run_id: str) -> Answer:
    run, form = _run(run_id), NotTakenForm()
    if not form.validate():
        return render_template("payments/ask_who_told.html", run=run, form=form), 422
    told = (form.who.data, form.day.data, form.reference.data, form.why.data)
    service.cancel_not_taken(run_id, *told, by=g.actor.id, once=form.once.data)
    return _ended(f"Run {run.number} is cancelled. Its payments are ready for a new run.")


def _ended(words: str) -> Response:
    pages.success(words)
    return redirect(url_for(".see_payments"), 303)


@page.post("/finance/runs/<run_id>/file")
@requires("payments.make", fresh=True)
def take_file(run_id: str) -> Answer:
    run, form = _run(run_id), DownloadForm()
    if not form.check(again=files.needs_reason(run_id, g.actor.id, form.once.data)):
        return run_page(run, download_form=form), 422
    file_id = files.take_payment_file(run_id, form.why.data or "", by=g.actor.id, once=form.once.data)
    name, content = files.hand_out(file_id, by=g.actor.id)
    return send_file(BytesIO(content), "text/csv", as_attachment=True, download_name=name)


@page.get("/finance/runs/<run_id>/sheet")
@requires("payments.see")
def run_sheet(run_id: str) -> Answer:
    return answer_with(files.run_sheet(_run(run_id), by=g.actor.id))  # type: ignore[return-value]  # also a redirect


@page.post("/finance/runs/<run_id>/paid")
@requires("payments.make", fresh=True)
def mark_paid(run_id: str) -> Answer:
    run, form = _run(run_id), PaidForm()
    if not form.check(run.total_pence):
        return run_page(run, paid_form=form), 422
    paying.mark_paid(run_id, form.bank_reference.data, form.left.data, by=g.actor.id, once=form.once.data)
    pages.success(
        f"Run {run.number} is paid: {rules.many(run.payment_count, 'payment')}. People have been told."
    )
    return redirect(url_for(".see_run", run_id=run_id), 303)


def _run(run_id: str) -> PaymentRun:
    return queries.run_of(run_id) or abort(404)
