"""A person reads their role agreement and answers it (P-23)."""

import pytest
from sqlalchemy import select, update

from portal.foundation.access import HELPER_POWERS
from portal.foundation.database import db, writing
from portal.foundation.pages import Refused
from portal.messages.models import StaffTodo
from portal.openings import service as pay
from portal.openings.offering.agreements import service as agreements
from portal.openings.offering.roles import service
from portal.people.models import TrustedGrant
from tests.openings.offering.stored import at_once, role_state, verbs
from tests.support.outbox import link_in

PAGES = ["", "/agree", "/answered", "/benefits", "/advice", "/pay", "/call", "/pdf", "/jobcentre-letter"]


@pytest.fixture
def hers(visit, amina):
    return visit(amina)


@pytest.fixture
def unpaid(make_opening, interested, accepted, carys, once):
    """`unpaid(amina)`: signed by Carys, for an opening that pays costs only. The role's id."""

    def offer(someone):
        opening = make_opening("Walks", pays_time=False, rate_code=None, pay_words="")
        role = accepted(someone, opening_id=opening)
        agreements.sign(role, 1, by=carys.id, once=once())
        return role

    return offer


def send(client, path, **answers):
    return client.post(path, data=client.get(path).page.form(**answers))


def todos():
    db.session.rollback()
    return [(one.kind, one.text) for one in db.session.scalars(select(StaffTodo).order_by(StaffTodo.made_at))]


def test_the_agreement_is_a_page_in_seven_parts_with_version_and_date(hers, offered, amina):
    page = hers.get(f"/roles/{offered(amina)}/agree").page
    assert page.h1 == "Your role: Falls group"
    assert len([h for h in page.all("main h2") if h.text_content()[0].isdigit()]) == 7
    assert "Version 1. Carys Rees signed it for us on Tuesday 17 November 2026." in page.main
    assert "£25 an hour for your time, by our rates on 17 November 2026" in page.main


def test_the_message_leads_to_the_agreement(hers, offered, amina, outbox):
    role = offered(amina)
    assert link_in(outbox.to(amina)[-1]) == f"/roles/{role}/agree"


def test_an_answer_must_be_picked_and_a_change_needs_words(hers, offered, amina):
    path = f"/roles/{offered(amina)}/agree"
    answer = send(hers, path)
    assert (answer.status_code, answer.page.errors) == (422, ["Select if you agree"])
    answer = send(hers, path, answer="change")
    assert answer.page.errors == ["Enter what you would like to change"]


def test_a_costs_only_role_is_agreed_at_once(hers, unpaid, amina, outbox):
    role = unpaid(amina)
    path = f"/roles/{role}/agree"
    assert "You do not have to come. We do not have to ask you." in hers.get(path).page.main
    answer = send(hers, path, answer="yes")
    assert answer.location == f"/roles/{role}/answered"
    page = hers.get(answer.location).page
    assert page.h1 == "You have agreed to your role"
    assert (
        "Carys Rees signed on Tuesday 17 November 2026. Amina Yusuf agreed on Tuesday 17 November 2026."
        in page.main
    )
    assert "Do you need us to book or pay for your travel first?" in page.main
    assert (role_state(role), outbox.kinds(amina)[-1]) == ("agreed", "E-38")


def test_the_copy_by_email_leads_to_the_role(unpaid, amina, once, outbox):
    role = unpaid(amina)
    service.answer_agreement(role, 1, "yes", "", by=amina.id, once=once())
    assert link_in(outbox.to(amina)[-1]) == f"/roles/{role}"


def test_agreeing_twice_with_one_key_is_agreeing_once(hers, unpaid, amina):
    role = unpaid(amina)
    form = hers.get(f"/roles/{role}/agree").page.form(answer="yes")
    answers = [hers.post(f"/roles/{role}/agree", data=form) for _ in range(2)]
    assert [one.location for one in answers] == [f"/roles/{role}/answered"] * 2
    assert verbs(role).count("agreement answered") == 1


@pytest.mark.both_databases
def test_of_two_answers_at_once_one_counts(app, unpaid, amina):
    role = unpaid(amina)
    results = at_once(
        app,
        lambda: service.answer_agreement(role, 1, "yes", "", by=amina.id, once="one"),
        lambda: service.answer_agreement(role, 1, "no", "", by=amina.id, once="two"),
    )
    assert sorted(isinstance(one, Refused) for one in results) == [False, True]
    assert verbs(role).count("agreement answered") == 1


@pytest.mark.both_databases
def test_nobody_answers_for_somebody_else(unpaid, amina, ben, once):
    role = unpaid(amina)
    with pytest.raises(Refused):
        service.answer_agreement(role, 1, "yes", "", by=ben.id, once=once())


@pytest.mark.both_databases
def test_a_person_answers_the_version_that_they_read(unpaid, amina, carys, once):
    role = unpaid(amina)
    service.answer_agreement(role, 1, "change", "Mondays", by=amina.id, once=once())
    agreements.begin_version(role, by=carys.id, once=once())
    agreements.sign(role, 1, by=carys.id, once=once())
    with pytest.raises(Refused, match="Read the new version") as refused:
        service.answer_agreement(role, 1, "yes", "", by=amina.id, once=once())
    assert refused.value.code == "newer-version"


def test_a_wish_for_change_goes_back_to_the_coordinator(hers, offered, amina):
    role = offered(amina)
    answer = send(hers, f"/roles/{role}/agree", answer="change", words="Mondays suit me better.")
    page = hers.get(answer.location).page
    assert page.h1 == "We have your answer"
    assert "Mondays suit me better." in page.main
    assert "Carys Rees will answer you by Tuesday 24 November 2026" in page.main
    assert role_state(role) == "changes wanted"
    assert (
        "role agreement",
        "Amina Yusuf wants to change something in their role in Falls group.",
    ) in todos()


def test_no_is_fine_and_asks_for_no_reason(hers, offered, amina):
    role = offered(amina)
    answer = send(hers, f"/roles/{role}/agree", answer="no")
    assert hers.get(answer.location).page.h1 == "Thank you for telling us"
    assert role_state(role) == "said no"


def new_version(role, carys, once):
    agreements.begin_version(role, by=carys.id, once=once())
    agreements.write_part(role, 1, 1, "Come on Mondays", "We meet at 2pm", by=carys.id, once=once())
    agreements.sign(role, 2, by=carys.id, once=once())


def test_a_new_version_shows_what_is_different(hers, agreed, amina, carys, once):
    role = agreed(amina)
    new_version(role, carys, once)
    page = hers.get(f"/roles/{role}/agree").page
    assert "We changed part 2." in page.main
    assert "The old version holds until you answer." in page.main
    assert page.all("ins") and page.all("del")
    assert "Say if you agree to your role" in hers.get(f"/roles/{role}").page.main


def test_a_change_asked_of_a_new_version_keeps_the_old_one(hers, agreed, amina, carys, once):
    role = agreed(amina)
    new_version(role, carys, once)
    send(hers, f"/roles/{role}/agree", answer="change", words="Tuesdays were fine.")
    assert role_state(role) == "agreed"


def test_what_the_coordinator_is_still_writing_stays_unseen(hers, agreed, amina, carys, once):
    role = agreed(amina)
    agreements.begin_version(role, by=carys.id, once=once())
    agreements.write_part(role, 1, 0, "Not yet for her eyes", "We", by=carys.id, once=once())
    assert "Not yet for her eyes" not in hers.get(f"/roles/{role}/agree").page.source


def test_asking_for_a_call_makes_a_to_do(hers, offered, amina):
    role = offered(amina)
    answer = send(hers, f"/roles/{role}/call", words="About Mondays")
    assert "We will call you by Thursday 19 November 2026." in hers.get(answer.location).page.main
    assert todos()[-1] == (
        "call",
        "Amina Yusuf asks for a call about their role in Falls group. “About Mondays”",
    )


def test_an_answered_page_before_an_answer_leads_to_the_agreement(hers, offered, amina):
    role = offered(amina)
    assert hers.get(f"/roles/{role}/answered").location == f"/roles/{role}/agree"


@pytest.mark.parametrize("more", PAGES)
def test_a_stranger_finds_nothing_of_a_role(visit, ivo, agreed, amina, more):
    assert visit(ivo).get(f"/roles/{agreed(amina)}{more}").status_code == 404


@pytest.mark.parametrize("more", ["/agree", "/benefits", "/pay", "/call"])
def test_a_stranger_answers_nothing_of_a_role(visit, ivo, agreed, amina, more):
    role = agreed(amina)
    before = verbs(role)
    assert visit(ivo).post(f"/roles/{role}{more}", data={"once": "k"}).status_code == 404
    assert verbs(role) == before


def test_staff_have_no_such_page(visit, carys, agreed, amina):
    assert visit(carys).get(f"/roles/{agreed(amina)}").status_code == 403


@pytest.fixture
def bens(visit, ben, amina):
    """Ben, at work for Amina, with every power that can be given."""
    with writing() as session:
        session.execute(update(TrustedGrant).values(powers=list(HELPER_POWERS)))
        grant = session.scalars(select(TrustedGrant.id)).one()
    client = visit(ben)
    client.post(f"/helping/{grant}/start")
    return client


@pytest.mark.parametrize("more", PAGES)
def test_a_trusted_person_never_opens_a_role(bens, agreed, amina, more):
    assert bens.get(f"/roles/{agreed(amina)}{more}").status_code == 403


def test_pay_answers_are_kept_by_the_person_alone(agreed, amina, ben):
    with pytest.raises(Refused):
        pay.answer_pay(agreed(amina), "yes", by=ben.id)
