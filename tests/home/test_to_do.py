"""What staff must do by hand."""

import datetime as dt

import pytest
from sqlalchemy import select

from portal.foundation.database import db
from portal.messages import service
from portal.messages.models import StaffTodo


@pytest.fixture
def todos(people):
    """One for anyone, one of each team; the first is overdue."""
    service.add_todo("call back", "Call Amina back", due_on=dt.date(2026, 11, 16), key="anyone")
    for team in ("hearts", "minds"):
        service.add_todo("message by hand", f"Write to {team}", team_id=team, link="/people/amina", key=team)


def todo_id(key):
    return db.session.scalar(select(StaffTodo.id).where(StaffTodo.key == key))


def test_each_team_sees_its_own_and_what_is_anyones(visit, carys, dev, todos):
    hers, his = (visit(one).get("/to-do").page.main for one in (carys, dev))
    assert "Call Amina back" in hers and "Write to hearts" in hers and "Write to minds" not in hers
    assert "Write to minds" in his and "Write to hearts" not in his
    assert "16 November Overdue" in hers


def test_what_is_done_is_gone(visit, carys, todos):
    client = visit(carys)
    client.post(f"/to-do/{todo_id('anyone')}/done")
    assert "Call Amina back" not in client.get("/to-do").page.main
    assert db.session.scalar(select(StaffTodo.done_by).where(StaffTodo.key == "anyone")) == "carys"


def test_another_teams_to_do_is_not_there(visit, carys, todos):
    client = visit(carys)
    assert client.post(f"/to-do/{todo_id('minds')}/done").status_code == 404
    assert client.post("/to-do/nothing/done").status_code == 404


def test_nothing_to_do_says_so(visit, carys):
    assert "Nothing to do by hand now." in visit(carys).get("/to-do").page.main


def test_the_list_of_people_leads_to_it(visit, carys):
    assert visit(carys).get("/people").page.link("To do by hand") == "/to-do"
