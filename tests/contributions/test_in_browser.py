"""In a real browser: the short way without scripts, and a story open in two windows."""

import re

from playwright.sync_api import expect

from tests.support import browser

ASKED = "What happened, in your words?"


def test_what_was_done_is_logged_in_two_pages_without_scripts(no_js, enter, amina, falls_group):
    enter(no_js, amina)
    no_js.goto("/log/new")
    no_js.get_by_label("Falls group, today 2pm").check()
    no_js.get_by_role("button", name="Continue").click()
    no_js.get_by_role("button", name="Save").click()
    expect(no_js.get_by_text("Saved: 2 hours at Falls group.")).to_be_visible()


def test_a_story_saves_itself_and_an_older_window_is_told(phone, enter, amina, logged):
    entry = logged(told=False)
    enter(phone, amina)
    phone.goto(f"/log/{entry}/story")
    newer = phone.context.new_page()
    newer.goto(f"/log/{entry}/story")
    write(newer, "newer", re.compile("^Saved at "))
    write(phone, "older", "You changed this in another window at 10am. Open the newer one.")
    phone.get_by_role("link", name="Open the newer one.").click()
    expect(phone.get_by_label(ASKED)).to_have_value("newer")


def write(page, words, status):
    page.get_by_label(ASKED).press_sequentially(words)
    expect(page.locator("#saved")).to_have_text(status)


def test_nothing_on_the_story_keeps_anybody_out(phone, enter, amina, logged):
    enter(phone, amina)
    phone.goto(f"/log/{logged()}/story")
    assert not browser.barriers(phone) and browser.sideways(phone) == 0
