"""The strengths picker and the list of people as a browser runs them: nothing ticked is lost, the result is said."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Person
from portal.people import queries, reach, service


@pytest.fixture(autouse=True)
def everyone_in_reach(monkeypatch):
    monkeypatch.setattr(reach, "_reach", [lambda _teams: select(Person.id)])


@pytest.fixture
def picker(phone, enter, amina):
    enter(phone, amina)
    phone.goto("/me/strengths")
    return phone


def test_the_count_follows_as_strengths_are_ticked(picker):
    picker.get_by_label("Listening").check()
    picker.get_by_label("Writing").check()
    picker.get_by_text("2 picked").wait_for()


def test_the_filter_keeps_what_is_ticked_and_it_is_saved(picker):
    picker.get_by_label("Listening").check()
    picker.get_by_label("Show strengths about…").fill("writ")
    picker.get_by_label("Fixing").wait_for(state="detached")
    picker.get_by_label("Writing").check()
    picker.get_by_role("button", name="Save and go back").click()
    picker.wait_for_url("**/home")
    assert queries.profile("amina").strengths == ("listening", "writing")


def test_without_script_there_is_no_filter_and_all_is_shown(no_js, enter, amina):
    enter(no_js, amina)
    no_js.goto("/me/strengths")
    assert not no_js.get_by_label("Show strengths about…").is_visible()
    no_js.get_by_label("Fixing").check()
    no_js.get_by_role("button", name="Save and go back").click()
    assert queries.profile("amina").strengths == ("fixing",)


def test_the_four_pages_of_help_work_without_script(no_js, enter, amina):
    enter(no_js, amina)
    no_js.goto("/me/help/formats")
    no_js.get_by_label("Large print").check()
    no_js.get_by_label("24 point").check()
    no_js.get_by_role("button", name="Save and go back").click()
    assert no_js.get_by_text("Large print 24 point").is_visible()


def test_the_list_of_people_follows_its_filter_and_says_the_count(desk, enter, carys):
    service.save_strengths("ivo", ["fixing"], "", "", by="ivo")
    enter(desk, carys)
    desk.goto("/people")
    desk.get_by_label("Strength").select_option("fixing")
    desk.locator("#count", has_text="1 person").wait_for()
    desk.get_by_role("link", name="Amina Yusuf").wait_for(state="detached")
    assert "strength=fixing" in desk.url
