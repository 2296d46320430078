"""Projects of a coordinator's teams: list, page, add, change, stages."""

import pytest
from sqlalchemy import select

from portal.foundation.audit import AuditEvent
from portal.foundation.database import Stale, db, writing
from portal.foundation.pages import Refused
from portal.projects import queries, rules, service
from portal.projects.models import Project
from tests.support.counting import statements


@pytest.fixture
def hers(visit, carys):
    return visit(carys)


@pytest.fixture
def make(people, carys):
    """`make("Falls")` adds a project of Carys's team; its id."""

    def add(name="Falls", team=None, stage="testing"):
        typed = (team or carys.team, name, "Fewer falls at home", stage, "104520")
        return service.add_project(*typed, by=carys.id, once=f"{name} {team}")

    return add


def stored(project_id):
    db.session.rollback()
    return db.session.get(Project, project_id, populate_existing=True)


def verbs(project_id):
    db.session.rollback()
    found = select(AuditEvent.verb).where(AuditEvent.thing_id == project_id).order_by(AuditEvent.seq)
    return list(db.session.scalars(found))


def send(client, path, **answers):
    return client.post(path, data=client.get(path).page.form(**answers))


@pytest.mark.parametrize(
    ("stage", "to", "still_open", "code"),
    [
        ("listening", "planning", 0, None),
        ("testing", "planning", 2, None),
        ("testing", "testing", 0, "same-stage"),
        ("making it stick", "finished", 0, None),
        ("making it stick", "finished", 1, "openings-open"),
        ("finished", "listening", 0, None),
    ],
)
def test_a_project_moves_between_stages(stage, to, still_open, code):
    refusal = rules.why_not_move(stage, to, still_open)
    assert (refusal.code if refusal else None) == code


def test_a_coordinator_sees_the_projects_of_their_teams_by_stage(hers, make, dev):
    make("Falls", stage="testing")
    make("Letters", stage="listening")
    make("Elsewhere", team=dev.team)
    page = hers.get("/manage/projects").page
    assert page.words_of("td a") == "Letters Falls"


def test_a_project_is_added_in_one_page(hers):
    answer = send(hers, "/manage/projects/new", name="Falls", aim="Fewer falls", stage="listening")
    page = hers.get(answer.location).page
    assert (page.h1, page.words_of(".lead")) == ("Falls", "Fewer falls")


def test_a_project_without_words_says_what_to_enter(hers):
    answer = send(hers, "/manage/projects/new")
    assert (answer.status_code, answer.page.errors) == (
        422, ["Enter the name of the project", "Enter what you want to make better", "Select which stage it is at"],
    )  # fmt: skip


def test_a_project_goes_to_no_team_but_their_own(hers, dev):
    sent = {"team": dev.team, "name": "Mine", "aim": "All", "stage": "listening", "once": "k"}
    assert hers.post("/manage/projects/new", data=sent).status_code == 422
    assert queries.projects(None) == []


def test_a_second_press_adds_no_second_project(hers):
    form = hers.get("/manage/projects/new").page.form(name="Falls", aim="Fewer falls", stage="listening")
    places = [hers.post("/manage/projects/new", data=form).location for _ in range(2)]
    assert places[0] == places[1]
    assert len(queries.projects(None)) == 1


def test_new_words_are_saved_with_what_was_before(hers, make):
    project = make()
    send(hers, f"/manage/projects/{project}/edit", name="Fewer falls", cost_centre="")
    assert (stored(project).name, stored(project).cost_centre) == ("Fewer falls", "")
    assert verbs(project) == ["project added", "project changed"]


def test_of_two_who_change_the_second_keeps_what_was_typed(hers, make, carys):
    project = make()
    form = hers.get(f"/manage/projects/{project}/edit").page.form(name="Mine")
    service.change_project(project, 1, "Theirs", "Another aim", "", by=carys.id, once="theirs")
    answer = hers.post(f"/manage/projects/{project}/edit", data=form)
    assert answer.status_code == 409
    assert "Theirs" in answer.page.main
    assert answer.page.form()["name"] == "Mine"


@pytest.mark.both_databases
def test_a_stale_change_is_noticed(make, carys):
    project = make()
    service.move_project(project, 1, "planning", by=carys.id, once="one")
    with pytest.raises(Stale):
        service.change_project(project, 1, "Late", "Aim", "", by=carys.id, once="two")


def test_a_stage_is_changed_and_kept_in_the_trail(hers, make):
    project = make()
    send(hers, f"/manage/projects/{project}/stage", stage="finished")
    assert stored(project).ended_at is not None
    assert verbs(project) == ["project added", "project moved"]
    assert "Finished" in hers.get(f"/manage/projects/{project}").page.main


def test_a_stage_must_be_picked(hers, make):
    project = make()
    answer = hers.post(f"/manage/projects/{project}/stage", data={"version": 1, "once": "k"})
    assert answer.page.errors == ["Select which stage it is at"]


@pytest.mark.both_databases
def test_a_project_that_people_can_still_join_is_not_finished(make, carys, monkeypatch):
    project = make()
    one = queries.OpeningOfProject("Falls group", "/manage/openings/1", "Open", True)
    monkeypatch.setitem(queries._registered, "openings", lambda _project: [one])
    with pytest.raises(Refused, match="Close its openings first"):
        service.move_project(project, 1, "finished", by=carys.id, once="k")
    assert stored(project).stage == "testing"


@pytest.mark.parametrize("more", ["", "/edit", "/stage"])
def test_another_teams_coordinator_finds_no_project(visit, dev, make, more):
    project = make()
    assert visit(dev).get(f"/manage/projects/{project}{more}").status_code == 404
    if more:
        assert visit(dev).post(f"/manage/projects/{project}{more}", data={"once": "k"}).status_code == 404
    assert verbs(project) == ["project added"]


@pytest.mark.parametrize("name", ["amina", "efe", "hana"])
def test_who_offers_no_openings_has_no_projects_page(visit, people, name):
    assert visit(people[name]).get("/manage/projects").status_code == 403


def test_an_empty_list_says_what_to_do_first(hers):
    assert "There are no projects yet." in hers.get("/manage/projects").page.main


def test_the_list_asks_the_database_as_often_for_one_as_for_fifty(hers, make, carys):
    counted = []
    for number in (1, 50):
        with writing() as session:
            about = {"team_id": carys.team, "aim": "Aim", "stage": "testing"}
            session.add_all(Project(name=f"{number} {each}", **about) for each in range(number))
        with statements() as sent:
            hers.get("/manage/projects")
        counted.append(len(sent))
    assert counted[0] == counted[1] <= 6, sent
