"""The administrator's pages about rates."""

import pytest

from portal.rates import queries
from tests.rates.cards import D
from tests.support.changes import agreed
from tests.support.counting import statements

START = {"start-day": "6", "start-month": "4", "start-year": "2027"}
TYPED = {"amount": "60", "why": "HMRC changed it", **START}


@pytest.fixture
def admin(visit, hana, cards):
    return visit(hana)


@pytest.fixture
def car(cards):
    """The address of the rate of a car."""
    return f"/admin/rates/{cards('AMAP')}/CAR1"


def second_confirms(answer):
    """The answer led to the change that waits."""
    agreed(answer.location.rpartition("/")[2])


def own_rates(cards, scheme):
    """The rates of a scheme that price anything now."""
    return [rate for rate in queries.rates_for_pricing(cards(scheme)) if rate.scheme == scheme]


def test_the_list_shows_every_card_and_whether_it_counts(admin):
    page = admin.get("/admin/rates").page
    assert page.h1 == "Rates and limits"
    assert "Approved mileage (HMRC)" in page.main
    assert len(page.all("main table:first-of-type tbody tr")) >= 10
    assert "NIHR tasks Rates 8 State Confirm first" in page.main
    assert "£203.50 a week" in page.main


def test_the_list_is_read_in_few_statements(admin):
    with statements() as sent:
        admin.get("/admin/rates")
    assert len(sent) <= 6


def test_a_portal_without_cards_says_what_to_do(visit, hana):
    page = visit(hana).get("/admin/rates").page
    assert "There are no rate cards yet." in page.main


def test_a_card_shows_what_it_pays_and_what_has_ended(admin, cards):
    page = admin.get(f"/admin/rates/{cards('AMAP')}").page
    assert "55p a mile From 6 April 2026 Until No end" in page.main
    assert "45p a mile From 6 April 2011 Until 5 April 2026" in page.main
    assert len(page.all("a[href$='/CAR1/new']")) == 1


def test_a_card_that_is_not_there_is_not_found(admin, car):
    for address in ("/admin/rates/nothing", f"{car}X/new", "/admin/rates/nothing/CAR1/new"):
        assert admin.get(address).status_code == 404


@pytest.mark.parametrize("name", ["amina", "carys", "femi", "jo"])
def test_nobody_but_an_administrator_sees_rates(visit, people, cards, name):
    client = visit(people[name])
    card = f"/admin/rates/{cards('AMAP')}"
    for address in ("/admin/rates", card, f"{card}/confirm", f"{card}/CAR1/new", f"{card}/CAR1/check"):
        assert client.get(address).status_code == 403
    for address in (f"{card}/confirm", f"{card}/use", f"{card}/put-aside", f"{card}/CAR1/new"):
        assert client.post(address).status_code == 403


def test_a_card_is_confirmed_and_then_used(admin, cards):
    card = f"/admin/rates/{cards('NHSE-PPV')}"
    page = admin.get(f"{card}/confirm").page
    assert "Half day (up to 4 hours)" in page.main
    second_confirms(admin.post(f"{card}/confirm", data=page.form(checked="yes")))
    page = admin.get(card).page
    assert "Amounts confirmed by Hana Sato on 17 November 2026." in page.main
    second_confirms(admin.post(f"{card}/use", data=page.form(why="Agreed")))
    assert {offer.card_name for offer in queries.offers()} == {"NHS England, role 4"}
    page = admin.get(card).page
    assert "In use" in page.main
    second_confirms(admin.post(f"{card}/put-aside", data=page.form(why="Too dear")))
    assert queries.offers() == ()


def test_putting_a_card_to_use_asks_why(admin, cards):
    answer = admin.post(f"/admin/rates/{cards('AMAP')}/use", data={"once": "k", "version": "1", "why": ""})
    assert (answer.status_code, answer.page.errors) == (422, ["Enter why"])


def test_confirming_needs_a_tick_of_ones_own(admin, cards):
    answer = admin.post(f"/admin/rates/{cards('NIHR')}/confirm", data={"once": "k", "version": "1"})
    assert answer.status_code == 422
    assert answer.page.errors == ["Tick the box if you have checked these amounts"]


def test_a_new_amount_is_previewed_before_it_is_saved(admin, cards, car):
    assert admin.get(f"{car}/new").page.h1 == "Add a new rate"
    page = admin.get(f"{car}/check", query_string=TYPED).page
    assert "A 12-mile trip pays £7.20 from 6 April 2027." in page.main
    assert "Until then: A 12-mile trip pays £6.60 from 6 April 2026." in page.main
    assert (
        "It takes effect when a second person, an administrator or finance approver, confirms it."
        in page.main
    )
    answer = admin.post(f"{car}/new", data=page.form())
    card = admin.get(car.removesuffix("/CAR1")).page
    assert "60p a mile" not in card.words_of("main table")
    assert card.link("Car or van, first 10,000 miles of the tax year: 60p a mile") in answer.location
    second_confirms(answer)
    card = admin.get(card.path).page
    assert "60p a mile From 6 April 2027 To come" in card.main
    assert "Added by Hana Sato on 17 November 2026: HMRC changed it" in card.main


def test_changing_an_answer_keeps_the_others(admin, car):
    page = admin.get(f"{car}/check", query_string=TYPED).page
    form = admin.get(page.link("Change new amount")).page.form()
    assert form == TYPED


def test_an_hourly_rate_is_typed_in_pounds(admin, cards):
    rate = f"/admin/rates/{cards('CNWL')}/STD"
    page = admin.get(f"{rate}/check", query_string={**TYPED, "amount": "£12.50"}).page
    assert "2 hours pays £25.00 from 6 April 2027." in page.main
    second_confirms(admin.post(f"{rate}/new", data=page.form()))
    assert own_rates(cards, "CNWL")[-1].pays_words == "£12.50 an hour"


@pytest.mark.parametrize("typed", ["60", "0.60", "£0.60", "60p", ".6", "£.60"])
def test_pence_for_a_mile_are_understood_as_pounds_too(admin, car, typed):
    page = admin.get(f"{car}/check", query_string={**TYPED, "amount": typed}).page
    assert "60p a mile" in page.main


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"amount": ""}, "Enter the new amount"),
        ({"amount": "lots"}, "New amount must be a number, like 55 or 37.4"),
        ({"amount": "1.20"}, "Enter pence, like 60"),
        ({"amount": "0"}, "New amount must be between 1 and 500"),
        ({"start-day": "", "start-month": "", "start-year": ""}, "Enter the date the new amount starts"),
        ({"start-month": ""}, "Date the new amount starts must include a month"),
        ({"why": ""}, "Enter why the amount changes"),
        ({"why": "x" * 501}, "Why must be 500 characters or less"),
    ],
)
def test_what_is_wrong_with_a_new_amount_is_said_beside_it(admin, car, wrong, message):
    for answer in (
        admin.get(f"{car}/check", query_string=TYPED | wrong),
        admin.post(f"{car}/new", data=TYPED | wrong | {"once": "k"}),
    ):
        assert answer.status_code == 422
        assert answer.page.errors == [message]
        assert answer.page.form(once="k") == TYPED | wrong | {"once": "k"}


def test_an_amount_put_before_one_to_come_says_until_when(admin, car):
    second_confirms(admin.post(f"{car}/new", data=TYPED | {"once": "first"}))
    earlier = {"start-day": "1", "start-month": "January"}
    page = admin.get(f"{car}/check", query_string=TYPED | earlier).page
    assert "Until 5 April 2027" in page.main
    assert "Until then: A 12-mile trip pays £6.60 from 6 April 2026." in page.main


def test_everything_wrong_is_said_at_once(admin, car):
    answer = admin.get(
        f"{car}/check", query_string={"start-day": "1", "start-month": "1", "start-year": "2020"}
    )
    starts = [error.split(".")[0] for error in answer.page.errors]
    assert starts == [
        "Enter the new amount",
        "Choose 6 April 2025 or a later date",
        "Enter why the amount changes",
    ]


@pytest.mark.parametrize(
    ("year", "message"),
    [
        ("2024", "Choose 6 April 2025 or a later date"),
        ("2026", "There is a rate from 6 April 2026 already. Choose another date"),
        ("2027", "There is a rate from 6 April 2027 already. Choose another date"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused_beside_the_date(admin, car, year, message):
    second_confirms(admin.post(f"{car}/new", data=TYPED | {"once": "first"}))
    answer = admin.get(f"{car}/check", query_string=TYPED | {"start-year": year})
    assert (answer.status_code, answer.page.errors) == (422, [message])
    assert answer.page.link(message).endswith("#start-day")
    refused = admin.post(f"{car}/new", data=TYPED | {"start-year": year, "once": "second"})
    assert refused.status_code == 409
    assert message in refused.page.main


def test_sending_the_new_amount_twice_saves_one(admin, cards, car):
    form = admin.get(f"{car}/check", query_string=TYPED).page.form()
    first, second = (admin.post(f"{car}/new", data=form) for _ in range(2))
    assert (first.status_code, first.location) == (second.status_code, second.location)
    second_confirms(first)
    starts = [rate.effective_from for rate in own_rates(cards, "AMAP") if rate.code == "CAR1"]
    assert starts.count(D("2027-04-06")) == 1


def test_what_a_change_would_mean_is_read_in_few_statements(admin, visit, grace, cards, car):
    card = f"/admin/rates/{cards('BLUEHEART')}"
    waiting = [
        admin.post(f"{car}/new", data=TYPED | {"once": "k"}),
        admin.post(f"{card}/use", data={"once": "k2", "version": "1", "why": "Agreed"}),
    ]
    for answer in waiting:  # the client holds every page to its number of statements
        page = visit(grace).get(answer.location).page
        assert "What it would mean" in page.main
