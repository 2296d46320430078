"""Receipts (P-62, P-63), and the pictures themselves."""

from flask import Blueprint, abort, g, redirect, render_template, request
from werkzeug import Response

from portal.claims.making import flow
from portal.claims.models import Receipt
from portal.claims.reach import MyLine, my_open_line
from portal.claims.receipts import keeping, queries, rules, service
from portal.claims.receipts.forms import CheckPhotoForm, NoReceiptForm, ReceiptForm, TrayForm
from portal.foundation import stored_files
from portal.foundation.access import requires
from portal.foundation.fields import PortalForm
from portal.foundation.money import pounds_short
from portal.foundation.pages import part_or_page, success
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
    held = _held(mine)
    others = queries.has_others(g.person_id, [kept.id for kept, _, _ in held])
    return part_or_page(
        "claims/_receipt.html", "claims/receipt.html", form=form, claim=mine.claim, line=mine.line, held=held,
        back=flow.back_from(mine, "receipt"), has_others=others,
        choose=flow.line_href(mine.claim.ref, mine.line.number, "choose-photo"),
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
        kept = keeping.take(g.person_id, form.photo.data)
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
    service.remove_photo(g.person_id, ref, number, receipt_id, by=g.actor.id, unreadable=True)
    return redirect(flow.line_href(ref, number, "receipt"), 303)


def _photo_page(mine: MyLine, receipt_id: str, form: CheckPhotoForm) -> str:
    found: Receipt = queries.photo_of(mine.line.id, receipt_id) or abort(404)
    return part_or_page(
        "claims/_photo.html", "claims/photo.html", form=form, claim=mine.claim, line=mine.line, receipt=found,
        noted=queries.noted(found, mine.line), more=flow.line_href(mine.claim.ref, mine.line.number, "receipt"),
        here=flow.line_href(mine.claim.ref, mine.line.number, f"photo/{receipt_id}"),
        go_on="" if found.state == "kept" else flow.past_receipt(mine),
    )  # fmt: skip


@page.post("/claims/<ref>/lines/<int:number>/photo/<receipt_id>/remove")
@requires("claims.own", helper="fill")
def remove_photo(ref: str, number: int, receipt_id: str) -> Response:
    my_open_line(ref, number)
    service.remove_photo(g.person_id, ref, number, receipt_id, by=g.actor.id)
    return redirect(flow.line_href(ref, number, "receipt"), 303)


@page.get("/claims/<ref>/lines/<int:number>/no-receipt")
@requires("claims.own", helper="fill")
def no_receipt(ref: str, number: int) -> str | Response:
    """With a photo there is a receipt: the page of the photo is where it could be removed."""
    mine = my_open_line(ref, number)
    if mine.line.receipt_state == "complete":
        return redirect(flow.line_href(ref, number, "receipt"), 303)
    return _no_receipt_page(mine, _no_receipt_form())


@page.post("/claims/<ref>/lines/<int:number>/no-receipt")
@requires("claims.own", helper="fill")
def save_no_receipt(ref: str, number: int) -> Answer:
    mine, form, limit = my_open_line(ref, number), _no_receipt_form(), setting("receipt_words_above_pence")
    if not form.fits(mine.line.claimed_pence, limit):
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
    ceiling = int(setting("no_receipt_up_to_pence"))
    asked = ceiling if rules.will_be_asked(mine.line.claimed_pence, ceiling) else 0
    return render_template(
        "claims/no_receipt.html", form=form, claim=mine.claim, line=mine.line, back=back, asked_above=asked
    )


# Photos that are on no cost yet


@page.get("/claims/receipts")
@requires("claims.own", helper="fill")
def your_photos() -> str:
    return _tray_page(TrayForm())


@page.post("/claims/receipts")
@requires("claims.own", helper="fill")
def add_to_your_photos() -> Answer:
    form = TrayForm()
    if not form.validate():
        return _tray_page(form), 422
    try:
        keeping.add_to_tray(g.person_id, keeping.take(g.person_id, form.photo.data), by=g.actor.id)
    except BadFile as problem:
        form.wrong("photo", str(problem))
        return _tray_page(form), 422
    success("Your photo is kept. Use it when you add a cost to a claim.")
    return redirect("/claims/receipts", 303)


def _tray_page(form: TrayForm) -> str:
    return render_template("claims/your_photos.html", form=form, photos=queries.tray(g.person_id))


@page.post("/claims/receipts/<receipt_id>/remove")
@requires("claims.own", helper="fill")
def throw_away(receipt_id: str) -> Response:
    if keeping.throw_away(g.person_id, receipt_id, by=g.actor.id):
        success("The photo is removed.")
    return redirect("/claims/receipts", 303)


@page.get("/claims/<ref>/lines/<int:number>/choose-photo")
@requires("claims.own", helper="fill")
def choose_photo(ref: str, number: int) -> str:
    mine = my_open_line(ref, number)
    held = {kept.id for kept, _, _ in _held(mine)}
    offered = [one for one in queries.tray(g.person_id) if one.receipt.id not in held]
    return render_template(
        "claims/choose_photo.html", claim=mine.claim, line=mine.line, photos=offered, form=PortalForm(),
        receipt_page=flow.line_href(ref, number, "receipt"),
    )  # fmt: skip


@page.post("/claims/<ref>/lines/<int:number>/choose-photo")
@requires("claims.own", helper="fill")
def use_photo(ref: str, number: int) -> Response:
    my_open_line(ref, number)
    service.use_photos(g.person_id, ref, number, request.form.getlist("photo"), by=g.actor.id)
    return redirect(flow.line_href(ref, number, "receipt"), 303)


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
