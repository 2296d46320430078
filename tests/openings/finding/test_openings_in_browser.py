"""Openings as a browser runs them, with and without JavaScript."""

import pytest

from portal.openings.finding.interest import queries
from portal.people import service as profiles


@pytest.fixture
def two(opening, make_opening):
    make_opening("Letters", how="online", pays_time=False)
    profiles.save_strengths("amina", ["listening"], "", "", by="amina")


def test_filters_change_the_list_the_count_and_the_address(desk, enter, amina, two):
    enter(desk, amina)
    desk.goto("/openings")
    desk.get_by_text("Find by words, place or time").click()
    desk.get_by_label("Paid").check()
    desk.locator("#count", has_text="1 opening").wait_for()
    assert "paid=yes" in desk.url
    desk.reload()
    assert desk.locator("#count").inner_text() == "1 opening"


def test_the_region_that_speaks_is_the_one_of_the_first_page(desk, enter, amina, two):
    enter(desk, amina)
    desk.goto("/openings")
    desk.evaluate("document.getElementById('count').dataset.mark = 'same'")
    desk.get_by_text("Find by words, place or time").click()
    desk.get_by_label("Words").fill("letters")
    desk.locator("#count[data-mark=same]", has_text="1 opening").wait_for()


def test_without_script_the_whole_way_to_an_interest_works(no_js, enter, amina, two, opening):
    enter(no_js, amina)
    no_js.goto("/openings")
    no_js.get_by_role("link", name="Falls group").first.click()
    no_js.get_by_role("link", name="I am interested").first.click()
    no_js.get_by_label("What would you like us to know?").fill("I fell last year.")
    no_js.get_by_role("button", name="Continue").click()
    no_js.get_by_role("button", name="Continue").click()
    no_js.get_by_role("button", name="Send").click()
    assert no_js.get_by_role("heading", level=1).inner_text() == "We have got your message"
    assert queries.open_interest(opening, "amina").words == "I fell last year."
