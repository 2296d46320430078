"""Trying too often: how long to wait, and that a stranger locks nobody out."""

import threading

import pytest
from sqlalchemy import func, select

from portal.accounts import jobs
from portal.accounts.models import SignInFailure
from portal.foundation.database import db
from tests.accounts.test_signing_in import KNOWN, UNKNOWN, sign_in_by_password, who


def fail(client, times, address=KNOWN):
    return [sign_in_by_password(client, address, "wrong") for _ in range(times)]


def test_the_sixth_try_must_wait_and_says_how_long(client, people):
    assert {answer.status_code for answer in fail(client, 5)} == {422}
    answer = sign_in_by_password(client, KNOWN)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "You have tried too many times. Wait 1 minute, or call us on 0800 000 000." in answer.page.main


def test_the_wait_grows_and_ends(client, people, clock):
    fail(client, 5)
    clock.forward(minutes=1)
    fail(client, 1)
    assert "Wait 2 minutes" in sign_in_by_password(client, KNOWN).page.main
    clock.forward(minutes=2)
    assert sign_in_by_password(client, KNOWN).status_code == 303


def test_an_unknown_address_waits_just_as_long(client, people):
    fail(client, 5, UNKNOWN)
    assert sign_in_by_password(client, UNKNOWN).status_code == 429


def test_success_forgets_what_went_wrong_before(client, people):
    fail(client, 4)
    sign_in_by_password(client, KNOWN)
    client.post("/sign-out")
    assert {answer.status_code for answer in fail(client, 5)} == {422}


def test_a_stranger_cannot_lock_somebody_out(app, client, people, post):
    fail(app.test_client(), 6)
    client.post("/sign-in", data={"address": KNOWN})
    client.post(post.link(KNOWN))
    assert who(client) == "Amina Yusuf"


def test_a_link_in_hand_works_however_many_were_asked_for(app, client, people, post):
    for _ in range(5):
        client.post("/sign-in", data={"address": KNOWN})
    assert client.post("/sign-in", data={"address": KNOWN}).status_code == 429
    client.post(post.link(KNOWN))
    assert who(client) == "Amina Yusuf"


def test_one_network_may_not_try_many_accounts(client, people):
    statuses = [
        sign_in_by_password(client, f"someone{number}@people.example", "wrong").status_code
        for number in range(61)
    ]
    assert statuses == [422] * 60 + [429]


@pytest.mark.both_databases
def test_many_tries_at_once_are_no_more_than_one_after_another(app, people, monkeypatch):
    checked, outcomes, together = [], [], threading.Barrier(12)
    monkeypatch.setattr("portal.accounts.hashing.password_fits", lambda *_args: checked.append(1))

    def attempt():
        together.wait()
        outcomes.append(app.test_client().post("/sign-in/password", data={"email": KNOWN, "password": "no"}))

    threads = [threading.Thread(target=attempt) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(checked) == 5
    assert sorted(answer.status_code for answer in outcomes) == [422] * 5 + [429] * 7


def test_a_right_password_is_no_try_of_its_network(client, people):
    sign_in_by_password(client, KNOWN)
    assert db.session.scalar(select(func.count()).select_from(SignInFailure)) == 0


def test_neither_address_nor_network_is_kept_readable(client, people):
    fail(client, 1)
    kept = " ".join(db.session.scalars(select(SignInFailure.about)))
    assert KNOWN not in kept and "127.0.0.1" not in kept


def test_tries_are_forgotten_after_a_day(client, people, clock):
    fail(client, 3)
    clock.forward(days=1, minutes=1)
    jobs.forget_what_is_past()
    assert db.session.scalar(select(func.count()).select_from(SignInFailure)) == 0
