"""Photos kept before there is a cost (P-62), used for one cost or several, and none of them twice."""

import io
import threading

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from portal.claims.models import Receipt, ReceiptUse
from portal.claims.receipts import keeping, service
from portal.foundation import stored_files
from portal.foundation.database import db
from portal.foundation.pages import Refused
from portal.foundation.stored_files import Accepted


def send(client, content, name="bus.jpg"):
    return client.post("/claims/receipts", data={"photo": (io.BytesIO(content), name)})


def kept(sha256="a" * 64):
    return Accepted("ab/abc.jpg", "photo", sha256, 60, 80, "ab/abc-small.jpg", 1000, 1, "bus.jpg")


def receipts():
    return list(db.session.scalars(select(Receipt).order_by(Receipt.added_at, Receipt.id)))


@pytest.fixture
def ref(claims, amina):
    return claims.bus(amina)


def test_a_photo_is_kept_before_there_is_a_claim(visit, amina, claims, photo):
    client = visit(amina)
    assert "You have no photos here yet." in client.get("/claims/receipts").page.main
    assert send(client, photo()).location == "/claims/receipts"
    page = client.get("/claims/receipts").page
    assert page.h1 == "Your photos of receipts" and "Not used yet." in page.main
    assert client.get(page.all("img")[0].get("src")).status_code == 200


def test_the_way_to_the_photos_is_one_tap_from_home_and_claims(visit, amina, claims):
    client = visit(amina)
    for address in ("/home", "/claims"):
        assert client.get(address).page.link("Add a photo of a receipt for later") == "/claims/receipts"


def test_without_a_photo_or_with_a_bad_one_the_page_says_why(visit, amina, claims):
    client = visit(amina)
    answer = client.post("/claims/receipts", data={})
    assert (answer.status_code, answer.page.errors) == (422, ["Select a photo or file of your receipt"])
    answer = send(client, b"<svg/>")
    assert answer.page.errors == ["The selected file must be a JPG, PNG, WebP, HEIC or PDF"]


def test_a_photo_sent_again_after_a_dropped_connection_is_one_photo(visit, amina, claims, ref, photo):
    client = visit(amina)
    for _ in range(2):
        send(client, photo())
        client.post(f"/claims/{ref}/lines/1/receipt", data={"photo": (io.BytesIO(photo()), "again.jpg")})
    assert [len(receipts()), db.session.query(ReceiptUse).count()] == [1, 1]


def test_one_photo_is_used_for_a_cost_and_for_another_one(visit, amina, claims, ref, photo):
    client = visit(amina)
    claims.bus(amina, ref=ref)
    send(client, photo())
    for number in (1, 2):
        page = client.get(f"/claims/{ref}/lines/{number}/receipt").page
        page = client.get(page.link("Choose from your photos")).page
        assert page.h1 == "Choose from your photos"
        answer = client.post(page.path, data={"photo": receipts()[0].id})
        assert "Added: photo" in client.get(answer.location).page.main
    assert [line.receipt_state for line in claims.lines_of(ref)] == ["complete", "complete"]
    said = client.get("/claims/receipts").page.main
    assert said.count("Bus, Market Square to City Hospital and back (C ") == 2 and "Remove" not in said
    assert "There are no other photos" in client.get(f"/claims/{ref}/lines/1/choose-photo").page.main


def test_a_photo_taken_off_a_cost_or_with_its_cost_stays_with_the_person(visit, amina, claims, ref, photo):
    client = visit(amina)
    send(client, photo())
    (receipt,) = receipts()
    service.use_photos("amina", ref, 1, [receipt.id], by="amina")
    client.post(f"/claims/{ref}/lines/1/photo/{receipt.id}/remove")
    assert claims.only_line(ref).receipt_state == "waiting"
    service.use_photos("amina", ref, 1, [receipt.id], by="amina")
    client.post(f"/claims/{ref}/lines/1/remove", data=client.get(f"/claims/{ref}/lines/1/remove").page.form())
    assert "Not used yet." in client.get("/claims/receipts").page.main


def test_an_unused_photo_can_be_removed_and_a_used_one_cannot(visit, amina, claims, ref, photo):
    client = visit(amina)
    send(client, photo())
    send(client, photo("red"))
    first, second = receipts()
    service.use_photos("amina", ref, 1, [first.id], by="amina")
    for receipt in (first, second):
        client.post(f"/claims/receipts/{receipt.id}/remove")
    assert [bool(receipt.removed_at) for receipt in receipts()] == [False, True]


def test_nobody_uses_or_removes_a_photo_of_somebody_else(visit, amina, ivo, claims, ref, photo):
    send(visit(amina), photo())
    (receipt,) = receipts()
    visit(ivo).post(f"/claims/receipts/{receipt.id}/remove")
    assert visit(ivo).get(f"/claims/receipts/{receipt.id}").status_code == 404
    hers = keeping.add_to_tray("ivo", kept(), by="ivo")
    assert service.use_photos("amina", ref, 1, [hers, "not-there"], by="amina") == 0
    assert receipts()[0].removed_at is None


def test_a_full_tray_says_what_to_do(claims, amina):
    for number in range(50):
        keeping.add_to_tray("amina", kept(f"{number:064}"), by="amina")
    with pytest.raises(Refused, match="Use some of them, or remove them"):
        keeping.add_to_tray("amina", kept("f" * 64), by="amina")


@pytest.mark.own_database
@pytest.mark.both_databases
def test_the_same_file_eight_times_at_once_is_one_receipt(app, claims, amina):
    found, start = [], threading.Barrier(8)

    def press():
        with app.app_context():
            start.wait()
            found.append(keeping.add_to_tray("amina", kept(), by="amina"))

    threads = [threading.Thread(target=press) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(found) == 8 and len(set(found)) == 1


@pytest.mark.both_databases
def test_staff_and_finance_see_a_photo_only_through_a_claim_that_was_sent(
    visit, amina, carys, claims, ref, photo
):
    send(visit(amina), photo())
    (receipt,) = receipts()
    address = f"/claims/receipts/{receipt.id}"
    claims.send(amina, ref)
    assert visit(carys).get(address).status_code == 404
    service.use_photos("amina", ref, 1, [receipt.id], by="amina")
    assert visit(carys).get(address).status_code == 200


def test_a_file_that_came_before_is_not_opened_again(visit, amina, claims, photo, monkeypatch):
    send(visit(amina), photo())
    monkeypatch.setattr(stored_files, "in_a_child", lambda *_: pytest.fail("opened"))
    taken = keeping.take("amina", FileStorage(io.BytesIO(photo()), "again.jpg"))
    assert taken.key == receipts()[0].file_key
