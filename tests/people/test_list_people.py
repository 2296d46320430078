"""The list of people (C-20): only those of the coordinator's teams, narrowed by name, strength and review."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Person
from portal.foundation.database import writing
from portal.people import queries, reach, service
from portal.people.directory.queries import people_page
from tests.support.counting import statements


@pytest.fixture(autouse=True)
def hearts_works_with_amina(monkeypatch):
    """Whom teams work with, as the openings room would say it."""
    works_with = {"hearts": ["amina", "ben"], "minds": ["ivo"]}

    def people_of(teams):
        return select(Person.id).where(Person.id.in_([one for team in teams for one in works_with[team]]))

    monkeypatch.setattr(reach, "_reach", [people_of])


def names(page):
    return [row.name for row in page.people]


def test_a_coordinator_sees_the_people_of_her_teams(visit, carys):
    page = visit(carys).get("/people").page
    assert [link.text for link in page.all("tbody a")] == ["Amina Yusuf", "Ben Carter"]


def test_somebody_of_another_team_is_not_in_reach(people):
    assert queries.in_reach("amina", frozenset({"hearts"}))
    assert not queries.in_reach("ivo", frozenset({"hearts"}))
    assert queries.in_reach("ivo", None)


def test_staff_who_do_not_take_part_are_nobodys_people(people):
    assert not queries.in_reach("carys", None)


def test_who_may_not_see_people_is_refused(visit, femi):
    assert visit(femi).get("/people").status_code == 403


def test_part_of_a_name_finds_it_and_signs_of_like_are_only_signs(people):
    assert names(people_page(None, name="yus")) == ["Amina Yusuf"]
    assert names(people_page(None, name="%")) == []


def test_a_strength_finds_who_picked_it(people):
    service.save_strengths("ivo", ["listening"], "", "", by="ivo")
    assert names(people_page(None, strength="listening")) == ["Ivo Novak"]


def test_what_somebody_knows_of_care_is_neither_shown_nor_searched(visit, carys, people):
    service.save_strengths("amina", ["listening", "know-mental"], "", "", by="amina")
    page = visit(carys).get("/people?strength=know-mental").page
    assert "Listening" in page.main and "Mental health" not in page.source
    assert len(page.all("tbody tr")) == 2


def test_review_due_means_twelve_months_or_never(people, clock):
    service.save_sharing("amina", "", "all", by="amina")
    assert names(people_page(None, due=True)) == ["Ben Carter", "Ivo Novak"]
    clock.forward(days=365)
    assert names(people_page(None, due=True)) == ["Amina Yusuf", "Ben Carter", "Ivo Novak"]


def test_filters_are_listed_with_a_way_to_remove_each(visit, carys):
    page = visit(carys).get("/people?name=ben&strength=listening&due=yes").page
    assert [words.text_content().split()[0] for words in page.all(".chosen li")] == [
        "ben",
        "Listening",
        "Help",
    ]


def test_a_filter_that_finds_nobody_says_how_to_go_on(visit, carys):
    assert "Nobody fits what you chose" in visit(carys).get("/people?name=smyth").page.main


def test_htmx_gets_the_list_alone(visit, carys):
    answer = visit(carys).get("/people?name=ben", headers={"HX-Request": "true"})
    assert "<html" not in answer.text and "Ben Carter" in answer.text


def many_people(number):
    with writing() as session:
        session.add_all(
            Person(id=f"p{n}", name=f"Person {n:04}", session_key=f"k{n}", takes_part=True)
            for n in range(number)
        )


def test_pages_of_twenty_lead_on(visit, carys, people, monkeypatch):
    monkeypatch.setattr(reach, "_reach", [lambda _teams: select(Person.id)])
    many_people(30)
    page = visit(carys).get("/people").page
    assert "33 people" in page.main and page.link("Next").endswith("page=2")
    assert "page 2 of 2" in visit(carys).get("/people?page=2").page.title


@pytest.mark.parametrize("number", [10, 1000])
def test_the_list_asks_the_database_as_often_however_many_there_are(visit, carys, number, monkeypatch):
    monkeypatch.setattr(reach, "_reach", [lambda _teams: select(Person.id)])
    many_people(number)
    client = visit(carys)
    with statements() as sent:
        client.get("/people")
    assert len(sent) <= 6


@pytest.mark.parametrize("asked", ["page=0", "page=" + "9" * 30, "name=%00", "strength=flying", "due=no"])
def test_an_address_that_somebody_made_up_is_answered_all_the_same(visit, carys, asked):
    assert visit(carys).get(f"/people?{asked}").status_code == 200
