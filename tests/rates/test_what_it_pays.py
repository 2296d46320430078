"""A card tried out: minutes or miles and a day give words."""

import pytest

from portal.rates.rules import what_it_pays
from tests.rates.cards import D, scheme

DAY = D("2026-11-16")
PAYS = [
    ("CNWL", "STD", DAY, 80, 0, "1 hour 20 minutes at £11.50 an hour = £15.33"),
    ("NIHR", "T1", D("2025-12-15"), 0, 0, "= £25.00"),
    ("NIHR", "T1", D("2025-12-16"), 0, 0, "= £27.50"),
    ("AMAP", "CAR1", D("2026-04-05"), 0, 186, "18.6 miles at 45p = £8.37"),
    ("AMAP", "CAR1", D("2026-04-06"), 0, 186, "18.6 miles at 55p = £10.23"),
    ("AMAP", "PASS", DAY, 0, 200, "1 passenger for 20 miles at 5p each = £1.00"),
    ("SAMPLE", "DINNER", DAY, 0, 0, "Up to £15"),
]


@pytest.mark.parametrize(("name", "code", "day", "minutes", "tenths", "words"), PAYS)
def test_the_words_say_how_it_was_worked_out(name, code, day, minutes, tenths, words):
    rates = scheme(name)
    assert what_it_pays(rates, code, day, minutes, tenths).endswith(words)


def ask(client, address, **typed):
    day = {"day-day": "16", "day-month": "11", "day-year": "2026"}
    return client.get(address, query_string=day | typed)


@pytest.fixture
def address(cards):
    return f"/admin/rates/{cards('CNWL')}/what-it-pays"


def test_an_administrator_tries_a_card_out(visit, hana, cards, address):
    client = visit(hana)
    page = client.get(address).page
    assert page.h1 == "What does it pay?"
    page = ask(client, address, **{"code": "STD", "minutes-hours": "1", "minutes-minutes": "20"}).page
    assert "1 hour 20 minutes at £11.50 an hour = £15.33" in page.main


WRONG = [
    ({}, "Select which rate"),
    ({"code": "STD"}, "Enter how long"),
    (
        {"code": "STD", "minutes-hours": "2", "day-year": "1999"},
        "There is no amount for that day. Choose another day",
    ),
]


@pytest.mark.parametrize(("typed", "message"), WRONG)
def test_what_is_missing_is_said_beside_its_box(visit, hana, cards, address, typed, message):
    answer = ask(visit(hana), address, **typed)
    assert (answer.status_code, answer.page.errors) == (422, [message])


def test_nobody_else_tries_it(visit, carys, cards, address):
    assert visit(carys).get(address).status_code == 403
