"""C-21: a person at a glance, for staff who work with them and nobody else."""

import pytest
from sqlalchemy import select

from portal.contributions.models import Goal, LogEntry
from portal.foundation import calendar
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db
from portal.people import service as people_service
from tests.home.conftest import add


def story(id, seen_by, words, team="hearts"):
    now = calendar.now()
    return LogEntry(
        id=id, person_id="amina", what="Falls group", on_date=calendar.today(), minutes=60, made_by="amina",
        team_id=team, seen_by=seen_by, story=words, story_at=now, saved_at=now,
    )  # fmt: skip


@pytest.fixture
def turned_to_hearts(role):
    """Amina has a role in an opening of Hearts, so its staff may open her page."""
    role("agreed", answer="yes")


def test_the_help_a_person_needs_comes_first(visit, carys, turned_to_hearts):
    people_service.save_contact("amina", [], [("text", "")], False, by="amina")
    people_service.save_formats("amina", [("large-print", "18")], by="amina")
    page = visit(carys).get("/people/amina").page
    assert page.h1 == "Amina Yusuf"
    first = page.all("main section")[0].text_content()
    assert "Large print" in first and "Do not text" in first and "Last checked on" in first


def test_the_page_shows_what_the_team_may_see(visit, carys, turned_to_hearts, claim):
    claim("sent")
    add(
        story("told", "coordinator", "The ward was loud."),
        Goal(id="g1", person_id="amina", what="Speaking in meetings", asked_help_at=calendar.now()),
        Goal(id="g2", person_id="amina", what="A private goal"),
    )
    shown = visit(carys).get("/people/amina").page.main
    for words in ("Falls group. Agreed", "The ward was loud.", "Speaking in meetings", "Ben Carter"):
        assert words in shown
    assert "A private goal" not in shown


@pytest.mark.parametrize(("seen_by", "team"), [("me", "hearts"), ("coordinator", "minds")])
def test_a_story_told_to_others_is_not_there(visit, carys, turned_to_hearts, seen_by, team):
    add(story("s", seen_by, "Marked words", team))
    assert "Marked words" not in visit(carys).get("/people/amina").page.main


def test_drafts_and_other_teams_claims_are_not_there(visit, carys, turned_to_hearts, claim):
    claim("draft")
    claim("sent", ref="C104883")  # of no team
    shown = visit(carys).get("/people/amina").page.main
    assert "C 104 882" not in shown and "C 104 883" not in shown


@pytest.mark.parametrize(("name", "status"), [("carys", 200), ("dev", 404), ("efe", 403), ("amina", 403)])
def test_only_staff_of_the_teams_a_person_turned_to_open_it(visit, people, turned_to_hearts, name, status):
    assert visit(people[name]).get("/people/amina").status_code == status


@pytest.mark.parametrize("person", ["nothing", "hana", "ivo"])
def test_who_is_not_within_reach_looks_like_nobody(visit, carys, turned_to_hearts, person):
    assert visit(carys).get(f"/people/{person}").status_code == 404


def test_each_look_is_recorded_and_shown_to_the_person(visit, carys, amina, turned_to_hearts):
    visit(carys).get("/people/amina")
    kept = db.session.scalar(select(AuditEvent).where(AuditEvent.verb == "person viewed"))
    assert (kept.by, kept.person_id) == ("carys", "amina")
    assert "Carys Rees" in visit(amina).get("/me/who-looked").page.main


def test_a_look_that_was_refused_is_not_recorded(visit, dev, turned_to_hearts):
    visit(dev).get("/people/amina")
    assert db.session.scalar(select(AuditEvent).where(AuditEvent.verb == "person viewed")) is None
