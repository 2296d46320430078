"""Finance's pages of payments and runs: what they say, every error beside its field, and who may press what."""

import datetime as dt

import pytest

from portal.accounts.models import StaffRole
from portal.foundation.database import db, writing
from portal.payments.models import PaymentRun
from tests.support.claims import (
    PAY_ON,
    add_receipt,
    approved,
    bank,
    decide,
    draft_run,
    frozen_run,
    newcomer,
    ready,
    sent_claim,
)
from tests.support.counting import statements
from tests.support.run_pages import press, run_of

DAY = {"pay_on-day": "20", "pay_on-month": "11", "pay_on-year": "2026"}


# F-01


def test_with_nothing_to_pay_the_page_says_what_is_on_its_way(desk, amina):
    sent_claim(amina)
    main = desk.get("/finance").page.main
    assert "Nothing is ready to pay. 1 claim is being checked." in main
    assert "Nothing is on hold." in main and "There are no payment runs yet." in main


def test_what_is_ready_and_what_is_held_stand_side_by_side(desk, amina, ivo, ben, clock):
    ready(amina, bus=460, time=5000)
    approved(ivo, bus=300), approved(ben, bus=200), bank(ben)
    main = desk.get("/finance").page.main
    assert "£54.60 in 2 lines for 1 person. The oldest was approved on 17 November." in main
    assert "No bank details yet: Ivo Novak, £3.00" in main
    assert "Bank details wait for a second person to check them: Ben Carter, £2.00" in main
    assert "Bank details to check (1)" in main


def test_runs_are_listed_newest_first_twenty_a_page(desk, amina):
    for number in range(1, 22):
        with writing() as session:
            session.add(PaymentRun(number=number, pay_on=PAY_ON, made_by="femi", state="cancelled"))
    page = desk.get("/finance").page
    assert [a.text_content() for a in page.all("tbody a")][:2] == ["Run 21", "Run 20"]
    assert [a.text_content() for a in desk.get(page.link("Next")).page.all("tbody a")] == ["Run 1"]


# F-10, page 1


def test_all_that_is_ready_is_ticked_and_grouped_by_person(desk, amina, ivo):
    ready(ivo, bus=300), ready(amina, bus=460, time=5000)
    page = desk.get("/finance/runs/new").page
    assert "3 payments, £57.60" in page.main
    assert [legend.text_content() for legend in page.all("fieldset.pick-group legend")] == [
        "Amina Yusuf",
        "Ivo Novak",
    ]
    assert len(page.all("input[name=lines][checked]")) == 3
    assert "Costs £4.60" in page.main and "Payment for time £50.00" in page.main


def test_continuing_makes_a_run(desk, amina):
    ready(amina)
    answer = desk.post("/finance/runs/new", data=desk.get("/finance/runs/new").page.form())
    assert answer.status_code == 303 and desk.get(answer.location).page.h1 == "Payment run 1"


def test_leaving_some_out_needs_a_reason_that_the_second_person_reads(desk, second, amina, ivo):
    ready(amina), ready(ivo)
    page = desk.get("/finance/runs/new").page
    chosen = page.form()["lines"][:1]
    answer = desk.post("/finance/runs/new", data=page.form(lines=chosen))
    assert answer.status_code == 422 and answer.page.errors == ["Enter why you leave some out"]
    assert len(answer.page.all("input[name=lines][checked]")) == 1
    run = desk.post("/finance/runs/new", data=answer.page.form(left_out_why="Asked to wait")).location
    assert "Why some were left outAsked to wait" in second.get(run).page.main


def test_the_total_of_what_is_ticked_can_be_worked_out(desk, amina, ivo):
    ready(amina, bus=460), ready(ivo, bus=300)
    page = desk.get("/finance/runs/new").page
    answer = desk.post("/finance/runs/new", data=page.form(lines=page.form()["lines"][:1], act="total"))
    assert answer.status_code == 200 and "1 payment, £4.60" in answer.page.main
    assert db.session.query(PaymentRun).count() == 0


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"lines": []}, "Select at least one payment"),
        ({"lines": ["nothing-of-ours"]}, "Select at least one payment"),
        ({"pay_on-day": ""}, "Payment date must include a day"),
        ({"pay_on-day": "17"}, "Payment date must be a working day after today"),
        ({"pay_on-day": "21"}, "Payment date must be a working day after today"),
        ({"pay_on-day": "25", "pay_on-month": "12"}, "Payment date must be a working day after today"),
        (
            {"pay_on-day": "1", "pay_on-month": "12", "pay_on-year": "2036"},
            "Payment date must be 18 December 2026 or before",
        ),
        ({"pay_on-day": "", "pay_on-month": "", "pay_on-year": ""}, "Enter the payment date"),
        ({"left_out_why": "x" * 301}, "Reason must be 300 characters or less"),
    ],
)
def test_what_is_wrong_with_a_choice_is_said_and_nothing_is_lost(desk, amina, answers, error):
    ready(amina)
    page = desk.get("/finance/runs/new").page
    answer = desk.post("/finance/runs/new", data=page.form(**DAY | answers))
    assert (answer.status_code, answer.page.errors) == (422, [error])
    assert answer.page.title.startswith("Error: Choose what to pay")
    assert db.session.query(PaymentRun).count() == 0


# F-10, pages 2 to 4


def test_warnings_must_be_seen_before_a_run_is_sent(desk, amina):
    ready(amina, by="efe", bus=50_001)
    run_id = draft_run()
    page = desk.get(f"/finance/runs/{run_id}").page
    assert "Bank details were given or changed in the last 14 days" in page.main
    assert "£500.01 is more than £500.00" in page.main
    answer = desk.post(f"/finance/runs/{run_id}/approval", data=page.form())
    assert (answer.status_code, answer.page.errors) == (422, ["Confirm that you have seen the 2 warnings"])
    long = desk.post(f"/finance/runs/{run_id}/approval", data=page.form(initials="x" * 11))
    assert long.page.errors == ["Initials must be 10 characters or less"]
    assert desk.post(f"/finance/runs/{run_id}/approval", data=page.form(initials="FA")).status_code == 303
    assert (run_of(run_id).state, run_of(run_id).seen_note) == ("frozen", "FA")


def test_without_warnings_nobody_is_asked_for_initials(visit, femi, amina, clock):
    ready(amina)
    clock.forward(days=15)
    run_id, client = draft_run(pay_on=dt.date(2026, 12, 8)), visit(femi)
    page = client.get(f"/finance/runs/{run_id}").page
    assert "Worth a look" not in page.main and not page.all("input[name=initials]")
    assert client.post(f"/finance/runs/{run_id}/approval", data=page.form()).status_code == 303


def test_the_run_shows_what_it_pays_to_whom_and_under_which_name(second, amina):
    ready(amina, bus=460, time=5000)
    page = second.get(f"/finance/runs/{frozen_run()}").page
    for words in ("Total£54.60", "Costs£4.60", "Payment for time£50.00", "No cost centre£54.60", "COSTS 1-1 RIVERSID",
                  "TIME 1-2 RIVERSID", "Arrives onFriday 20 November 2026", "Carys Rees"):  # fmt: skip
        assert words in page.main, words


def test_the_second_person_opens_claims_with_their_receipts(second, amina):
    ref = ready(amina)
    receipt = add_receipt(ref)
    run_id = frozen_run()
    page = second.get(second.get(f"/finance/runs/{run_id}").page.link("Claim C 100 001")).page
    assert page.h1 == "Claim C 100 001, Amina Yusuf"
    assert "Claimed£4.60" in page.main and "Approved byCarys Rees, 17 November" in page.main
    assert page.all(f"img[src='/claims/receipts/{receipt}?size=small']")


def test_a_claim_of_no_run_is_not_opened_by_finance(second, desk, amina, ivo):
    ready(amina)
    run_id = frozen_run()
    other = sent_claim(ivo)
    receipt = add_receipt(other)
    assert second.get(f"/finance/runs/{run_id}/claims/{other}").status_code == 404
    assert second.get(f"/claims/receipts/{receipt}").status_code == 404


def test_a_second_person_approves_and_the_maker_cannot(desk, second, amina):
    ready(amina)
    run_id = frozen_run()
    assert "You cannot approve a run you made." in desk.get(f"/finance/runs/{run_id}").page.main
    answer = press(second, run_id, "release")
    assert answer.status_code == 303
    assert "Approved. The payment file is ready." in second.get(f"/finance/runs/{run_id}").page.main


def test_a_maker_who_also_approves_never_approves_their_own(desk, amina):
    ready(amina)
    run_id = frozen_run()
    with writing() as session:
        session.add(StaffRole(person_id="femi", role="finance approver", given_by="hana"))
    page = desk.get(f"/finance/runs/{run_id}").page
    assert (
        "You cannot approve a run you made. Ask a colleague." in page.main
        and "Approve this run" not in page.main
    )
    answer = press(desk, run_id, "release")
    assert (
        answer.status_code == 409
        and "You cannot approve a run you made. Ask a colleague." in answer.page.main
    )


@pytest.mark.parametrize(("who", "act"), [("grace", "send-back"), ("femi", "cancel")])
def test_ending_a_run_asks_why_and_keeps_the_answer(visit, people, amina, who, act):
    ready(amina)
    run_id, client = frozen_run(), visit(people[who])
    page = client.get(f"/finance/runs/{run_id}/{act}").page
    empty = client.post(page.path, data=page.form())
    assert (empty.status_code, empty.page.errors) == (422, ["Enter why"])
    assert client.post(page.path, data=page.form(why="Wrong day")).location == "/finance"
    assert "Wrong day" in client.get(f"/finance/runs/{run_id}").page.main


def test_what_needs_a_fresh_sign_in_asks_for_it(desk, second, amina, clock):
    ready(amina)
    run_id = frozen_run()
    clock.forward(minutes=6)
    for client, act in ((second, "release"), (desk, "file"), (desk, "paid"), (second, "not-taken")):
        answer = press(client, run_id, act)
        assert answer.status_code in (302, 303) and "/sign-in" in answer.location, act
    assert run_of(run_id).state == "frozen"


def test_a_run_of_a_thousand_lines_is_read_in_as_many_statements_as_ten(desk, amina):
    newcomer("sam")
    counted = []
    for count in (10, 200):
        decide(sent_claim("sam", bus=[100] * count))
        if count == 10:
            from tests.support.claims import confirmed_bank

            confirmed_bank("sam")
        run_id = draft_run()
        with statements() as sent:
            desk.get(f"/finance/runs/{run_id}")
        counted.append(len(sent))
    assert counted[0] == counted[1] <= 8


def test_payments_are_for_finance_alone(visit, amina, carys, hana, jo):
    ready(amina)
    run_id = draft_run()
    for who in (amina, carys, hana, jo):
        for path in (
            "/finance",
            "/finance/runs/new",
            f"/finance/runs/{run_id}",
            f"/finance/runs/{run_id}/sheet",
        ):
            assert visit(who).get(path).status_code == 403, (who.id, path)


def test_a_run_that_is_not_there_is_not_found(desk, second):
    assert desk.get("/finance/runs/nothing").status_code == 404
    assert second.post("/finance/runs/nothing/release").status_code == 404
