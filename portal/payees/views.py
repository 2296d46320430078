"""How should we pay you? (P-64, P-64a) and finance's bank details to check (F-30)."""

import datetime as dt
import json
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from portal.foundation import calendar, pages
from portal.foundation.access import requires
from portal.foundation.sealed import open_sealed, seal
from portal.payees import queries, service
from portal.payees.forms import BankForm, ConfirmForm, HowForm, SendForm, TurnDownForm

page = Blueprint("payees", __name__)
Answer = str | Response | tuple[str, int]
DRAFT = (
    "bank"  # what was typed waits in the session's cookie, sealed, until it is sent or half an hour is over
)
KEPT = dt.timedelta(minutes=30)


@page.get("/me/bank")
@requires("bank.own", confirmed=True)
def choose_how() -> Answer:
    pages.remember_way_back()
    return _how_page(HowForm(data={"how": queries.wish(g.actor.id)}))


@page.post("/me/bank")
@requires("bank.own", confirmed=True)
def keep_how() -> Answer:
    form = HowForm()
    if not form.validate():
        return _how_page(form), 422
    service.choose_how(g.actor.id, form.how.data, by=g.actor.id)
    return redirect(url_for(".ask_details" if form.how.data == "bank" else ".call_us"), 303)


def _how_page(form: HowForm) -> str:
    account, back = queries.current(g.actor.id), pages.way_back("/me")
    refused = queries.turned_down(g.actor.id)
    return render_template(
        "payees/choose_how.html", form=form, account=account, refused=refused, way_back=back
    )


@page.get("/me/bank/call")
@requires("bank.own", confirmed=True)
def call_us() -> Answer:
    return render_template("payees/call_us.html", way_back=pages.back_again("/claims"))


@page.get("/me/bank/details")
@requires("bank.own", fresh=True, confirmed=True)
def ask_details() -> Answer:
    return render_template("payees/ask_details.html", form=BankForm(data=_draft()))


@page.post("/me/bank/details")
@requires("bank.own", fresh=True, confirmed=True)
def keep_details() -> Answer:
    form = BankForm()
    if not form.validate():
        return render_template("payees/ask_details.html", form=form), 422
    typed = {name: form[name].data for name in TYPED} | {"at": calendar.now().isoformat()}
    session[DRAFT] = seal(json.dumps(typed), _belongs()).hex()
    return redirect(url_for(".check_details"), 303)


@page.get("/me/bank/check")
@requires("bank.own", fresh=True, confirmed=True)
def check_details() -> Answer:
    if not _draft():
        return redirect(url_for(".ask_details"), 303)
    changes = bool(queries.current(g.actor.id) or queries.turned_down(g.actor.id))
    return render_template("payees/check_details.html", form=SendForm(), typed=_draft(), changes=changes)


@page.post("/me/bank/check")
@requires("bank.own", fresh=True, confirmed=True)
def send_details() -> Answer:
    form, typed = SendForm(), _draft()
    if not typed:
        return redirect(url_for(".choose_how"), 303)
    service.give_bank_details(g.actor.id, _details(typed), by=g.actor.id, once=form.once.data)
    session.pop(DRAFT)
    pages.success("Saved. We will check your bank details before we pay you.")
    return redirect(pages.back_again("/me"), 303)


@page.get("/finance/bank")
@requires("bank.check")
def list_details() -> Answer:
    return render_template("payees/list_details.html", waiting=queries.to_check())


@page.get("/finance/bank/<details_id>")
@requires("bank.check")
def check_account(details_id: str) -> Answer:
    facts = _waiting(details_id)
    return _account_page(facts, ConfirmForm().offer(phone_is_safe=facts.phone_is_safe))


@page.post("/finance/bank/<details_id>")
@requires("bank.check", fresh=True)
def confirm_account(details_id: str) -> Answer:
    facts = _details_of(details_id)
    form = ConfirmForm().offer(phone_is_safe=facts.phone_is_safe)
    if not form.validate():
        return _account_page(facts, form), 422
    service.confirm(details_id, form.how.data, form.note.data or "", by=g.actor.id, once=form.once.data)
    pages.success(f"Confirmed. {facts.person_name} can be paid into the account ending {facts.ending}.")
    return redirect(url_for(".list_details"), 303)


def _account_page(facts: queries.ToCheck, form: ConfirmForm) -> str:
    return render_template("payees/check_account.html", facts=facts, form=form)


@page.get("/finance/bank/<details_id>/not-right")
@requires("bank.check")
def not_right(details_id: str) -> Answer:
    return render_template("payees/not_right.html", facts=_waiting(details_id), form=TurnDownForm())


@page.post("/finance/bank/<details_id>/not-right")
@requires("bank.check")
def turn_down(details_id: str) -> Answer:
    facts, form = _details_of(details_id), TurnDownForm()
    if not form.validate():
        return render_template("payees/not_right.html", facts=facts, form=form), 422
    service.turn_down(details_id, form.why.data, by=g.actor.id, once=form.once.data)
    pages.success(f"We asked {facts.person_name} to give their bank details again.")
    return redirect(url_for(".list_details"), 303)


TYPED = (
    "name_on_account", "sort_code", "account_number", "roll_number", "not_mine", "holder_name", "holder_relationship"
)  # fmt: skip


def _belongs() -> str:
    return f"session.bank:{g.actor.id}"


def _draft() -> dict[str, Any]:
    kept = session.get(DRAFT)
    typed = dict(json.loads(open_sealed(bytes.fromhex(kept), _belongs()))) if kept else {}
    fresh = typed and calendar.now() - dt.datetime.fromisoformat(typed["at"]) < KEPT
    return typed if fresh else {}


def _details(typed: dict[str, Any]) -> service.Details:
    return service.Details(
        typed["name_on_account"], typed["sort_code"], typed["account_number"], typed["roll_number"] or "",
        not typed["not_mine"], typed["holder_name"] or "", typed["holder_relationship"] or "",
    )  # fmt: skip


def _details_of(details_id: str) -> queries.ToCheck:
    """Whatever became of them: a form sent twice gets its first answer from the service, a late one its reason."""
    found = queries.to_check(details_id)
    if not found:
        abort(404)
    return found[0]


def _waiting(details_id: str) -> queries.ToCheck:
    facts = _details_of(details_id)
    if not facts.waits:
        raise service.answered_meanwhile()
    return facts
