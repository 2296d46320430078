"""Before agreeing to a role that offers payment a person meets P-61c and answers P-61a; nothing there blocks them."""

import datetime as dt

import pytest
from sqlalchemy import select

from portal.foundation.database import db, writing
from portal.foundation.pages import Refused
from portal.openings import queries
from portal.openings import service as pay
from portal.openings.models import PayAnswer
from portal.openings.offering.roles import service
from portal.organisation.models import Setting
from tests.openings.offering.stored import role_state

LABELS = ["Yes, pay me", "Pay me less", "No, thank you", "Only ever pay my costs", "I am not sure yet"]


@pytest.fixture
def hers(visit, amina):
    return visit(amina)


@pytest.fixture
def role(offered, amina):
    return offered(amina)


@pytest.fixture
def charity(people):
    with writing() as session:
        about = {"from_date": dt.date(2026, 1, 1), "why": "Asked for", "made_by": "hana"}
        session.add(Setting(name="charities", value=["Air Ambulance"], **about))


def send(client, path, **answers):
    return client.post(path, data=client.get(path).page.form(**answers))


def rows():
    db.session.rollback()
    found = db.session.scalars(select(PayAnswer).order_by(PayAnswer.answered_at, PayAnswer.advice.desc()))
    return [(one.advice, one.answer, one.less_pence, one.charity) for one in found]


def test_saying_yes_leads_over_both_pages_and_back_with_yes_picked(hers, role):
    answer = send(hers, f"/roles/{role}/agree", answer="yes")
    assert answer.location == f"/roles/{role}/benefits?then=agree"
    answer = send(hers, answer.location, advice="carry on")
    assert answer.location == f"/roles/{role}/pay?then=agree"
    answer = send(hers, answer.location, answer="yes")
    assert answer.location == f"/roles/{role}/agree?then=agree#answer"
    page = hers.get(f"/roles/{role}/agree?then=agree").page
    assert page.form()["answer"] == "yes"
    assert hers.post(f"/roles/{role}/agree", data=page.form()).location == f"/roles/{role}/answered"
    assert rows() == [("carry on", "", None, ""), ("", "yes", None, "")]
    assert role_state(role) == "agreed"


@pytest.mark.parametrize("said", ["change", "no"])
def test_who_does_not_agree_is_not_asked_about_payment(hers, role, said):
    answer = send(hers, f"/roles/{role}/agree", answer=said, words="Mondays")
    assert answer.location == f"/roles/{role}/answered"


@pytest.mark.both_databases
def test_the_service_asks_for_the_answer_before_the_agreement(role, amina, once):
    with pytest.raises(Refused) as refused:
        service.answer_agreement(role, 1, "yes", "", by=amina.id, once=once())
    assert refused.value.href == f"/roles/{role}/benefits?then=agree"
    pay.answer_pay(role, "not sure", by=amina.id)
    service.answer_agreement(role, 1, "yes", "", by=amina.id, once=once())
    assert role_state(role) == "agreed"


def test_the_benefits_page_names_no_benefit_and_asks_for_none(hers, role):
    page = hers.get(f"/roles/{role}/benefits").page
    assert page.h1 == "If you get benefits"
    for name in ("Universal Credit", "ESA", "PIP", "Carer"):
        assert name not in page.main
    answer = send(hers, f"/roles/{role}/benefits")
    assert answer.page.errors == ["Select if you would like help with this"]


def test_advice_first_lists_free_advice_the_letter_and_a_call(hers, role):
    answer = send(hers, f"/roles/{role}/benefits", advice="advice first")
    page = hers.get(answer.location).page
    assert page.h1 == "Get advice first"
    assert "Citizens Advice" in page.main
    assert page.link("Letter for the Jobcentre") == f"/roles/{role}/jobcentre-letter"
    assert page.link("Ask us to call you") == f"/roles/{role}/call"
    assert page.link("Continue") == f"/roles/{role}/pay"
    assert rows() == [("advice first", "", None, "")]


def labels(page):
    return [one.text_content().strip() for one in page.all("main .nhsuk-radios__label")]


def test_all_answers_are_offered_but_charity_without_a_list(hers, role):
    page = hers.get(f"/roles/{role}/pay").page
    assert labels(page) == LABELS
    assert "You can be paid £25 an hour for this. One session pays £50. It is your choice." in page.main


def test_the_organisations_charities_can_be_picked(hers, role, charity):
    answer = send(hers, f"/roles/{role}/pay", answer="charity")
    assert answer.page.errors == ["Select a charity"]
    send(hers, f"/roles/{role}/pay", answer="charity", charity="Air Ambulance")
    assert rows() == [("", "charity", None, "Air Ambulance")]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({}, "Select if you would like to be paid"),
        ({"answer": "charity"}, "Select if you would like to be paid"),
        ({"answer": "less", "less": ""}, "Enter how much you would like"),
        ({"answer": "less", "less": "0"}, "How much must be more than £0"),
        ({"answer": "less", "less": "50.01"}, "How much must be £50 or less"),
        ({"answer": "less", "less": "lots"}, "How much must be an amount of money, like 4.50"),
    ],
)
def test_a_payment_answer_that_cannot_be_says_why(hers, role, typed, error):
    answer = send(hers, f"/roles/{role}/pay", **typed)
    assert (answer.status_code, answer.page.errors) == (422, [error])
    assert rows() == []


@pytest.mark.parametrize(("typed", "kept"), [("20", 2000), ("£50.00", 5000)])
def test_less_is_kept_up_to_the_offer(hers, role, typed, kept):
    send(hers, f"/roles/{role}/pay", answer="less", less=typed)
    assert rows() == [("", "less", kept, "")]


@pytest.mark.both_databases
def test_rule_26_is_held_by_the_service_too(role, amina):
    with pytest.raises(Refused, match="£50 or less"):
        pay.answer_pay(role, "less", 5001, by=amina.id)
    assert rows() == []


def test_an_answer_is_changed_by_a_new_row_and_shown_with_its_day(hers, agreed, amina, clock):
    role = agreed(amina)
    clock.forward(minutes=1)
    answer = send(hers, f"/roles/{role}/pay", answer="no")
    assert answer.location == f"/roles/{role}"
    page = hers.get(f"/roles/{role}").page
    assert "You said: No, thank you, on Tuesday 17 November 2026." in page.main
    assert "You do not have to come. We do not have to ask you." in page.main
    assert [one[1] for one in rows()] == ["yes", "no"]


def test_a_double_tap_keeps_one_answer(hers, role):
    form = hers.get(f"/roles/{role}/pay").page.form(answer="yes")
    answers = [hers.post(f"/roles/{role}/pay", data=form) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert len(rows()) == 1


def test_only_ever_my_costs_holds_for_the_next_role_too(hers, agreed, offered, make_opening, amina):
    agreed(amina, answer="costs only")
    role = offered(amina, opening_id=make_opening("Letters group"))
    answer = send(hers, f"/roles/{role}/agree", answer="yes")
    assert answer.location == f"/roles/{role}/answered"
    assert queries.role_terms(role).pay_answer == "costs only"


def test_another_word_since_ends_only_ever_my_costs(agreed, offered, make_opening, amina, clock):
    role = agreed(amina, answer="costs only")
    clock.forward(minutes=1)
    pay.answer_pay(role, "yes", by=amina.id)
    other = offered(amina, opening_id=make_opening("Letters group"))
    assert queries.role_terms(other).pay_answer is None


def test_a_role_without_payment_has_no_page_about_it(hers, make_opening, offered, amina):
    opening = make_opening("Walks", pays_time=False, rate_code=None)
    role = offered(amina, opening_id=opening)
    for more in ("benefits", "advice", "pay"):
        assert hers.get(f"/roles/{role}/{more}").status_code == 404


def test_what_was_offered_stays_when_the_opening_changes(opening, role, carys, amina, once):
    from portal.openings.offering.publishing import service as publishing

    values = {
        "pays_time": False,
        "rate_card_id": None,
        "rate_code": None,
        "pay_words": "",
        "costs_words": "Fares",
    }
    publishing.save_part(opening, 1, "pay", values, by=carys.id, once=once())
    terms = queries.role_terms(role)
    assert (terms.pays_time, terms.rate_code, terms.offered_pence) == (True, "HOUR", 5000)
