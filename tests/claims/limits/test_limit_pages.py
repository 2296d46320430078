"""A limit for yourself: set, changed and removed on one's own page; asked about when a payment is over it; and nowhere
else to be seen, not even that there is one.
"""

import pytest
from sqlalchemy import func, select

from portal.claims.limits import queries, service
from portal.claims.limits.rules import MONTH, OwnLimit
from portal.claims.models import KeptLimit, LimitChoice
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db, new_id
from portal.foundation.pages import Refused
from portal.openings.models import PayAnswer
from tests.claims.helping import helping

LIMIT = OwnLimit(3000)
WEEKLY = {"pence": "30", "each": "week", "weekday": "0"}


@pytest.fixture
def mine(visit, amina):
    return visit(amina)


@pytest.fixture
def limit(amina, people):
    service.keep_limit(amina.id, LIMIT, by=amina.id)


def limit_of(person):
    return queries.own_limit(person.id, reader=person.id)


def press(client, ref, choice, **typed):
    page = client.get(f"/claims/{ref}/limit").page
    return client.post(page.path, data=page.form(choice=choice, **typed))


# Setting it


def test_a_limit_is_set_changed_and_removed(mine, amina):
    page = mine.get("/me/limit").page
    assert page.h1 == "Set a limit for yourself" and "Only you can see your limit." in page.main
    assert mine.post("/me/limit", data=page.form(**WEEKLY)).location == "/me"
    assert limit_of(amina) == OwnLimit(3000, "week", 0)
    changed = page.form(pence="710", each="month", month_day="14", hours="16")
    mine.post("/me/limit", data=changed)
    assert limit_of(amina) == OwnLimit(71000, MONTH, 14, 960)
    page = mine.get("/me/limit/remove").page
    mine.post(page.path, data=page.form())
    assert limit_of(amina) is None


@pytest.mark.parametrize(
    "typed, message",
    [
        ({"pence": ""}, "Enter your limit"),
        ({"pence": "lots"}, "Limit must be an amount of money, like 4.50"),
        ({"each": ""}, "Select if it is for a week or a month"),
        ({"each": "month", "month_day": ""}, "Enter the day your month starts"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(mine, typed, message):
    answer = mine.post("/me/limit", data=mine.get("/me/limit").page.form(**WEEKLY | typed))
    assert answer.status_code == 422 and answer.page.errors == [message]


def test_the_question_about_benefits_leads_to_it_and_back(mine, amina, claims):
    ref = claims.start(amina)
    answer = mine.post(f"/claims/{ref}/benefits", data={"advice": "limit"})
    page = mine.get(answer.location).page
    assert mine.post("/me/limit", data=page.form(**WEEKLY)).location == f"/claims/{ref}/pay"
    assert db.session.scalar(select(PayAnswer.advice)) == "carry on"  # theirs alone to know


# A payment over it


def test_a_payment_over_it_is_asked_about_before_the_claim_goes(mine, amina, claims, answered, limit):
    answered("yes")
    ref = claims.time(amina)
    send = mine.get(f"/claims/{ref}/check").page.form()
    assert mine.post(f"/claims/{ref}/send", data=send).location == f"/claims/{ref}/limit"
    page = mine.get(f"/claims/{ref}/limit").page
    assert page.h1 == "On your figures, this is over your limit"
    assert "With this you would have £50.00 for the week from Monday 16 November 2026." in page.main
    assert "Up to £30.00 is not over your limit" in page.main


@pytest.mark.parametrize(
    "choice, typed, pence, words",
    [
        ("all", {}, 5000, ""),
        ("less", {"less": "20"}, 2000, "You asked for £20 of £50"),
        ("no", {}, 0, "You said no to £50"),
    ],
)
def test_each_choice_is_kept_and_never_stops_the_claim(
    mine, amina, claims, answered, limit, choice, typed, pence, words
):
    answered("yes")
    ref = claims.time(amina)
    answer = press(mine, ref, choice, **typed)
    assert mine.get(answer.location).location == f"/claims/{ref}/check"
    line = claims.only_line(ref)
    assert (line.offered_pence, line.claimed_pence, line.cut_words) == (5000, pence, words)
    send = mine.get(f"/claims/{ref}/check").page.form()
    assert mine.post(f"/claims/{ref}/send", data=send).location == f"/claims/{ref}/sent"
    assert claims.only_line(ref).claimed_pence == pence
    (kept,) = queries.choices(amina.id, reader=amina.id)
    assert (kept["choice"], kept["took"]) == (choice, pence)
    assert kept["words"][0].startswith("With this you would have £50.00")


@pytest.mark.parametrize(
    "typed, message",
    [("", "Enter how much you would take"), ("60", "How much must be £50.00 or less")],
)
def test_less_is_an_amount_below_the_offer(mine, amina, claims, answered, limit, typed, message):
    answered("yes")
    answer = press(mine, claims.time(amina), "less", less=typed)
    assert answer.status_code == 422 and answer.page.errors == [message]


def test_at_the_limit_or_without_one_nothing_is_asked(mine, amina, claims, answered):
    answered("yes")
    ref = claims.time(amina)
    assert mine.get(f"/claims/{ref}/limit").location == f"/claims/{ref}/check"
    service.keep_limit(amina.id, OwnLimit(5000), by=amina.id)
    assert mine.get(f"/claims/{ref}/limit").location == f"/claims/{ref}/check"


def test_who_chose_less_can_choose_anew(mine, amina, claims, answered, limit):
    answered("yes")
    ref = claims.time(amina)
    press(mine, ref, "no")
    assert claims.only_line(ref).claimed_pence == 0
    claims.time(amina, ref=ref)
    assert claims.only_line(ref).claimed_pence == 5000
    assert mine.get(f"/claims/{ref}/limit").page.h1 == "On your figures, this is over your limit"


def test_enter_in_the_box_for_less_never_takes_all(mine, amina, claims, answered, limit):
    answered("yes")
    page = mine.get(f"/claims/{claims.time(amina)}/limit").page
    assert [one.get("value") for one in page.all("button[name=choice]")] == ["less", "all", "no"]


def test_costs_never_count(mine, amina, claims, limit):
    ref = claims.bus(amina, pence=4000)
    assert mine.get(f"/claims/{ref}/limit").location == f"/claims/{ref}/check"


# Nobody else


@pytest.mark.parametrize("reader", ["ben", "carys", "femi", "grace", "jo", "hana", "portal"])
def test_one_function_opens_it_and_refuses_every_other_reader(amina, limit, reader):
    for asked in (queries.own_limit, queries.choices):
        with pytest.raises(Refused, match="for the person alone"):
            asked(amina.id, reader=reader)
    with pytest.raises(Refused, match="for the person alone"):
        service.keep_limit(amina.id, None, by=reader)


def test_a_helper_meets_none_of_it(visit, ben, amina, claims, answered, limit):
    answered("yes")
    client, ref = helping(visit, ben), claims.time(amina, by=ben)
    for address in ("/me/limit", f"/claims/{ref}/limit"):
        assert client.get(address).status_code == 403, address
    assert "limit" not in client.get(f"/claims/{ref}/check").page.main


def test_rows_trail_and_log_tell_nothing(mine, amina, capsys, people):
    before = db.session.scalar(select(func.coalesce(func.max(AuditEvent.seq), 0)))
    mine.post("/me/limit", data=mine.get("/me/limit").page.form(**WEEKLY))
    mine.post("/me/limit/remove", data={"once": new_id()})
    mine.post("/me/limit", data=mine.get("/me/limit").page.form(**WEEKLY | {"pence": "31"}))
    assert list(db.session.scalars(select(AuditEvent.verb).where(AuditEvent.seq > before))) == []
    assert b"3100" not in db.session.get(KeptLimit, amina.id).sealed
    logged = capsys.readouterr().out
    assert "limit" not in logged and amina.id not in logged


def test_staff_read_the_same_words_whatever_made_the_payment_less(
    visit, mine, carys, amina, claims, answered, limit
):
    answered("yes")
    ref = claims.time(amina)
    press(mine, ref, "less", less="20")
    mine.post(f"/claims/{ref}/send", data=mine.get(f"/claims/{ref}/check").page.form())
    page = visit(carys).get(f"/queue/{ref}").page
    assert "£20" in page.main
    assert not any(words in page.main for words in ("£30", "On your figures", "own limit", "their limit"))
    assert db.session.scalar(select(LimitChoice)).sealed
