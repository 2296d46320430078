"""One cost at a time: every page, its errors word for word, what looks like a slip, and fines."""

import datetime as dt

import pytest

from portal.foundation import calendar
from portal.foundation.database import writing
from portal.rates.models import RateRow
from portal.rates.queries import card_of_scheme


def own_limit(card, pence):
    """A limit on lunch that a card has of its own."""
    return RateRow(
        card_id=card, code="LUNCH", label="Lunch", unit="cap_per_item", amount_tenths=pence * 10,
        preparation="included", effective_from=dt.date(2026, 4, 6), source="Board", confidence="L",
        added_at=calendar.now(),
    )  # fmt: skip


def send(client, address, **typed):
    return client.post(address, data=client.get(address).page.form() | typed)


FIRST_ERRORS = [
    ("own vehicle", "vehicle", "What did you use?", ["Select what you used"]),
    ("parking", "charge", "What did you pay for?", ["Select what you paid for"]),
    ("food", "meal", "What did you pay for?", ["Select what you paid for"]),
    ("food", "away", "How long were you away from home?", ["Select how long you were away from home"]),
    ("other", "other", "Something else", ["Enter what you paid for", "Enter why you needed it"]),
    ("own vehicle", "miles", "How many miles in total?", ["Enter how many miles you travelled"]),
    ("food", "cost", "How much did it cost?", ["Enter how much it cost"]),
]


@pytest.mark.parametrize(("kind", "step", "heading", "messages"), FIRST_ERRORS)
def test_each_page_asks_one_thing_and_says_what_is_missing(
    visit, amina, claims, kind, step, heading, messages
):
    client, ref = visit(amina), claims.new_line(amina, kind)
    assert client.get(f"/claims/{ref}/lines/1/{step}").page.h1 == heading
    answer = send(client, f"/claims/{ref}/lines/1/{step}")
    assert (answer.status_code, answer.page.errors) == (422, messages)


def test_a_journey_needs_from_to_and_whether_it_was_a_return(visit, amina, claims):
    client, ref = visit(amina), claims.new_line(amina, "public transport")
    page = client.get(f"/claims/{ref}/lines/1/journey").page
    assert page.h1 == "Where did you travel?"
    assert set(send(client, page.path, end="").page.errors) == {
        "Select how you travelled",
        "Enter where you travelled from",
        "Enter where you travelled to",
        "Select if it was a return journey",
    }


COST_ERRORS = [
    ("", "Enter how much the bus cost"),
    ("six pounds", "Bus cost must be an amount of money, like 4.50"),
    ("-4", "Bus cost must be an amount of money, like 4.50"),
    ("1e3", "Bus cost must be an amount of money, like 4.50"),
    ("4.505", "Bus cost must be an amount of money, like 4.50"),
    ("0", "Bus cost must be more than £0"),
    ("10000", "Bus cost must be £9,999.99 or less"),
]


@pytest.mark.parametrize(("typed", "message"), COST_ERRORS)
def test_the_cost_is_refused_with_what_to_type_instead(visit, amina, claims, typed, message):
    client, ref = visit(amina), claims.bus(amina)
    answer = send(client, f"/claims/{ref}/lines/1/cost", cost=typed)
    assert answer.page.errors == [message]
    assert f'value="{typed}"' in answer.text


DATE_ERRORS = [
    ({"when-day": "", "when-month": "", "when-year": ""}, "Enter the date you travelled"),
    ({"when-month": ""}, "Date you travelled must include a month"),
    ({"when-day": "31", "when-month": "2"}, "Date you travelled must be a real date"),
    ({"when-year": "2027"}, "Date you travelled must be today or in the past"),
]


@pytest.mark.parametrize(("typed", "message"), DATE_ERRORS)
def test_the_date_stands_there_already_and_its_errors_name_the_part(visit, amina, claims, typed, message):
    client, ref = visit(amina), claims.bus(amina)
    assert send(client, f"/claims/{ref}/lines/1/cost", **typed).page.errors == [message]


@pytest.mark.parametrize(
    ("typed", "message"),
    [("twelve", "Miles must be a number, like 12 or 12.5"), ("0", "Miles must be 0.1 or more")],
)
def test_miles_are_a_number_of_one_decimal(visit, amina, claims, typed, message):
    client, ref = visit(amina), claims.new_line(amina, "own vehicle")
    assert send(client, f"/claims/{ref}/lines/1/miles", miles=typed).page.errors == [message]


def test_miles_are_priced_by_the_day_of_the_journey(visit, amina, claims):
    ref = claims.line(
        amina, "own vehicle", vehicle="CAR", start="A", end="B", return_journey="yes", when="2026-04-05"
    )
    claims.answer(amina, ref, 1, amina, miles="18.6")
    assert claims.only_line(ref).claimed_pence == 837
    claims.answer(amina, ref, 1, amina, when="2026-04-06")
    line = claims.only_line(ref)
    assert (line.claimed_pence, line.priced_words) == (1023, "18.6 miles at 55p = £10.23")
    assert line.rate_id


def test_miles_need_no_receipt(visit, amina, claims):
    ref = claims.line(
        amina, "own vehicle", vehicle="BIKE" and "CYCLE", start="A", end="B", return_journey="no"
    )
    claims.answer(amina, ref, 1, amina, when="2026-11-16")
    client = visit(amina)
    answer = send(client, f"/claims/{ref}/lines/1/miles", miles="7.5")
    assert answer.location == f"/claims/{ref}/lines"
    assert claims.only_line(ref).claimed_pence == 150


def test_a_meal_above_the_limit_is_claimed_whole_and_paid_up_to_it(visit, amina, claims):
    ref = claims.line(amina, "food", meal="DINNER", away="over 10", when="2026-11-16")
    client = visit(amina)
    page = client.get(send(client, f"/claims/{ref}/lines/1/cost", cost="18.40").location).page
    assert page.h1 == "Is £18.40 right?"
    assert "We can pay up to £15 for an evening meal" in page.main
    assert page.link("Yes, continue") == f"/claims/{ref}/lines/1/receipt"
    line = claims.only_line(ref)
    assert (line.claimed_pence, line.payable_pence) == (1840, 1500)


def test_food_for_a_short_time_away_can_still_be_asked_for_and_staff_read_it(visit, amina, carys, claims):
    client, ref = visit(amina), claims.line(amina, "food", meal="LUNCH", when="2026-11-16", cost=500)
    page = client.get(f"/claims/{ref}/lines/1/away").page
    assert "We pay for food when you were away for 5 hours or more. You can still ask." in page.main
    assert client.post(page.path, data=page.form(away="under 5")).location == f"/claims/{ref}/lines/1/receipt"
    client.post(f"/claims/{ref}/lines/1/receipt", data={"other_way": "send by post"})
    claims.send(amina, ref)
    assert "Away from home for less than 5 hours" in visit(carys).get(f"/queue/{ref}").page.main


DOUBTS = [
    ("cost", {"cost": "200"}, "Is £200.00 right?"),
    ("cost", {"when-day": "3", "when-month": "1", "when-year": "2026"}, "Is 3 January 2026 right?"),
]


@pytest.mark.parametrize(("step", "typed", "question"), DOUBTS)
def test_a_likely_slip_is_asked_about_and_never_refused(visit, amina, claims, step, typed, question):
    client, ref = visit(amina), claims.bus(amina)
    page = client.get(send(client, f"/claims/{ref}/lines/1/{step}", **typed).location).page
    assert page.h1 == question
    assert page.link("Change") == f"/claims/{ref}/lines/1/{step}"


def test_more_than_two_hundred_miles_are_asked_about(visit, amina, claims):
    ref = claims.line(
        amina, "own vehicle", vehicle="CAR", start="A", end="B", return_journey="no", when="2026-11-16"
    )
    page = (
        visit(amina).post(f"/claims/{ref}/lines/1/miles", data={"miles": "240"}, follow_redirects=True).page
    )
    assert page.h1 == "Is 240 miles right?"


def test_a_fine_is_a_page_and_no_error(visit, amina, claims):
    client, ref = visit(amina), claims.new_line(amina, "parking")
    answer = client.post(f"/claims/{ref}/lines/1/charge", data={"charge": "fine"}, follow_redirects=True)
    assert (answer.status_code, answer.page.h1) == (200, "We cannot pay fines")
    assert claims.only_line(ref).details == {}


def test_an_answer_is_saved_at_every_continue_and_can_be_left(visit, amina, claims):
    client, ref = visit(amina), claims.new_line(amina, "parking")
    answer = client.post(f"/claims/{ref}/lines/1/charge", data={"charge": "toll", "later": "yes"})
    assert answer.location == "/claims"
    assert claims.only_line(ref).details == {"charge": "toll"}
    assert "Carry on" in client.get(f"/claims/{ref}/lines").page.main


def test_leaving_an_empty_page_is_no_error(visit, amina, claims):
    client, ref = visit(amina), claims.new_line(amina, "other")
    assert client.post(f"/claims/{ref}/lines/1/other", data={"later": "yes"}).location == "/claims"


def test_changing_from_the_check_page_leads_back_to_it(visit, amina, claims):
    client, ref = visit(amina), claims.bus(amina)
    assert send(client, f"/claims/{ref}/lines/1/cost?then=check", cost="5").location == f"/claims/{ref}/check"


def test_a_place_once_typed_is_offered_the_next_time(visit, amina, claims):
    claims.bus(amina)
    page = visit(amina).get(f"/claims/{claims.new_line(amina, 'public transport')}/lines/1/journey").page
    assert {option.get("value") for option in page.all("datalist option")} == {
        "Market Square",
        "City Hospital",
    }


HOSTILE = [
    "O'Brien's stop",
    "李",
    "Null",
    "<script>alert(1)</script>",
    "🚌" * 20,
    "a" * 80,
    "{you}",
    "%s",
    "\u202eabc",
]


@pytest.mark.parametrize("place", HOSTILE)
def test_any_name_of_a_place_is_kept_and_shown_as_text(visit, amina, claims, place):
    client, ref = visit(amina), claims.bus(amina)
    send(client, f"/claims/{ref}/lines/1/journey", start=place, end="B", return_journey="no")
    place = place.removeprefix("\u202e")  # a mark that would turn the direction of the page's words
    assert f"Bus, {place} to B" in client.get(f"/claims/{ref}/check").page.main


def test_someone_who_gets_costs_only_claims_fuel_by_receipt(visit, amina, claims, answered):
    answered("costs only")
    client, ref = visit(amina), claims.new_line(amina, "own vehicle")
    claims.answer(
        amina, ref, 1, amina, vehicle="CAR", start="A", end="B", return_journey="no", when="2026-11-16"
    )
    assert (
        send(client, f"/claims/{ref}/lines/1/cost", cost="9.20").location == f"/claims/{ref}/lines/1/receipt"
    )
    assert claims.only_line(ref).what == "Fuel, car, A to B"
    assert "costs only" in client.get(f"/claims/{ref}/what").page.main


def test_a_helper_is_asked_about_the_person_by_name(visit, ben, amina, claims):
    client, ref = visit(ben), claims.new_line(amina, "public transport")
    page = client.get("/helping").page
    client.post(page.all("form[action$='/start']")[0].get("action"))
    page = client.get(f"/claims/{ref}/lines/1/journey").page
    assert page.h1 == "Where did Amina travel?"
    assert "Select how Amina travelled" in send(client, page.path).page.errors


def test_the_total_and_the_miles_are_shown_as_they_are_typed(visit, amina, claims):
    client = visit(amina)
    ref = claims.bus(amina, ref=claims.bus(amina, pence=360))
    assert client.post(f"/claims/{ref}/lines/2/cost/total", data={"cost": "1"}).text == "Total so far £4.60"
    assert client.post(f"/claims/{ref}/lines/2/cost/total", data={"cost": "x"}).text == ""
    car = claims.line(
        amina, "own vehicle", vehicle="CAR", start="A", end="B", return_journey="no", when="2026-11-16"
    )
    address = f"/claims/{car}/lines/1/miles/amount"
    assert client.post(address, data={"miles": "12"}).text == "12 miles at 55p = £6.60"
    assert claims.only_line(car).claimed_pence == 0


def test_limits_are_said_before_anything_is_asked(visit, amina, claims):
    page = visit(amina).get(f"/claims/{claims.new_line(amina, 'food')}/lines/1/meal").page
    assert page.words_of(".nhsuk-radios__hint") == "Up to £7.50 Up to £15"
    assert send(visit(amina), page.path).page.words_of(".nhsuk-radios__hint") == "Up to £7.50 Up to £15"


def test_the_limit_that_is_said_is_the_one_that_is_applied(visit, amina, claims):
    card = card_of_scheme("BLUEHEART")
    with writing() as session:
        session.add(own_limit(card, 600))
    ref = claims.line(amina, "food", meal="LUNCH", away="over 10", when="2026-11-16")
    assert "Up to £6" in visit(amina).get(f"/claims/{ref}/lines/1/meal").page.main
    claims.answer(amina, ref, 1, amina, cost=700)
    assert claims.only_line(ref).payable_pence == 600


@pytest.mark.parametrize(
    "step", ["meal", "miles", "miles/amount", "elsewhere", "fine", "hours", "hours/total"]
)
def test_a_cost_has_the_pages_of_its_own_kind_alone(visit, amina, claims, step):
    client, ref = visit(amina), claims.bus(amina)
    answer = (client.post if "/" in step else client.get)(f"/claims/{ref}/lines/1/{step}")
    assert answer.status_code == 404
