"""What a machine reads on a photo is a hint for staff: off by default, never shown to the person, never an answer."""

import datetime as dt
import io

import pytest

from portal.claims.models import Receipt
from portal.claims.receipts import reading
from portal.foundation.database import db

READ = [
    ("CITY BUSES\nSingle 3.40\nReturn 3.40\nTOTAL £6.80\n03/03/2026 14:02", "£6.80, 3 March 2026"),
    ("Fare: 6,80  Paid 10.00\n3 Mar 26", "£10.00, 3 March 2026"),
    ("2.50\n11.20\n12.11.2026", "£11.20, 12 November 2026"),
    ("Total 4.00 on 31/02/2026", "£4.00"),
    ("Ticket 20260303 no. 1234567.89", ""),
    ("", ""),
    ("\x00\u202e£££ ,,,, 99/99/9999", ""),
]


@pytest.mark.parametrize(("text", "words"), READ)
def test_amount_and_date_are_found_in_what_was_read(text, words):
    assert reading.hint(text) == words


def test_a_day_is_read_as_it_is_written_here():
    assert reading.date("on 4.3.26") == dt.date(2026, 3, 4)


@pytest.fixture
def tesseract(tmp_path, monkeypatch):
    """One that reads the same on every photo."""
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\ncat >/dev/null\necho 'TOTAL 6.80'\necho 03/03/2026\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")


@pytest.fixture
def reads(app):
    settings = app.extensions["settings"]
    object.__setattr__(settings, "read_photos", True)
    yield
    object.__setattr__(settings, "read_photos", False)


def add(client, ref, content):
    client.post(f"/claims/{ref}/lines/1/receipt", data={"photo": (io.BytesIO(content), "bus.jpg")})


def test_staff_see_what_was_read_and_the_person_does_not(
    visit, amina, carys, claims, photo, reads, tesseract
):
    client, ref = visit(amina), claims.bus(amina)
    add(client, ref, photo())
    claims.send(amina, ref)
    words = "Read from the photo, it may be wrong: £6.80, 3 March 2026"
    assert words in visit(carys).get(f"/queue/{ref}").page.main
    for address in (f"/claims/{ref}", "/claims/receipts", f"/claims/{ref}/lines/1/receipt"):
        assert "£6.80" not in client.get(address).page.main


def test_nothing_is_read_unless_it_is_switched_on(visit, amina, claims, photo, tesseract):
    add(visit(amina), claims.bus(amina), photo())
    assert db.session.query(Receipt).one().hint == ""


def test_without_tesseract_there_is_no_hint_and_no_fault(visit, amina, claims, photo, reads, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    add(visit(amina), claims.bus(amina), photo())
    assert db.session.query(Receipt).one().hint == ""
