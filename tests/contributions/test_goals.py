"""Goals (P-35): adding, steps, what was done for them, how it goes, help, and stopping."""

import datetime as dt

import pytest
from sqlalchemy import select

from portal.contributions.goals import service
from portal.contributions.models import Goal, GoalLog, GoalStep
from portal.contributions.queries import goal_words, goals_to_help_with
from portal.foundation.database import Stale, db, new_id, writing
from portal.messages.models import StaffTodo
from tests.support.counting import statements


def goals():
    return list(db.session.scalars(select(Goal)))


@pytest.fixture
def amina_learns(visit, amina):
    return visit(amina)


@pytest.fixture
def goal(people):
    """`goal()` is a goal of Amina's; its id."""

    def make(what="Speak in meetings"):
        return service.add_goal("amina", what, "", ["try"], dt.date(2027, 2, 17), by="amina", once=new_id())

    return make


def test_nobody_needs_goals(visit, ivo):
    page = visit(ivo).get("/goals").page
    assert page.h1 == "What do you want to learn or get better at?"
    assert "You have no goals yet. You do not need any." in page.main


def test_a_goal_is_added_once_however_often_it_is_sent(amina_learns):
    form = amina_learns.get("/goals/new").page.form(
        what="Speak in meetings", helps=["try", "time"], again="3"
    )
    for _ in range(2):
        page = amina_learns.post("/goals/new", data=form, follow_redirects=True).page
    assert page.h1 == "Speak in meetings" and "Wednesday 17 February 2027" in page.main
    assert [(goal.helps, goal.look_again_on) for goal in goals()] == [(["try", "time"], dt.date(2027, 2, 17))]


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"again": "none"}, ["Enter what you want to learn or get better at"]),
        ({"what": "x" * 201, "again": "1"}, ["Goal must be 200 characters or less"]),
        ({"what": "Tea"}, ["Select when you would like to look at it again"]),
        ({"what": "Tea", "again": "2"}, ["Select when you would like to look at it again"]),
    ],
)
def test_adding_says_what_is_wrong(amina_learns, answers, errors):
    answer = amina_learns.post("/goals/new", data=answers)
    assert (answer.status_code, answer.page.errors, goals()) == (422, errors, [])


def test_a_goal_keeps_its_day_when_only_its_words_change(amina_learns, goal):
    path = f"/goals/{goal()}/edit"
    amina_learns.post(path, data=amina_learns.get(path).page.form(what="Speak up"))
    assert [(one.what, one.look_again_on) for one in goals()] == [("Speak up", dt.date(2027, 2, 17))]


@pytest.mark.both_databases
def test_an_older_window_does_not_change_a_goal(goal):
    mine = goal()
    service.change_goal("amina", mine, "Newer", "", [], None, seen=1, by="amina")
    with pytest.raises(Stale):
        service.change_goal("amina", mine, "Older", "", [], None, seen=1, by="amina")


def test_small_steps_are_added_and_ticked_and_unticked(amina_learns, goal):
    path = f"/goals/{goal()}"
    for _ in range(2):
        amina_learns.post(f"{path}/steps", data={"what": "Say one thing"})
    (step,) = db.session.scalars(select(GoalStep))
    for done, words in (
        ("yes", "Done: Say one thing"),
        ("yes", "Done: Say one thing"),
        ("no", "I have done this"),
    ):
        page = amina_learns.post(f"{path}/steps/{step.id}", data={"done": done}, follow_redirects=True).page
        assert words in page.main


def test_an_empty_step_says_so(amina_learns, goal):
    answer = amina_learns.post(f"/goals/{goal()}/steps", data={"what": ""})
    assert (answer.status_code, answer.page.errors) == (422, ["Enter a small step"])


def test_how_it_goes_can_end_a_goal_and_take_it_up_again(amina_learns, goal):
    path = f"/goals/{goal()}"
    for going, state in (("done", "Done"), ("slowly", "Working on it")):
        page = amina_learns.post(f"{path}/going", data={"going": going}, follow_redirects=True).page
        assert page.words_of(".nhsuk-tag") == state
    assert amina_learns.post(f"{path}/going", data={}).page.errors == ["Select how it is going"]


def test_help_is_asked_of_the_coordinator_once_a_day(amina_learns, goal, falls_group):
    mine = goal()
    for _ in range(2):
        page = amina_learns.post(f"/goals/{mine}/help", follow_redirects=True).page
    assert "We have told Carys Rees. They will get in touch." in page.main
    assert "You asked Carys Rees for help on 17 November." in page.main
    todo = db.session.scalars(select(StaffTodo)).one()
    assert (todo.team_id, todo.text) == ("hearts", "Someone would like help with: Speak in meetings")
    assert [one.id for one in goals_to_help_with("amina")] == [mine]


def test_stopping_asks_first_and_needs_no_reason(amina_learns, goal):
    mine = goal()
    assert "You do not need a reason." in amina_learns.get(f"/goals/{mine}/stop").page.main
    page = amina_learns.post(f"/goals/{mine}/stop", follow_redirects=True).page
    assert page.words_of(".nhsuk-tag") == "Stopped" and goal_words("amina") == []


def test_what_was_done_is_linked_from_the_goal(amina_learns, goal, logged):
    mine, entry, other = goal(), logged(), logged(what="Tea")
    path = f"/goals/{mine}/logs"
    for picked in ([entry, other], [other]):
        page = amina_learns.post(path, data={"entries": picked}, follow_redirects=True).page
    assert "Tea, Monday 16 November 2026" in page.main and "Falls group, Monday" not in page.main


def test_a_goal_is_linked_from_what_was_done(amina_learns, goal, logged):
    mine, entry = goal(), logged()
    page = amina_learns.post(f"/log/{entry}/goals", data={"goals": [mine]}, follow_redirects=True).page
    assert page.link("Speak in meetings").endswith(f"/goals/{mine}")
    assert amina_learns.get(f"/log/{entry}/goals").page.form()["goals"] == mine


def test_nobody_links_what_is_not_theirs(amina_learns, visit, ivo, goal, logged):
    service.add_goal("ivo", "Mine", "", [], None, by="ivo", once=new_id())
    theirs = next(one.id for one in goals() if one.person_id == "ivo")
    entry = logged()
    assert amina_learns.post(f"/log/{entry}/goals", data={"goals": [theirs]}).status_code == 422
    assert visit(ivo).post(f"/goals/{theirs}/logs", data={"entries": [entry]}).status_code == 422
    service.link_goals("amina", entry, [theirs], by="amina")
    service.link_entries("ivo", theirs, [entry], [], by="ivo")
    assert list(db.session.scalars(select(GoalLog))) == []


@pytest.mark.parametrize("page", ["", "/edit", "/stop", "/logs"])
def test_a_stranger_finds_no_goal(visit, ivo, goal, page):
    assert visit(ivo).get(f"/goals/{goal()}{page}").status_code == 404


@pytest.mark.parametrize("page", ["edit", "steps", "steps/x", "going", "help", "stop", "logs"])
def test_a_stranger_changes_no_goal(visit, ivo, goal, page):
    answers = {"what": "Mine", "again": "none", "going": "done"}
    assert visit(ivo).post(f"/goals/{goal()}/{page}", data=answers).status_code == 404
    assert [(one.what, one.state) for one in goals()] == [("Speak in meetings", "working on it")]


@pytest.mark.parametrize("number", [10, 1000])
def test_a_goal_asks_the_database_as_often_however_much_there_is(amina_learns, goal, many_entries, number):
    mine = goal()
    many_entries(number)
    with writing() as session:
        session.add_all(Goal(person_id="amina", what=f"Goal {n}") for n in range(number))
    for address, most in (("/goals", 3), (f"/goals/{mine}", 7), (f"/goals/{mine}/logs", 4)):
        with statements() as sent:
            amina_learns.get(address)
        assert len(sent) == most, address
