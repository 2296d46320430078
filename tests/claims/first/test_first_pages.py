"""The pages of money first: asking on two pages, the team's list and answer, cash, and what is left."""

import datetime as dt

import pytest

from portal.claims.first import clearing, queries, service
from portal.foundation import calendar
from portal.foundation.database import writing
from portal.openings.models import Meeting
from tests.claims.first.first_support import agreed, asked, in_cash, left, spent, step
from tests.claims.helping import helping
from tests.support.claims import confirmed_bank, once, paid_run

DETAILS = {
    "what": "Falls group", "when-day": "30", "when-month": "11", "when-year": "2026", "start": "Market Square",
    "end": "City Hospital", "needed_by-day": "27", "needed_by-month": "11", "needed_by-year": "2026",
}  # fmt: skip


def only(person):
    (view,) = queries.of_person(person.id)
    return view


def test_travel_is_asked_for_on_two_pages(visit, amina):
    portal = visit(amina)
    page = portal.get("/claims/first").page
    assert page.h1 == "What do you need paid first?" and "at least 5 working days before" in page.main
    answer = portal.post("/claims/first", data={"need": "book", "about": "other"})
    page = portal.get(answer.location).page
    assert page.h1 == "Book my travel for me"
    answer = portal.post(answer.location, data=DETAILS)
    page = portal.get(answer.location).page
    assert (
        "We will answer you by Tuesday 24 November" in page.main
        and "Market Square to City Hospital" in page.main
    )
    assert only(amina).step == "asked"


def test_nothing_chosen_or_typed_says_what_to_do_and_loses_nothing(visit, amina):
    portal = visit(amina)
    assert "Select what you need paid first" in portal.post("/claims/first", data={}).page.main
    answer = portal.post(
        "/claims/first/new?need=before&about=other", data={**DETAILS, "details": "Two buses"}
    )
    assert (
        answer.status_code == 422 and "Enter how much" in answer.page.main and "Two buses" in answer.page.main
    )


def test_a_late_ask_is_taken_and_says_whom_to_call(visit, amina):
    portal = visit(amina)
    soon = {**DETAILS, "needed_by-day": "18"}
    answer = portal.post("/claims/first/new?need=book&about=other", data=soon)
    page = portal.get(answer.location).page
    assert "It may be too late for us" in page.main and "0800 000 000" in page.main


def test_what_is_not_hers_is_not_there(visit, amina, ivo, people):
    first_id = asked(amina.id)
    for path in ("", "/cancel", "/got", "/spent", "/left"):
        portal = visit(ivo)
        answer = (
            portal.post(f"/claims/first/{first_id}{path}", data={})
            if path
            else portal.get(f"/claims/first/{first_id}")
        )
        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("carys", 200), ("efe", 200), ("dev", 404), ("femi", 403), ("amina", 403)]
)
def test_the_team_alone_opens_what_is_asked(visit, people, amina, who, status):
    first_id = asked(amina.id)
    assert visit(people[who]).get(f"/queue/first/{first_id}").status_code == status


def test_the_team_sees_it_and_answers(visit, carys, amina):
    first_id = asked(amina.id)
    portal = visit(carys)
    page = portal.get("/queue/first").page
    assert "Money needed before" in page.main and page.link(amina.name) == f"/queue/first/{first_id}"
    at = f"/queue/first/{first_id}"
    assert "Enter what is booked" in portal.post(at, data={"how": "no", "version": "1"}).page.main
    portal.post(at, data={"how": "before", "before_pence": "20.00", "version": "1"})
    assert (only(amina).step, only(amina).first.agreed_pence) == ("coming", 2000)
    assert "By carys" not in portal.get(at).page.main and "£20.00" in portal.get(at).page.main


def test_a_button_cancels_what_is_not_needed(visit, amina, people):
    first_id = asked(amina.id)
    visit(amina).post(f"/claims/first/{first_id}/cancel", data={})
    assert step(first_id) == "withdrawn"


def test_cash_is_given_by_one_and_got_by_the_other(visit, carys, amina, people):
    first_id = agreed(amina.id, "cash")
    visit(carys).post(f"/queue/first/{first_id}/cash", data={})
    assert "Did you get it?" in visit(amina).get(f"/claims/first/{first_id}").page.main
    visit(amina).post(f"/claims/first/{first_id}/got", data={"got": "yes"})
    assert step(first_id) == "proof"
    answer = visit(amina).post(f"/claims/first/{first_id}/spent", data={})
    assert answer.location.endswith("/what")


def test_a_helper_never_says_yes_for_the_person(visit, ben, amina, people):
    first_id = agreed(amina.id, "cash")
    portal = helping(visit, ben)
    assert "Say that you got it" not in portal.get(f"/claims/first/{first_id}").page.main
    assert portal.post(f"/claims/first/{first_id}/got", data={"got": "yes"}).status_code in (403, 404)


def test_what_is_left_is_the_persons_to_choose(visit, carys, efe, amina, people):
    first_id = in_cash(amina.id)
    spent(amina.id, first_id, 1840)
    page = visit(amina).get(f"/claims/first/{first_id}").page
    assert "£1.60 is left" in page.main and "unless you say yes" in page.main
    visit(amina).post(f"/claims/first/{first_id}/left", data={"settle": "let go"})
    at = f"/queue/first/{first_id}"
    visit(carys).post(f"{at}/let-go", data={})
    assert "A second person says yes too" in visit(carys).get(at).page.main
    visit(efe).post(f"{at}/let-go", data={})
    assert step(first_id) == "cleared"


def test_money_that_came_back_is_kept_with_its_reference(visit, carys, efe, amina, people):
    confirmed_bank(amina)
    first_id = agreed(amina.id)
    paid_run()
    spent(amina.id, first_id, 1840)
    clearing.choose(first_id, "pay back", None, by=amina.id, once=once())
    at = f"/queue/first/{first_id}"
    assert "You agreed to this money" in visit(carys).get(at).page.main
    assert "Enter a reference" in visit(efe).post(f"{at}/back", data={"pence": "1.60"}).page.main
    visit(efe).post(f"{at}/back", data={"pence": "1.60", "reference": "FP 9"})
    assert left(first_id) == 0


def test_a_claim_that_was_paid_before_says_so(visit, amina, people):
    first_id = in_cash(amina.id)
    ref = spent(amina.id, first_id, 1500)
    page = visit(amina).get(f"/claims/{ref}").page
    assert "there is nothing more to pay" in page.main and "We paid you £15.00 of it before" in page.main


def test_home_says_what_is_next_of_money_paid_before(visit, amina, people, clock):
    first_id = agreed(amina.id, "cash")
    service.hand_over(first_id, None, by="carys", once=once())
    assert visit(amina).get("/home").page.link("Say if you got it") == f"/claims/first/{first_id}"
    service.got_it(first_id, True, by=amina.id, once=once())
    assert "we paid you before" not in visit(amina).get("/home").page.main
    clock.forward(days=14)
    assert "Send the receipt for the £20 we paid you before" in visit(amina).get("/home").page.main
    spent(amina.id, first_id, 1840)
    assert "Choose what happens with the £1.60 that is left" in visit(amina).get("/home").page.main
    clearing.choose(first_id, "pay back", None, by=amina.id, once=once())
    assert "we paid you before" not in visit(amina).get("/home").page.main


def test_a_statement_shows_what_was_paid_before_and_what_became_of_it(visit, amina, people):
    first_id = in_cash(amina.id)
    spent(amina.id, first_id, 1840)
    clearing.choose(first_id, "pay back", None, by=amina.id, once=once())
    clearing.came_back(first_id, 160, "FP 9", by="efe", once=once())
    page = visit(amina).get("/statements/year/2026").page
    assert "£20.00" in page.main and "You spent it: Bus" in page.main and "£18.40" in page.main
    assert "You paid it back" in page.main and "£1.60" in page.main


def test_money_can_be_asked_for_a_meeting_that_has_a_place_also_where_others_join_online(falls_group, amina):
    with writing() as session:
        for id, place in (("both-ways", "Room 4"), ("online-alone", "")):
            starts = calendar.now() + calendar.DAY * 9
            session.add(Meeting(id=id, opening_id="opening", starts_at=starts, ends_at=starts + dt.timedelta(hours=2),
                                place=place, online=True))  # fmt: skip
    assert [choice.value for choice in queries.choices(amina.id)] == ["both-ways"]
