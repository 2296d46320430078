"""Receipts (P-62, P-63), and the pictures themselves."""

from flask import Blueprint, abort, g, redirect, render_template, request
from werkzeug import Response

from portal.claims.making import flow
from portal.claims.models import Receipt
from portal.claims.reach import MyLine, my_open_line
from portal.claims.receipts import queries, rules, service
from portal.claims.receipts.forms import CheckPhotoForm, NoReceiptForm, ReceiptForm
from portal.foundation import stored_files
from portal.foundation.access import requires
from portal.foundation.money import pounds_short
from portal.foundation.pages import part_or_page
from portal.foundation.stored_files import BadFile
from portal.organisation.queries import setting

page = Blueprint("receipts", __name__)
Answer = Response | str | tuple[str, int]


@page.get("/claims/<ref>/lines/<int:number>/receipt")
@requires("claims.own", helper="fill")
def receipt(ref: str, number: int) -> str:
    return _receipt_page(my_open_line(ref, number), ReceiptForm())


@page.post("/claims/<ref>/lines/<int:number>/receipt")
@requires("claims.own", helper="fill")
def save_receipt(ref: str, number: int) -> Answer:
    mine, form = my_open_line(ref, number), ReceiptForm()
    if flow.left_empty() and not form.photo.data and (flow.leaving() or _held(mine)):
        return redirect(flow.after_receipt(mine), 303)
    if not form.validate():
        return _receipt_page(mine, form), 422
    if form.photo.data:
        return _keep_photo(mine, form)
    return redirect(_other_way(mine, form.other_way.data), 303)


def _receipt_page(mine: MyLine, form: ReceiptForm) -> str:
    return part_or_page(
        "claims/_receipt.html", "claims/receipt.html", form=form, claim=mine.claim, line=mine.line, held=_held(mine),
        back=flow.back_from(mine, "receipt"),
    )  # fmt: skip


def _held(mine: MyLine) -> list[tuple[Receipt, str, bool]]:
    """Photos kept already, each with its page and whether the person still has to look at it."""
    ref, number, new = mine.claim.ref, mine.line.number, rules.unread(mine.line.details)
    return [
        (kept, flow.line_href(ref, number, f"photo/{kept.id}"), kept.id in new)
        for kept in queries.photos(mine.claim.id).get(mine.line.id, [])
    ]


def _keep_photo(mine: MyLine, form: ReceiptForm) -> Answer:
    """Drawn anew before the change begins; what the file really is, the decoder says."""
    try:
        kept = stored_files.accept(form.photo.data.read(), form.photo.data.filename or "")
    except BadFile as problem:
        form.wrong("photo", str(problem))
        return _receipt_page(mine, form), 422
    ref, number = mine.claim.ref, mine.line.number
    added = service.add_photo(g.person_id, ref, number, kept, by=g.actor.id)
    if request.htmx:  # type: ignore[attr-defined]  # set by htmx-flask
        return _photo_page(my_open_line(ref, number), added, CheckPhotoForm(formdata=None))
    return redirect(flow.line_href(ref, number, f"photo/{added}"), 303)


def _other_way(mine: MyLine, way: str) -> str:
    if way == "have none":
        return flow.line_href(mine.claim.ref, mine.line.number, "no-receipt")
    service.say_other_way(g.person_id, mine.claim.ref, mine.line.number, way, by=g.actor.id)
    return flow.after_receipt(my_open_line(mine.claim.ref, mine.line.number))


@page.get("/claims/<ref>/lines/<int:number>/photo/<receipt_id>")
@requires("claims.own", helper="fill")
def photo(ref: str, number: int, receipt_id: str) -> str:
    return _photo_page(my_open_line(ref, number), receipt_id, CheckPhotoForm())


@page.post("/claims/<ref>/lines/<int:number>/photo/<receipt_id>")
@requires("claims.own", helper="fill")
def check_photo(ref: str, number: int, receipt_id: str) -> Answer:
    mine, form = my_open_line(ref, number), CheckPhotoForm()
    if not form.validate():
        return _photo_page(mine, receipt_id, form), 422
    if form.readable.data == "yes":
        service.can_be_read(g.person_id, ref, number, receipt_id, by=g.actor.id)
        return redirect(flow.after_receipt(mine), 303)
    service.remove_photo(g.person_id, ref, number, receipt_id, by=g.actor.id)
    return redirect(flow.line_href(ref, number, "receipt"), 303)


def _photo_page(mine: MyLine, receipt_id: str, form: CheckPhotoForm) -> str:
    found: Receipt = queries.photo_of(mine.line.id, receipt_id) or abort(404)
    return part_or_page(
        "claims/_photo.html", "claims/photo.html", form=form, claim=mine.claim, line=mine.line, receipt=found,
        used=queries.used_before(g.person_id, found),
        beside=queries.used_beside(found), more=flow.line_href(mine.claim.ref, mine.line.number, "receipt"),
        here=flow.line_href(mine.claim.ref, mine.line.number, f"photo/{receipt_id}"),
    )  # fmt: skip


@page.post("/claims/<ref>/lines/<int:number>/photo/<receipt_id>/remove")
@requires("claims.own", helper="fill")
def remove_photo(ref: str, number: int, receipt_id: str) -> Response:
    my_open_line(ref, number)
    service.remove_photo(g.person_id, ref, number, receipt_id, by=g.actor.id)
    return redirect(flow.line_href(ref, number, "receipt"), 303)


@page.get("/claims/<ref>/lines/<int:number>/no-receipt")
@requires("claims.own", helper="fill")
def no_receipt(ref: str, number: int) -> str:
    return _no_receipt_page(my_open_line(ref, number), _no_receipt_form())


@page.post("/claims/<ref>/lines/<int:number>/no-receipt")
@requires("claims.own", helper="fill")
def save_no_receipt(ref: str, number: int) -> Answer:
    mine, form, limit = my_open_line(ref, number), _no_receipt_form(), setting("receipt_words_above_pence")
    if (
        form.validate()
        and rules.needs_words(form.reason.data, mine.line.claimed_pence, limit)
        and not form.words.data
    ):
        form.wrong("words", "Enter what happened")
    if form.errors:
        return _no_receipt_page(mine, form), 422
    words = rules.none_words(form.reason.data, form.words.data or "", pounds_short(limit))
    service.say_other_way(g.person_id, ref, number, "have none", words, by=g.actor.id)
    return redirect(flow.after_receipt(my_open_line(ref, number)), 303)


def _no_receipt_form() -> NoReceiptForm:
    form = NoReceiptForm()
    form.offer(pounds_short(setting("receipt_words_above_pence")))
    return form


def _no_receipt_page(mine: MyLine, form: NoReceiptForm) -> str:
    back = flow.line_href(mine.claim.ref, mine.line.number, "receipt")
    return render_template("claims/no_receipt.html", form=form, claim=mine.claim, line=mine.line, back=back)


@page.get("/claims/receipts/<receipt_id>")
@requires("account.own")
def picture(receipt_id: str) -> Response:
    """A picture that we drew, inline; `size=small` for lists, `page=2` of a PDF, `file=yes` the file itself."""
    found = queries.visible(receipt_id, g.actor, g.helping) or abort(404)
    if request.args.get("file"):
        ending = found.file_key.rpartition(".")[2]
        return stored_files.send_stored(found.file_key, f"receipt.{ending}")
    return _inline(found, request.args.get("size", ""), request.args.get("page", 1, int))


def _inline(found: Receipt, size: str, number: int) -> Response:
    key = found.small_key if size == "small" else stored_files.page_key(found.file_key, number)
    try:
        return stored_files.send_stored(key or found.file_key, "receipt.jpg", inline=True)
    except FileNotFoundError:
        abort(404)
