"""Deciding in a real browser: with and without JavaScript, on a phone and at a desk, errors included."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import DESK, PHONE, barriers, sideways
from tests.support.claims import decide, lines_of, sent_claim


@pytest.fixture
def ref(people, amina):
    return sent_claim(amina, bus=460, time=5000)


@pytest.fixture(
    params=[(DESK, True), (PHONE, True), (PHONE, False)], ids=["desk", "phone", "phone without JavaScript"]
)
def at(request, window, enter, carys):
    """Carys in front of a claim."""
    page = window(*request.param)
    enter(page, carys)
    return page


def choose(page, line, label):
    page.locator(f"fieldset:has(input[name=lines-{line}-decision])").get_by_label(label, exact=True).check()


def press(page, words):
    page.get_by_role("button", name=words, exact=True).click()
    page.wait_for_load_state()


def sees(page, words):
    """On the page that comes next, however long it takes to come."""
    expect(page.get_by_role("main")).to_contain_text(words)


def test_a_reason_is_asked_for_beside_the_decision_and_then_sent(at, ref):
    at.goto(f"/queue/{ref}")
    choose(at, 0, "Decline")
    choose(at, 1, "Approve £50.00")
    press(at, "Send decision")
    expect(at).to_have_title(re.compile("^Error: "))
    sees(at, "Enter a reason Amina will understand")
    assert barriers(at) == [] and sideways(at) == 0
    at.locator("#lines-0-no_words").fill("The trust paid for this.")
    press(at, "Send decision")
    sees(at, "Sent. Amina has been told")
    assert [line.decision for line in lines_of(ref)] == ["declined", "approved"]


def test_what_changed_meanwhile_is_readable_by_everyone(at, ref):
    at.goto(f"/queue/{ref}")
    choose(at, 0, "Approve £4.60")
    decide(ref, "approve", by="efe")
    press(at, "Send decision")
    sees(at, "This claim changed while you were reading it")
    assert barriers(at) == [] and sideways(at) == 0


def test_the_message_is_seen_before_it_is_sent(at, ref):
    at.goto(f"/queue/{ref}")
    choose(at, 0, "Approve a different amount")
    at.locator("#lines-0-amount").fill("3")
    at.locator("#lines-0-less_words").fill("The card shows £3.")
    choose(at, 1, "Approve £50.00")
    press(at, "See the message first")
    sees(at, "What Amina will read") and "approved £3.00 of £4.60" in at.inner_text("main")
    assert barriers(at) == []


def test_what_is_approved_so_far_follows_the_choices(window, enter, carys, ref):
    page = window(DESK)
    enter(page, carys)
    page.goto(f"/queue/{ref}")
    choose(page, 1, "Approve £50.00")
    expect(page.locator("#approved")).to_have_text("Approved so far £50.00 of £54.60")
    choose(page, 0, "Approve a different amount")
    page.locator("#lines-0-amount").fill("3.50")
    expect(page.locator("#approved")).to_have_text("Approved so far £53.50 of £54.60")


def test_the_filter_changes_the_list_and_the_address(window, enter, carys, ref, ivo):
    other = sent_claim(ivo)
    page = window(DESK)
    enter(page, carys)
    page.goto("/queue")
    page.get_by_label("Name or claim number").fill("novak")
    page.get_by_label("Name or claim number").press("Enter")
    page.wait_for_url("**/queue?*find=novak*")
    assert f"{other[:1]} {other[1:4]} {other[4:]}" in page.inner_text(
        "#queue"
    ) and "Amina" not in page.inner_text("#queue")
