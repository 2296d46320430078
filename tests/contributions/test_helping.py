"""A trusted person logs for somebody (P-71): in the person's name, and never what is "Only me"."""

import pytest
from sqlalchemy import select

from portal.contributions.models import LogEntry
from portal.contributions.telling import service
from portal.contributions.telling.queries import files
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db, new_id, writing
from portal.people.models import TrustedGrant

SECRET = "My marked secret words"


def test_the_pages_use_the_name_of_the_person(helper, falls_group):
    page = helper.get("/log/new").page
    assert page.h1 == "What did Amina do?" and "Falls group, today 2pm" in page.main
    assert helper.post("/log/new", data={}).page.errors == ["Select what Amina did", "Enter the date"]


def test_what_is_logged_is_the_persons_and_says_who_typed_it(helper, falls_group):
    time = helper.post("/log/new", data=helper.get("/log/new").page.form(what="meeting:today")).location
    helper.post(time, data=helper.get(time).page.form())
    entry = db.session.scalar(select(LogEntry))
    assert (entry.person_id, entry.made_by) == ("amina", "ben")
    saved = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "log entry saved")).one()
    assert (saved.by, saved.person_id) == ("ben", "amina")


def test_how_it_was_is_asked_about_the_person(helper, logged):
    page = helper.get(f"/log/{logged()}/reflect").page
    assert "Did Amina feel listened to?" in page.main and "Could Amina change what was decided?" in page.main


def test_a_story_that_is_shared_is_seen(helper, logged):
    page = helper.get(f"/log/{logged(story='Shared words')}").page
    assert "Shared words" in page.main and "Amina's story" in page.main


@pytest.mark.parametrize("address", ["/log", "/log/{entry}"])
def test_nothing_of_an_only_me_story_is_on_any_page(helper, logged, address):
    entry = logged(story=SECRET, seen_by="me")
    answer = helper.get(address.format(entry=entry))
    assert answer.status_code == 200 and "Falls group" in answer.text and SECRET not in answer.text


@pytest.mark.parametrize("page", ["story", "story/photo", "story/sound", "reflect", "seen-by", "delete"])
def test_pages_of_an_only_me_story_are_not_there(helper, logged, page):
    entry = logged(story=SECRET, seen_by="me")
    assert helper.get(f"/log/{entry}/{page}").status_code == 404
    assert helper.post(f"/log/{entry}/{page}", data={"seen_by": "name"}).status_code == 404


def test_files_of_an_only_me_story_are_not_there(helper, visit, amina, logged, photo):
    entry = logged()
    visit(amina).post(f"/log/{entry}/story/photo", data={"photo": photo()})
    address = f"/log/{entry}/files/{files(entry)[0].id}"
    assert helper.get(address).status_code == 200
    with writing() as session:
        session.get(LogEntry, entry).seen_by = "me"
    assert helper.get(address).status_code == 404


def test_a_helper_cannot_give_away_the_use_of_a_story(helper, logged, reload):
    entry = logged()
    labels = [label.text_content() for label in helper.get(f"/log/{entry}/seen-by").page.all("label")]
    assert labels == ["Only Amina", "Amina and Carys Rees"]
    assert helper.post(f"/log/{entry}/seen-by", data={"seen_by": "name"}).status_code == 422
    assert reload(entry).seen_by == "coordinator"


def test_words_that_the_person_is_still_writing_are_theirs(helper, logged):
    entry = logged(told=False)
    service.keep_draft("amina", entry, SECRET, key=new_id(), seen=1, by="amina")
    answer = helper.get(f"/log/{entry}/story")
    assert answer.status_code == 409 and SECRET not in answer.text
    assert "Amina is writing this story. You can add to it once it is saved." in answer.page.main


def test_the_person_carries_on_with_what_a_helper_began(helper, visit, amina, logged):
    entry = logged(told=False)
    helper.post(
        f"/log/{entry}/story", data=helper.get(f"/log/{entry}/story").page.form(words="Begun", then="later")
    )
    assert "Begun" in visit(amina).get(f"/log/{entry}/story").page.main


@pytest.mark.parametrize("address", ["/goals", "/goals/new", "/record", "/record/pdf"])
def test_goals_and_the_record_are_closed_to_a_helper(helper, address):
    assert helper.get(address).status_code == 403


@pytest.mark.parametrize("address", ["/log", "/log/new"])
def test_without_the_power_the_log_is_closed(helper, address):
    with writing() as session:
        session.scalars(select(TrustedGrant)).one().powers = ["see", "fill"]
    assert helper.get(address).status_code == 403
