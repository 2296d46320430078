"""The second step of staff: set up before anything else, asked each time, never twice with one code."""

import datetime as dt
import re

import pyotp
import pytest

from portal.accounts.models import Person
from portal.foundation import calendar
from portal.foundation.database import db, writing
from tests.accounts.test_signing_in import sign_in_by_password, who
from tests.support.cast import PASSWORD

CARYS = "carys@people.example"


def code_now(secret, steps=0):
    return pyotp.TOTP(secret).at(calendar.now() + dt.timedelta(seconds=30 * steps))


def secret_on(page):
    return page.words_of("details b.num").replace(" ", "")


@pytest.fixture
def carys_set_up(client, people):
    """Carys has set up her app in this browser; its secret and her recovery codes."""
    sign_in_by_password(client, CARYS)
    secret = secret_on(client.get("/me/two-step").page)
    client.post("/me/two-step", data={"code": code_now(secret), "password": PASSWORD})
    codes = [
        item.text_content().strip() for item in client.get("/me/two-step/codes").page.all(".plain-list li")
    ]
    client.post("/me/two-step/codes")
    return secret, codes


def test_staff_without_a_second_step_are_led_to_it_from_everywhere(client, people):
    assert sign_in_by_password(client, CARYS).location == "/me/two-step"
    for address in ("/home", "/people", "/me"):
        assert client.get(address).location == "/me/two-step"
    assert client.get("/help").status_code == 200


def test_until_then_they_hold_no_role(client, people):
    sign_in_by_password(client, "hana@people.example")
    assert client.post("/admin/staff/dev/remove").location == "/me/two-step"
    assert db.session.get(Person, "dev")


def test_setting_it_up_shows_ten_codes_once(client, carys_set_up):
    _secret, codes = carys_set_up
    assert len(set(codes)) == 10 and all(re.fullmatch(r"\w{4}-\w{4}-\w{4}", code) for code in codes)
    assert client.get("/me/two-step/codes").location == "/me/two-step"
    page = client.get("/me/two-step", follow_redirects=True).page
    assert page.h1 == "Your second step is on" and "10 recovery codes left" in page.main


def test_neither_the_secret_nor_a_code_is_kept_readable(client, carys_set_up):
    secret, _codes = carys_set_up
    assert secret.encode() not in db.session.get(Person, "carys").totp_secret


@pytest.mark.parametrize(
    ("code", "password", "error"),
    [
        ("", PASSWORD, "Enter the 6-digit code"),
        ("000000", PASSWORD, "That code is not right. Check it, or get a new one."),
        (None, "wrong", "Check your password"),
        (None, "", "Enter your password"),
    ],
)
def test_setting_it_up_needs_the_code_and_the_password(client, people, code, password, error):
    sign_in_by_password(client, CARYS)
    right = code_now(secret_on(client.get("/me/two-step").page))
    answer = client.post("/me/two-step", data={"code": right if code is None else code, "password": password})
    assert (answer.status_code, answer.page.errors) == (422, [error])
    assert db.session.get(Person, "carys").totp_secret is None


def test_signing_in_asks_for_the_code_after_the_password(client, carys_set_up, clock):
    client.post("/sign-out")
    clock.forward(minutes=2)
    assert sign_in_by_password(client, CARYS).location == "/sign-in/code"
    assert who(client) is None
    client.post("/sign-in/code", data={"code": code_now(carys_set_up[0])})
    assert who(client) == "Carys Rees"


def test_a_code_is_used_once(client, carys_set_up, clock):
    client.post("/sign-out")
    clock.forward(minutes=2)
    code = code_now(carys_set_up[0])
    for expected in ("Carys Rees", None):
        sign_in_by_password(client, CARYS)
        client.post("/sign-in/code", data={"code": code})
        assert who(client) == expected
        client.post("/sign-out")


@pytest.mark.parametrize(("steps", "right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_differ_by_one_step(client, carys_set_up, clock, steps, right):
    client.post("/sign-out")
    clock.forward(minutes=5)
    sign_in_by_password(client, CARYS)
    answer = client.post("/sign-in/code", data={"code": code_now(carys_set_up[0], steps)})
    assert (answer.status_code == 303) is right


def test_codes_cannot_be_guessed_on_and_on(client, carys_set_up, clock):
    client.post("/sign-out")
    sign_in_by_password(client, CARYS)
    statuses = [client.post("/sign-in/code", data={"code": "000000"}).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]


def test_a_recovery_code_works_once(client, carys_set_up):
    code = carys_set_up[1][3].upper()
    for expected in ("Carys Rees", None):
        client.post("/sign-out")
        sign_in_by_password(client, CARYS)
        client.post("/sign-in/code", data={"code": code})
        assert who(client) == expected


def test_the_code_page_alone_lets_nobody_in(client, people):
    assert client.get("/sign-in/code").location == "/sign-in/password"
    assert client.post("/sign-in/code", data={"code": "123456"}).location == "/sign-in/password"


def test_ten_minutes_after_the_password_it_must_be_typed_again(client, carys_set_up, clock):
    client.post("/sign-out")
    sign_in_by_password(client, CARYS)
    clock.forward(minutes=11)
    answer = client.post("/sign-in/code", data={"code": code_now(carys_set_up[0])})
    assert answer.location == "/sign-in/password"


def test_an_emailed_link_does_not_get_round_the_code(client, carys_set_up, post):
    client.post("/sign-out")
    client.post("/sign-in", data={"address": CARYS})
    assert client.post(post.link(CARYS)).location == "/sign-in/code"
    assert who(client) is None


def test_only_the_demo_lets_its_own_staff_off(make_app, clock):
    from tests.support import cast

    app = make_app(demo=True)
    with app.app_context():
        cast.make_cast()
        with writing() as session:
            carys = session.get_one(Person, "carys")
            carys.email = carys.email_key = "coordinator@demo.example"
        client = app.test_client()
        assert sign_in_by_password(client, "coordinator@demo.example").location == "/home"
        assert sign_in_by_password(client, "hana@people.example").location == "/me/two-step"
