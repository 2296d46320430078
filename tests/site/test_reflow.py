"""Pages fold rather than scroll sideways, on a narrow phone or with letters of twice the size; links have room."""

from itertools import pairwise

import pytest

from tests.site.test_accessibility import somebody
from tests.support import signing_in
from tests.support.browser import DESK, PHONE, sideways

NARROW = {"width": 320, "height": 740}
TARGET = 24  # pixels that a finger needs (WCAG 2.5.8)


def test_every_rate_card_fits_a_narrow_phone(live_portal, window):
    page = window(NARROW)
    signing_in.enter(page, somebody("admin"), live_portal)
    page.goto("/admin/rates")
    wide = []
    for address in page.eval_on_selector_all("main td a", "links => links.map(a => a.href)"):
        page.goto(address)
        wide += [f"{page.title()}: {sideways(page)}"] * bool(sideways(page))
    assert not wide


@pytest.mark.parametrize(
    ("name", "address", "size"),
    [
        ("participant", "/home", PHONE), ("coordinator", "/queue", PHONE), ("coordinator", "/queue", DESK),
        ("finance", "/finance", DESK), ("board", "/reports", DESK),
    ],
)  # fmt: skip
def test_letters_of_twice_the_size_fit(live_portal, window, name, address, size):
    page = window(size)
    signing_in.enter(page, somebody(name), live_portal)
    page.goto(address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert sideways(page) == 0


def test_a_table_of_large_letters_is_a_card_for_each_row(live_portal, desk):
    signing_in.enter(desk, somebody("coordinator"), live_portal)
    desk.goto("/queue")
    places = "cells => cells.slice(0, 2).map(cell => cell.getBoundingClientRect().top)"
    first, second = desk.eval_on_selector_all("main tbody td", places)
    assert first == second
    desk.evaluate("document.documentElement.style.fontSize = '200%'")
    first, second = desk.eval_on_selector_all("main tbody td", places)
    assert first < second and desk.get_by_text("Promised by", exact=True).last.is_visible()


def test_links_that_save_a_report_have_room_for_a_finger(live_portal, phone):
    signing_in.enter(phone, somebody("board"), live_portal)
    phone.goto("/reports")
    pdf, numbers = (phone.get_by_role("link", name=name).bounding_box() for name in ("(PDF)", "(CSV)"))
    middles = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in (pdf, numbers)]
    assert max(abs(a - b) for a, b in zip(*middles, strict=True)) >= TARGET
    assert min(pdf["height"], numbers["height"]) >= TARGET


def test_each_heading_on_a_persons_page_stands_apart_from_what_is_above(live_portal, desk):
    signing_in.enter(desk, somebody("coordinator"), live_portal)
    desk.goto("/people")
    desk.goto(desk.locator("main td a").first.get_attribute("href"))
    boxes = [section.bounding_box() for section in desk.locator("main section").all()]
    gaps = [below["y"] - above["y"] - above["height"] for above, below in pairwise(boxes)]
    assert len(gaps) == 6 and min(gaps) >= 32
