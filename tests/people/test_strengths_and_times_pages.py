"""Strengths (P-12), and when and how somebody can take part (P-13)."""

import pytest

from portal.people import queries, rules, service
from tests.support.counting import statements

pytestmark = pytest.mark.usefixtures("people")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def hers(visit, amina):
    return visit(amina)


def test_all_strengths_are_shown_without_the_filter(hers):
    page = hers.get("/me/strengths").page
    assert len(page.all("input[name=strengths]")) == len(rules.STRENGTHS)
    assert "Who can see this: coordinators of Riverside NHS Trust." in page.main


def test_picking_strengths_says_how_many_and_what_for(hers):
    answer = hers.post("/me/strengths", data={"strengths": ["listening", "writing"]})
    assert answer.location == "/home"
    assert queries.profile("amina").strengths == ("listening", "writing")


def test_an_empty_form_saves_as_empty(hers):
    service.save_strengths("amina", ["listening"], "", "", by="amina")
    hers.post("/me/strengths", data={})
    assert queries.profile("amina").strengths == ()


def test_own_words_and_a_language_are_kept(hers):
    hers.post("/me/strengths", data={"strengths": "language", "language": "Polish", "other": "I sing"})
    told = queries.profile("amina")
    assert (told.strength_language, told.other_strengths) == ("Polish", "I sing")


def test_a_strength_that_is_not_on_the_list_is_refused(hers):
    answer = hers.post("/me/strengths", data={"strengths": "flying"})
    assert answer.status_code == 422


def test_the_filter_keeps_what_is_ticked_and_saves_nothing(hers):
    asked = {"like": "writ", "strengths": "fixing"}
    part = hers.post("/me/strengths/list", data=asked, headers=HTMX).page
    assert [box.get("value") for box in part.all("input[name=strengths]")] == ["writing", "fixing"]
    assert queries.profile("amina").strengths == ()


def test_the_filter_answers_a_whole_page_without_htmx(hers):
    page = hers.post("/me/strengths/list", data={"like": "writ", "strengths": "fixing"}).page
    assert page.h1 == "What are you good at?" and "1 picked" in page.main


def test_words_that_find_nothing_say_what_to_do(hers):
    part = hers.post("/me/strengths/list", data={"like": "zzz"}, headers=HTMX).page
    assert "Nothing in the list is like that" in part.source


def test_the_count_knows_only_strengths_of_the_list(hers):
    picked = {"strengths": ["fixing", "writing", "flying"]}
    assert hers.post("/me/strengths/count", data=picked, headers=HTMX).text == "2 picked"


def test_times_ways_and_travel_are_kept_as_picked(hers):
    form = hers.get("/me/when").page.form(
        times=["weekday-mornings", "weekends"], ways="online", travel="10", place="LS1 4AP", how_much="a-day"
    )
    hers.post("/me/when", data=form)
    told = queries.profile("amina")
    assert (told.times, told.ways) == (("weekday-mornings", "weekends"), ("online",))
    assert (told.travel_miles, told.place, told.how_much) == (10, "LS1 4AP", "a-day")


def test_times_come_back_ticked_on_the_next_visit(hers):
    hers.post("/me/when", data={"times": "weekends", "travel": "any"})
    form = hers.get("/me/when").page.form()
    assert (form["times"], form["travel"]) == ("weekends", "any")


def test_a_distance_that_is_not_offered_is_refused(hers):
    answer = hers.post("/me/when", data={"travel": "500", "place": "Leeds"})
    assert answer.status_code == 422 and answer.page.form()["place"] == "Leeds"


@pytest.mark.both_databases
def test_a_profile_is_read_in_two_statements(people):
    service.save_when("amina", ["weekends", "online"], "5", "Leeds", None, by="amina")
    with statements() as sent:
        queries.profile("amina")
    assert len(sent) == 2
