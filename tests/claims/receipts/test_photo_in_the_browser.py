"""With scripts a photo goes at once, and the page goes on in place."""

import pytest

from portal.claims.costs import service
from portal.claims.models import Receipt
from portal.foundation.database import db


@pytest.fixture
def bus_photo(tmp_path, photo):
    path = tmp_path / "bus.jpg"
    path.write_bytes(photo())
    return path


def test_a_photo_is_sent_as_it_is_chosen_and_its_heading_takes_the_focus(
    phone, enter, amina, claims, bus_photo
):
    ref = claims.bus(amina)
    enter(phone, amina)
    phone.goto(f"/claims/{ref}/lines/1/receipt")
    phone.locator("input[type=file]").set_input_files(bus_photo)
    phone.get_by_role("heading", name="Check your photo").wait_for()
    assert phone.evaluate("document.activeElement.textContent") == "Check your photo"
    phone.get_by_label("Yes, continue").check()
    phone.get_by_role("button", name="Continue").click()
    assert phone.get_by_role("heading", level=1).inner_text() == "What you have added"
    assert db.session.query(Receipt).one().removed_at is None


def test_a_photo_chosen_while_the_connection_is_gone_is_sent_with_continue(
    phone, enter, amina, claims, bus_photo
):
    ref = claims.bus(amina)
    enter(phone, amina)
    phone.goto(f"/claims/{ref}/lines/1/receipt")
    phone.context.set_offline(True)
    phone.locator("input[type=file]").set_input_files(bus_photo)
    phone.get_by_text("Check your signal").wait_for()
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Continue").click()
    phone.get_by_role("heading", name="Check your photo").wait_for()
    assert db.session.query(Receipt).one().removed_at is None


def test_an_error_goes_with_the_photo_that_mends_it(phone, enter, amina, claims, bus_photo):
    ref = claims.bus(amina)
    enter(phone, amina)
    phone.goto(f"/claims/{ref}/lines/1/receipt")
    phone.get_by_role("button", name="Continue").click()
    phone.get_by_text("There is a problem").wait_for()
    assert phone.title().startswith("Error: Add a photo of your receipt")
    phone.locator("input[type=file]").set_input_files(bus_photo)
    phone.get_by_role("heading", name="Check your photo").wait_for()
    phone.wait_for_function("document.title.startsWith('Check your photo')")
    assert not phone.get_by_text("There is a problem").count()


def test_a_file_that_cannot_be_kept_is_said_in_place(phone, enter, amina, claims, tmp_path):
    (tmp_path / "notes.jpg").write_text("no picture")
    ref = claims.bus(amina)
    enter(phone, amina)
    phone.goto(f"/claims/{ref}/lines/1/receipt")
    phone.locator("input[type=file]").set_input_files(tmp_path / "notes.jpg")
    phone.get_by_text("There is a problem").wait_for()
    phone.wait_for_function("document.title.startsWith('Error: ')")
    phone.wait_for_function("document.activeElement.matches('.nhsuk-error-summary')")


def test_the_running_total_and_the_miles_follow_what_is_typed(phone, enter, amina, claims):
    ref = claims.bus(amina)
    enter(phone, amina)
    phone.goto(f"/claims/{ref}/lines/1/cost")
    phone.get_by_label("How much did it cost?").fill("7.20")
    phone.get_by_text("Total so far £7.20").wait_for()
    car = claims.line(
        amina, "own vehicle", vehicle="CAR", start="A", end="B", return_journey="no", when="2026-11-16"
    )
    service.say_elsewhere(amina.id, car, 1, 0, by=amina.id)
    phone.goto(f"/claims/{car}/lines/1/miles")
    phone.get_by_label("How many miles in total?").fill("12")
    phone.get_by_text("12 miles at 55p = £6.60").wait_for()
