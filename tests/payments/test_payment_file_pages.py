"""The payment file, taken and taken again; and what it means that a run is paid (F-10, page 5)."""

import hashlib

import pytest

from tests.support.claims import (
    approved,
    once,
    ready,
    released_run,
    take_file,
)
from tests.support.run_pages import press, run_of

GOLDEN = (
    b"Sort code,Account number,Name,Amount,Reference,Roll number,Payment date\r\n"
    b"089999,66374958,AMINA YUSUF,4.60,COSTS 1-1 RIVERSID,,20/11/2026\r\n"
    b"089999,66374958,AMINA YUSUF,50.00,TIME 1-2 RIVERSID,,20/11/2026\r\n"
    b"089999,07070707,ZOE O BRIEN-SMYTHE,3.00,COSTS 1-3 RIVERSID,,20/11/2026\r\n"
)


def test_the_payment_file_is_these_bytes_and_no_others(desk, amina, ivo):
    from tests.support.claims import confirmed_bank

    confirmed_bank(amina, account="66374958", name="Amina Yusuf")
    confirmed_bank(ivo, account="07070707", name="Zoë O'Brien-Smythe")
    approved(amina, bus=460, time=5000), approved(ivo, bus=300)
    run_id = released_run()
    answer = press(desk, run_id, "file")
    assert answer.data == GOLDEN and answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == "attachment; filename=payment-run-1.csv"
    again = press(desk, run_id, "file", why="The first was lost")
    assert hashlib.sha256(again.data).digest() == hashlib.sha256(GOLDEN).digest()


def test_taking_the_file_a_second_time_asks_why_and_shows_who_took_it(desk, amina):
    ready(amina)
    run_id = released_run()
    press(desk, run_id, "file")
    answer = press(desk, run_id, "file")
    assert (answer.status_code, answer.page.errors) == (422, ["Enter why you need the file again"])
    press(desk, run_id, "file", why="The first was lost")
    main = desk.get(f"/finance/runs/{run_id}").page.main
    assert main.count("By Femi Ade on 17 November at 10am") == 2 and "10am: The first was lost" in main


def test_a_press_that_reaches_us_twice_gives_the_file_twice(desk, amina):
    ready(amina)
    run_id, key = released_run(), once()
    answers = [desk.post(f"/finance/runs/{run_id}/file", data={"once": key}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200] and answers[0].data == answers[1].data


def test_the_same_press_a_while_later_is_a_second_download(desk, amina, clock):
    ready(amina)
    run_id, key = released_run(), once()
    desk.post(f"/finance/runs/{run_id}/file", data={"once": key})
    clock.forward(minutes=2)
    answer = desk.post(f"/finance/runs/{run_id}/file", data={"once": key})
    assert answer.page.errors == ["Enter why you need the file again"]
    kept = answer.page.all("form[action$='/file'] input[name=once]")[0].get("value")
    again = desk.post(f"/finance/runs/{run_id}/file", data={"once": kept, "why": "Lost"})
    assert kept != key and again.mimetype == "text/csv"


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"left": "4.60"}, ["Enter the bank's reference"]),
        ({"bank_reference": "FP 1"}, ["Enter the total that left the account"]),
        ({"bank_reference": "FP 1", "left": "4.59"},
         ["The total that left the account must be £4.60, the sum of this run"]),
        ({"bank_reference": "FP 1", "left": "abc"},
         ["Total that left the account must be an amount of money, like 4.50"]),
    ],
)  # fmt: skip
def test_paid_needs_the_banks_reference_and_the_sum(desk, amina, answers, errors):
    ready(amina)
    run_id = released_run()
    take_file(run_id)
    answer = press(desk, run_id, "paid", **answers)
    assert (answer.status_code, answer.page.errors) == (422, errors)
    assert run_of(run_id).state == "released"


def test_a_paid_run_says_so_and_people_are_told(desk, amina, outbox):
    ready(amina)
    run_id = released_run()
    take_file(run_id)
    press(desk, run_id, "paid", bank_reference="FP 1", left="£4.60")
    main = desk.get(f"/finance/runs/{run_id}").page.main
    assert "Run 1 is paid: 1 payment. People have been told." in main and "bank reference FP 1" in main
    assert "E-12" in outbox.kinds(amina)


def test_the_releaser_ends_a_run_that_the_bank_never_took(second, amina):
    ready(amina)
    run_id = released_run()
    take_file(run_id)
    page = second.get(second.get(f"/finance/runs/{run_id}").page.link("The bank has not taken the file")).page
    empty = second.post(page.path, data=page.form())
    assert empty.page.errors == [
        "Enter who told you", "Enter when they told you", "Enter the reference", "Enter why",
    ]  # fmt: skip
    told = {
        "who": "Ann",
        "day-day": "17",
        "day-month": "11",
        "day-year": "2026",
        "reference": "CALL 7",
        "why": "Failed.",
    }
    assert second.post(page.path, data=page.form(**told)).location == "/finance"
    assert "Ann said on 17 November 2026" in second.get(f"/finance/runs/{run_id}").page.main
