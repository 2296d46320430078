"""With a scanner that does not answer, a receipt waits unopened; what it finds is dropped and said."""

import io

import pytest
from sqlalchemy import select

from portal.claims.models import Receipt
from portal.claims.receipts import jobs
from portal.foundation import stored_files
from portal.foundation.database import db
from tests.support.clamd import EICAR, Clamd


@pytest.fixture
def clamd(app, tmp_path):
    """Set, and silent."""
    peer = Clamd(tmp_path / "clamd").start()
    peer.says = None
    settings = app.extensions["settings"]
    object.__setattr__(settings, "clamd_socket", peer.path)
    yield peer
    object.__setattr__(settings, "clamd_socket", "")
    peer.stop()


@pytest.fixture
def ref(claims, amina):
    return claims.bus(amina)


def add(client, ref, content):
    return client.post(f"/claims/{ref}/lines/1/receipt", data={"photo": (io.BytesIO(content), "bus.jpg")})


def receipt():
    return db.session.scalars(select(Receipt).execution_options(populate_existing=True)).one()


def test_a_file_waits_and_nobody_opens_it(visit, amina, carys, claims, ref, photo, clamd, monkeypatch):
    monkeypatch.setattr(stored_files, "in_a_child", lambda *_: pytest.fail("opened"))
    client = visit(amina)
    page = client.get(add(client, ref, photo()).location).page
    assert "We are checking this file for viruses" in page.main and not page.all("main img")
    assert (receipt().state, claims.only_line(ref).receipt_state) == ("waiting", "complete")
    assert client.get(page.link("Continue")).status_code == 200
    for address in ("/claims/receipts", f"/claims/{ref}/lines/1/receipt", f"/claims/{ref}/check"):
        assert f"/claims/receipts/{receipt().id}?" not in client.get(address).text
    for more in ("", "?size=small", "?file=yes"):
        assert client.get(f"/claims/receipts/{receipt().id}{more}").status_code == 404
    claims.send(amina, ref)
    said = visit(carys).get(f"/queue/{ref}").page
    assert "A file is still being checked for viruses" in said.main and not said.all("main img")


def test_the_worker_asks_again_until_the_scanner_answers(visit, amina, claims, ref, photo, clamd):
    client = visit(amina)
    add(client, ref, photo())
    raw = receipt().file_key
    jobs.scan_waiting()
    assert receipt().state == "waiting"
    clamd.says = ""
    jobs.scan_waiting()
    jobs.scan_waiting()
    assert (receipt().state, receipt().width) == ("kept", 60)
    assert client.get(f"/claims/receipts/{receipt().id}").status_code == 200
    with pytest.raises(FileNotFoundError):
        stored_files.read(raw)


def test_a_silent_scanner_is_asked_once_a_minute_not_once_a_file(visit, amina, claims, ref, photo, clamd):
    client = visit(amina)
    for colour in ("red", "green", "blue"):
        add(client, ref, photo(colour))
    before = clamd.asked
    jobs.scan_waiting()
    assert clamd.asked == before + 1


def test_a_virus_found_later_is_dropped_and_the_person_is_told(visit, amina, claims, ref, clamd, outbox):
    add(visit(amina), ref, EICAR)
    raw = receipt().file_key
    clamd.says = ""
    jobs.scan_waiting()
    gone = receipt()
    assert (gone.state, gone.file_key, bool(gone.removed_at)) == ("dropped", "", True)
    assert claims.only_line(ref).receipt_state == "waiting"
    assert outbox.kinds(amina)[-1] == "E-39"
    with pytest.raises(FileNotFoundError):
        stored_files.read(raw)


def test_a_virus_found_at_once_is_an_error_beside_the_field(visit, amina, claims, ref, clamd):
    clamd.says = ""
    answer = add(visit(amina), ref, EICAR)
    assert (answer.status_code, answer.page.errors) == (422, ["The selected file contains a virus"])
    assert db.session.query(Receipt).count() == 0 and not stored_files.folder().exists()


def test_a_waiting_file_sent_again_is_one_file_and_opened_when_it_can_be(
    visit, amina, claims, ref, photo, clamd
):
    client = visit(amina)
    add(client, ref, photo())
    add(client, ref, photo())
    assert receipt().state == "waiting"
    clamd.says = ""
    add(client, ref, photo())
    assert receipt().state == "kept"


def test_the_health_page_says_how_the_scanner_is(client, people, clamd):
    assert client.get("/health/ready").text == "ready\nscanner answers\n"
    clamd.stop()
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.text) == (200, "ready\nscanner does not answer: files wait\n")
    assert "portal_scanner_answers 0.0" in client.get("/metrics").text
