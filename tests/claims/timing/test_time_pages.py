"""Payment for time, page by page: the person's own answers, the sessions, and who never meets them."""

import pytest

from portal.claims.timing import service
from portal.foundation.database import db, new_id, writing
from portal.foundation.pages import Refused
from portal.openings.models import Attendance, Opening, PayAnswer
from tests.claims.helping import helping
from tests.claims.support import give_up


def time_draft(client, claims, person):
    ref = claims.start(person)
    client.post(f"/claims/{ref}/what", data={"kinds": ["time"], "once": new_id()})
    return ref


def choose(client, ref, **typed):
    return client.post(f"/claims/{ref}/sessions", data={"once": new_id(), **typed})


def test_the_first_time_benefits_and_the_wish_to_be_paid_come_first(visit, amina, claims):
    client = visit(amina)
    ref = time_draft(client, claims, amina)
    page = client.get(f"/claims/{ref}/time", follow_redirects=True).page
    assert page.h1 == "If you get benefits"
    assert client.post(page.path, data={}).page.errors == ["Select if you would like help with this"]
    page = client.post(page.path, data={"advice": "carry on"}, follow_redirects=True).page
    assert page.h1 == "Would you like to be paid for your time?"
    assert "You can be paid £25 an hour for this. It is your choice." in page.main
    assert client.post(page.path, data={}).page.errors == ["Select if you would like to be paid"]
    page = client.post(page.path, data={"pay": "yes", "once": new_id()}, follow_redirects=True).page
    assert page.h1 == "Your time"


def test_a_stored_answer_is_not_asked_again(visit, amina, claims, answered):
    answered("yes")
    client = visit(amina)
    ref = time_draft(client, claims, amina)
    assert client.get(f"/claims/{ref}/time", follow_redirects=True).page.h1 == "Your time"


def test_taking_less_needs_an_amount_that_is_not_above_the_offer(visit, amina, claims):
    client = visit(amina)
    address = f"/claims/{claims.start(amina)}/pay"
    for typed, message in (
        ({}, "Enter how much you would like"),
        ({"less": "lots"}, "How much must be an amount of money, like 4.50"),
        ({"less": "80"}, "How much must be £50 or less"),
    ):
        assert client.post(address, data={"pay": "less", **typed}).page.errors == [message]


ANSWERS = [
    ("yes", {}, 5000, ""),
    ("less", {"less_pence": 2000}, 2000, "You asked for £20 of £50"),
    ("charity", {"charity": "Shelter"}, 0, "You asked us to give £50 to Shelter"),
]


@pytest.mark.parametrize(("answer", "more", "pence", "words"), ANSWERS)
def test_a_session_is_claimed_at_what_the_person_takes(
    visit, amina, claims, answered, answer, more, pence, words
):
    answered(answer, **more)
    client = visit(amina)
    ref = time_draft(client, claims, amina)
    choose(client, ref, sessions=["meeting-meeting"], paid_by="no")
    line = claims.only_line(ref)
    assert (line.offered_pence, line.claimed_pence, line.cut_words) == (5000, pence, words)
    assert (line.what, line.priced_words) == ("Falls group, 2 hours", "2 hours at £25 an hour = £50.00")
    assert line.rate_id and not line.waits


def test_saying_no_leads_on_with_the_costs_and_is_kept_with_its_time(visit, amina, claims):
    client = visit(amina)
    ref = time_draft(client, claims, amina)
    answer = client.post(f"/claims/{ref}/pay", data={"pay": "no", "once": new_id()})
    assert answer.location == f"/claims/{ref}/lines"
    assert claims.lines_of(ref) == []
    assert db.session.query(PayAnswer).one().answered_at


def test_the_session_page_says_what_is_missing(visit, amina, claims, answered):
    answered("yes")
    client = visit(amina)
    ref = time_draft(client, claims, amina)
    assert choose(client, ref).page.errors == [
        "Select what you would like to be paid for",
        "Select if someone else is paying you for this time",
    ]


def test_time_that_somebody_else_pays_is_not_paid_unless_it_was_their_own(visit, amina, claims, answered):
    answered("yes")
    client = visit(amina)
    ref = time_draft(client, claims, amina)
    answer = choose(client, ref, sessions=["meeting-meeting"], paid_by="employer")
    page = client.get(answer.location).page
    assert page.h1 == "Then we cannot pay you for it"
    client.post(page.path, data=page.form(own="no"))
    assert claims.lines_of(ref) == []
    client.post(page.path, data=page.form(own="yes"))
    assert claims.only_line(ref).details["paid_by"] == "own time"


def test_who_was_not_there_reads_why_there_is_no_payment(visit, amina, carys, claims, answered):
    answered("yes")
    with writing() as session:
        session.add(
            Attendance(meeting_id="meeting", person_id=amina.id, state="did not come", ticked_by=carys.id)
        )
    page = visit(amina).get(f"/claims/{claims.start(amina)}/sessions").page
    assert (
        "you were not there, so there is no payment for your time. You can still claim your costs."
        in page.main
    )


# What staff tick between a draft and its sending


def tick(person, by, state, minutes=None):
    with writing() as session:
        session.add(
            Attendance(
                meeting_id="meeting", person_id=person.id, state=state, minutes=minutes, ticked_by=by.id
            )
        )


def test_a_session_that_is_not_paid_any_more_is_taken_off_before_sending(
    visit, amina, carys, claims, answered
):
    answered("yes")
    ref = claims.time(amina, claims.bus(amina))
    tick(amina, carys, "did not come")
    client = visit(amina)
    page = client.get(f"/claims/{ref}/check").page
    assert "you were not there, so there is no payment for your time" in page.main
    assert page.link("Tell us if this is wrong") == "/help"
    assert not page.all("form[action$='/send']")
    with pytest.raises(Refused, match="you were not there"):
        claims.send(amina, ref)
    removal = client.get(page.link("Remove it")).page
    client.post(f"{removal.path}?then=check", data=removal.form())
    assert claims.of(claims.send(amina, ref)).total_pence == 640


def test_nobody_sends_another_time_than_they_saw(visit, amina, carys, claims, answered):
    answered("yes")
    ref = claims.time(amina)
    tick(amina, carys, "left early", minutes=60)
    client = visit(amina)
    page = client.get(f"/claims/{ref}/check").page
    assert "Falls group, Monday 16 November 2026: we now have 1 hour for this." in page.main
    with pytest.raises(Refused, match="we now have 1 hour"):
        claims.send(amina, ref)
    assert page.link("Check your time") == f"/claims/{ref}/sessions"
    choose(client, ref, sessions=["meeting-meeting"], paid_by="no")
    line = claims.only_line(ref)
    assert (line.what, line.claimed_pence) == ("Falls group, 1 hour", 2500)
    assert claims.of(claims.send(amina, ref)).total_pence == 2500


def test_an_answer_about_being_paid_counts_the_time_as_it_is_ticked(amina, carys, claims, answered):
    answered("yes")
    ref = claims.time(amina)
    tick(amina, carys, "left early", minutes=60)
    service.answer_pay(amina.id, ref, "less", 2000, "", by=amina.id, once=new_id())
    line = claims.only_line(ref)
    assert (line.details["minutes"], line.offered_pence, line.claimed_pence) == (60, 2500, 2000)


def test_time_that_is_left_out_can_be_claimed_elsewhere(amina, claims, answered):
    answered("yes")
    ref = claims.send(amina, claims.time(amina, claims.bus(amina)))
    give_up(amina, ref, "take_back")
    service.no_time(amina.id, ref, by=amina.id)
    assert claims.send(amina, claims.time(amina))


def test_a_session_already_claimed_says_on_which_claim(visit, amina, claims, answered):
    answered("yes")
    first, second = claims.time(amina), claims.time(amina)
    claims.send(amina, first)
    shown = f"C {first[1:4]} {first[4:]}"
    assert f"claimed on {shown}." in visit(amina).get(f"/claims/{second}/sessions").page.main
    with pytest.raises(Refused, match=f"already claimed as {shown}"):
        claims.send(amina, second)


def test_each_session_says_its_rate_and_what_it_would_pay(visit, amina, claims, answered):
    answered("less", less_pence=2000)
    page = visit(amina).get(f"/claims/{claims.start(amina)}/sessions").page
    assert page.words_of(".nhsuk-checkboxes__hint") == "£25 an hour. 2 hours would be £50."


def test_whoever_helps_reads_the_time_alone(visit, ben, amina, claims, answered):
    answered("less", less_pence=2000)
    page = helping(visit, ben).get(f"/claims/{claims.start(amina)}/sessions").page
    assert page.words_of(".nhsuk-checkboxes__hint") == "2 hours"


def test_the_total_follows_the_ticks(visit, amina, claims, answered):
    answered("less", less_pence=2000)
    address = f"/claims/{claims.start(amina)}/sessions/total"
    client = visit(amina)
    assert client.post(address, data={"sessions": ["meeting-meeting"]}).text == "Total £20.00"
    assert client.post(address, data={}).text == "Total £0.00"


def test_the_person_reads_what_their_own_answer_made_of_it(visit, amina, claims, answered):
    answered("less", less_pence=701)
    ref = claims.start(amina)
    claims.time(amina, ref)
    page = visit(amina).get(f"/claims/{ref}/check").page.main
    assert "£7.01" in page and "the person you help" not in page


def test_no_payment_is_claimed_where_none_was_agreed(visit, amina, claims):
    from portal.claims.making.rules import Subject
    from tests.claims.support import DAY

    client, ref = visit(amina), claims.start(amina, Subject("A phone call", DAY))
    answer = client.get(f"/claims/{ref}/time")
    assert answer.status_code == 409
    assert "no payment was agreed for this before" in answer.page.main


# Advice first, and whoever else types


def test_advice_first_lets_payment_wait_and_the_costs_go_on(visit, amina, claims, answered):
    answered("yes", advice="advice first")
    ref = claims.bus(amina)
    claims.time(amina, ref)
    claims.send(amina, ref)
    assert [line.waits for line in claims.lines_of(ref)] == [False, True]
    page = visit(amina).get(f"/claims/{ref}/advice").page
    assert "Citizens Advice" in page.main


def test_what_a_helper_types_waits_for_the_persons_own_answer(visit, ben, amina, claims, answered):
    answered("yes")
    client, ref = helping(visit, ben), claims.bus(amina)
    assert client.get(f"/claims/{ref}/time").location == f"/claims/{ref}/sessions"
    assert (
        "Amina Yusuf must say if they would like to be paid."
        in client.get(f"/claims/{ref}/sessions").page.main
    )
    choose(client, ref, sessions=["meeting-meeting"], paid_by="no")
    assert [line.waits for line in claims.lines_of(ref)] == [False, True]
    for own in ("pay", "benefits", "advice"):
        assert client.get(f"/claims/{ref}/{own}").status_code == 403


def test_the_persons_answer_after_sending_ends_the_waiting_at_their_amount(visit, amina, claims, answered):
    answered("not sure")
    ref = claims.bus(amina)
    claims.time(amina, ref)
    claims.send(amina, ref)
    client = visit(amina)
    address = client.get(f"/claims/{ref}").page.link("Answer")
    page = client.post(
        address, data={"pay": "less", "less": "20", "once": new_id()}, follow_redirects=True
    ).page
    assert page.path == f"/claims/{ref}"
    line = claims.lines_of(ref)[1]
    assert (line.waits, line.offered_pence, line.payable_pence) == (False, 5000, 2000)
    assert claims.of(ref).total_pence == 2640


# Time to prepare (rule 6)


def prepare(minutes):
    with writing() as session:
        session.get(Opening, "opening").preparation_minutes = minutes


@pytest.mark.both_databases
def test_what_the_opening_asks_to_prepare_is_paid_and_stays_as_it_was_chosen(amina, claims, answered):
    answered("yes")
    prepare(30)
    ref = claims.time(amina)
    line = claims.only_line(ref)
    assert line.claimed_pence == 6250
    assert line.priced_words.endswith("This counts 30 minutes to prepare")
    prepare(600)
    claims.send(amina, ref)
    assert claims.only_line(ref).claimed_pence == 6250
