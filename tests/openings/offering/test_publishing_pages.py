"""A coordinator writes an opening part by part and publishes it (C-30)."""

import pytest

from portal.foundation.database import Stale
from portal.foundation.pages import Refused
from portal.openings.models import Opening, OpeningStrength
from portal.openings.offering.publishing import service
from portal.openings.offering.publishing.rules import PARTS
from tests.openings.offering.conftest import WHOLE
from tests.openings.offering.stored import row_of, verbs
from tests.support.counting import statements


@pytest.fixture
def hers(visit, carys):
    return visit(carys)


@pytest.fixture
def draft(make_opening):
    return make_opening("Letters group", published=False)


def send(client, path, **answers):
    """Posts the page's own form with answers typed over it."""
    return client.post(path, data=client.get(path).page.form(**answers))


def part(opening_id, name):
    return f"/manage/openings/{opening_id}/parts/{name}"


def test_a_new_opening_is_a_draft_run_by_who_began_it(hers, project):
    answer = send(hers, "/manage/openings/new", name="Falls group", project_id=project)
    row = row_of(Opening, answer.location.rsplit("/", 1)[1])
    assert (row.name, row.published_at, row.lead_name, row.answer_days) == (
        "Falls group",
        None,
        "Carys Rees",
        5,
    )


def test_a_new_opening_needs_a_name_and_a_project(hers, project):
    answer = send(hers, "/manage/openings/new")
    assert answer.status_code == 422
    assert answer.page.errors == ["Enter what the opening is called", "Select which project it is for"]


def test_without_a_project_the_way_to_add_one_is_shown(hers):
    page = hers.get("/manage/openings/new").page
    assert page.link("Add a project") == "/manage/projects/new"


def test_a_project_of_another_team_cannot_be_picked(visit, dev, project):
    answer = visit(dev).post(
        "/manage/openings/new", data={"name": "Mine", "project_id": project, "once": "k"}
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("name", list(PARTS))
def test_each_part_opens_filled_and_saves_as_it_stands(hers, draft, name):
    before = {key: getattr(row_of(Opening, draft), key) for key in WHOLE}
    answer = send(hers, part(draft, name))
    assert answer.location == f"/manage/openings/{draft}"
    assert {key: getattr(row_of(Opening, draft), key) for key in WHOLE} == before


def test_saving_can_lead_to_the_next_part(hers, draft):
    answer = send(hers, part(draft, "when"), next="yes")
    assert answer.location == part(draft, "access")


def test_strengths_are_kept_and_taken_away(hers, draft):
    send(hers, part(draft, "strengths"), strengths=["listening", "writing"])
    assert row_of(OpeningStrength, (draft, "writing"))
    send(hers, part(draft, "strengths"), strengths=["listening"])
    assert not row_of(OpeningStrength, (draft, "writing"))


def test_a_rate_is_chosen_and_never_typed(hers, draft, card):
    send(hers, part(draft, "pay"), pays_time="yes", rate=f"{card}:MADE-UP")
    assert row_of(Opening, draft).rate_code == "HOUR"
    send(hers, part(draft, "pay"), pays_time="no")
    assert (row_of(Opening, draft).pays_time, row_of(Opening, draft).rate_code) == (False, None)


def test_a_part_that_is_not_there_is_not_found(hers, draft):
    assert hers.get(part(draft, "secrets")).status_code == 404


def test_a_change_of_pay_is_asked_first_while_people_are_paid(hers, opening, agreed, amina):
    agreed(amina)
    asked = send(hers, part(opening, "pay"), pays_time="no")
    assert asked.page.h1 == "Change what this opening pays?"
    assert asked.page.link("Go back without changing it") == part(opening, "pay")
    assert asked.page.all(f"form[action='{part(opening, 'pay')}']")
    assert "1 person has a role that pays £25 an hour. Their role stays as they agreed." in asked.page.main
    assert row_of(Opening, opening).rate_code == "HOUR"
    hers.post(part(opening, "pay"), data=asked.page.form(sure="yes"))
    row = row_of(Opening, opening)
    assert (row.pays_time, row.rate_code, row.costs_words) == (False, None, WHOLE["costs_words"])


def test_pay_that_stays_or_that_nobody_has_is_saved_at_once(hers, opening, make_opening, agreed, amina):
    assert send(hers, part(opening, "pay"), pay_words="By bank payment").status_code == 303
    assert send(hers, part(make_opening("Letters group"), "pay"), pays_time="no").status_code == 303


@pytest.mark.parametrize(("name", "field"), [("when", "closes_on"), ("after", "hear_by")])
def test_a_day_in_the_past_is_an_error_beside_its_field(hers, draft, name, field):
    day = {f"{field}-day": "1", f"{field}-month": "3", f"{field}-year": "2026"}
    answer = send(hers, part(draft, name), **day)
    assert (
        answer.status_code == 422 and "must be the same as or after 17 November 2026" in answer.page.errors[0]
    )


def test_the_list_of_parts_says_what_a_session_pays(hers, draft):
    assert "A session of 2 hours pays £50.00." in hers.get(f"/manage/openings/{draft}").page.main


def test_advice_on_words_never_stops_a_save(hers, draft):
    send(hers, part(draft, "tasks"), tasks="You will utilise your lived experience.")
    page = hers.get(f"/manage/openings/{draft}").page
    assert "You wrote “utilise”. Try: use." in page.main
    assert row_of(Opening, draft).tasks == "You will utilise your lived experience."


def test_what_is_missing_is_listed_with_links_and_there_is_no_button(hers, make_opening):
    draft = make_opening(published=False, rate_code=None, purpose="")
    page = hers.get(f"/manage/openings/{draft}").page
    assert page.link("Choose the rate of pay") == part(draft, "pay")
    assert page.link("Say what you want to change") == part(draft, "change")
    assert not page.all("main form")


def test_a_whole_opening_is_published_and_taken_back(hers, draft):
    form = hers.get(f"/manage/openings/{draft}").page.form()
    hers.post(f"/manage/openings/{draft}/publish", data=form)
    assert row_of(Opening, draft).published_at
    form = hers.get(f"/manage/openings/{draft}").page.form()
    hers.post(f"/manage/openings/{draft}/take-back", data=form)
    assert row_of(Opening, draft).published_at is None
    assert verbs(draft) == ["opening published", "opening taken back"]


def test_publishing_twice_with_one_key_happens_once(hers, draft):
    form = hers.get(f"/manage/openings/{draft}").page.form()
    answers = [hers.post(f"/manage/openings/{draft}/publish", data=form) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert verbs(draft) == ["opening published"]


@pytest.mark.both_databases
def test_the_service_refuses_what_the_page_does_not_show(make_opening, carys, once):
    draft = make_opening(published=False, rate_code=None)
    with pytest.raises(Refused, match="choose the rate of pay"):
        service.publish_opening(draft, 1, by=carys.id, once=once())
    assert row_of(Opening, draft).published_at is None


@pytest.mark.both_databases
def test_a_published_opening_stays_whole(opening, carys, once):
    with pytest.raises(Refused, match="say what people would do"):
        service.save_part(opening, 1, "tasks", {"tasks": ""}, by=carys.id, once=once())
    assert row_of(Opening, opening).tasks == WHOLE["tasks"]


@pytest.mark.both_databases
def test_a_part_never_writes_the_columns_of_another(opening, carys, once):
    service.save_part(opening, 1, "tasks", {"tasks": "Read", "name": "Stolen"}, by=carys.id, once=once())
    assert row_of(Opening, opening).name == "Falls group"


def test_of_two_who_edit_the_second_keeps_what_was_typed(hers, draft, carys, once):
    path = part(draft, "change")
    form = hers.get(path).page.form(purpose="What I typed")
    changed = {"purpose": "What she saved", "can_change": WHOLE["can_change"]}
    service.save_part(draft, 1, "change", changed, by=carys.id, once=once())
    answer = hers.post(path, data=form)
    assert answer.status_code == 409
    assert "What she saved" in answer.page.main
    assert answer.page.form()["purpose"].strip() == "What I typed"
    assert hers.post(path, data=answer.page.form()).status_code == 303
    assert row_of(Opening, draft).purpose == "What I typed"


@pytest.mark.both_databases
def test_a_stale_save_is_noticed_by_the_service(draft, carys, once):
    service.save_part(draft, 1, "tasks", {"tasks": "First"}, by=carys.id, once=once())
    with pytest.raises(Stale):
        service.save_part(draft, 1, "tasks", {"tasks": "Second"}, by=carys.id, once=once())


def test_closing_asks_first_and_keeps_the_opening(hers, opening):
    form = hers.get(f"/manage/openings/{opening}/close").page.form()
    hers.post(f"/manage/openings/{opening}/close", data=form)
    assert "Nobody new can join" in hers.get(f"/manage/openings/{opening}").page.main


@pytest.mark.both_databases
def test_nothing_closes_or_goes_back_while_somebody_waits(opening, interested, amina, carys, once):
    interested(amina)
    for act in (service.close_opening, service.take_back_opening):
        with pytest.raises(Refused) as refused:
            act(opening, 1, by=carys.id, once=once())
        assert refused.value.href == f"/manage/openings/{opening}/interests"


def test_the_preview_reads_as_people_will_read_it(hers, draft):
    page = hers.get(f"/manage/openings/{draft}/preview").page
    assert page.h1 == "Letters group"
    assert "You hear what came of it by Monday 1 March 2027." in page.main


ADDRESSES = ["", "/preview", "/close", "/parts/pay", "/meetings", "/meetings/new", "/interests"]


@pytest.mark.parametrize("more", ADDRESSES)
def test_another_teams_coordinator_finds_nothing(visit, dev, opening, more):
    assert visit(dev).get(f"/manage/openings/{opening}{more}").status_code == 404


@pytest.mark.parametrize("name", ["amina", "efe", "femi", "hana", "jo"])
def test_other_roles_are_refused_the_list(visit, people, name):
    assert visit(people[name]).get("/manage/openings").status_code == 403


def test_another_teams_coordinator_changes_nothing(visit, dev, draft):
    client = visit(dev)
    for more in ("publish", "take-back", "close", "parts/tasks"):
        assert client.post(f"/manage/openings/{draft}/{more}", data={"once": more}).status_code == 404
    assert verbs(draft) == []


def test_an_empty_list_says_what_openings_are_for(hers):
    assert "There are no openings yet." in hers.get("/manage/openings").page.main


def test_the_list_asks_the_database_as_often_for_one_as_for_thirty(hers, make_opening):
    counted = []
    for number in (1, 30):
        for each in range(number):
            make_opening(f"Opening {number} {each}")
        with statements() as sent:
            assert hers.get("/manage/openings").status_code == 200
        counted.append(len(sent))
    assert counted[0] == counted[1] <= 6, sent


def test_a_long_list_goes_on_with_another_page(hers, make_opening):
    for number in range(21):
        make_opening(f"Opening {number}")
    page = hers.get("/manage/openings").page
    assert page.link("Next") == "/manage/openings?page=2"
    assert "page 2 of 2" in hers.get("/manage/openings?page=2").page.title
