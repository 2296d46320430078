""" "I am interested" (P-22): three pages, sent once, what became of it, taken back."""

import datetime as dt
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from portal.accounts.models import Person
from portal.foundation.database import db, writing
from portal.foundation.pages import Refused
from portal.openings.finding.interest import queries, service
from portal.openings.models import Interest, Opening, Role
from portal.openings.offering.interests import service as answering
from portal.people import queries as profile_queries
from portal.people import service as profiles


@pytest.fixture
def write(hers, opening):
    """`write(words="…")` fills in all three pages and gives the check page."""

    def fill(help_words="", **words):
        path = f"/openings/{opening}/interest"
        hers.post(path, data=hers.get(path).page.form(**words))
        hers.post(f"{path}/help", data=hers.get(f"{path}/help").page.form(help_words=help_words))
        return hers.get(f"{path}/check").page

    return fill


@pytest.fixture
def sent(hers, opening, write):
    """The id of an interest that Amina sent."""
    hers.post(f"/openings/{opening}/interest/send", data=write(words="I fell last year.").form())
    return queries.open_interest(opening, "amina").id


def states():
    db.session.rollback()
    return list(db.session.scalars(select(Interest.state).order_by(Interest.made_at)))


def test_what_was_written_is_shown_before_it_is_sent(write):
    page = write(words="I fell last year.", call_me="yes", help_words="A chair with arms")
    assert page.h1 == "Check your answers"
    assert [value.text for value in page.all(".nhsuk-summary-list__value")] == [
        "I fell last year.", "Yes", "A chair with arms",
    ]  # fmt: skip


def test_nothing_has_to_be_said_at_all(write, hers, opening):
    answer = hers.post(f"/openings/{opening}/interest/send", data=write().form())
    assert answer.location.endswith("/sent") and states() == ["sent"]


def test_a_draft_is_kept_and_comes_back(hers, opening, write):
    write(words="Half a thought")
    assert hers.get(f"/openings/{opening}/interest").page.form()["words"].strip() == "Half a thought"
    assert [row.href for row in queries.interests_of("amina", drafts=True)] == [
        f"/openings/{opening}/interest"
    ]


@pytest.mark.parametrize("later", ["help", "check"])
def test_later_pages_lead_to_the_first_where_nothing_was_written(hers, opening, later):
    assert hers.get(f"/openings/{opening}/interest/{later}").location == f"/openings/{opening}/interest"


def test_help_that_was_told_is_shown_with_a_way_to_change_it(hers, opening):
    profiles.save_meeting_needs("amina", [("bsl", "")], by="amina")
    service.save_words(opening, "", False, by="amina")
    page = hers.get(f"/openings/{opening}/interest/help").page
    assert "BSL interpreter" in page.main and page.link("Change") == "/me/help/contact"


@pytest.mark.parametrize(
    ("where", "sent_words", "error"),
    [
        ("", {"words": "x" * 2001}, "What you would like us to know must be 2,000 characters or less"),
        ("/help", {"help_words": "x" * 1001}, "Anything else for this one must be 1,000 characters or less"),
    ],
)
def test_too_many_words_are_kept_and_told(hers, opening, where, sent_words, error):
    answer = hers.post(f"/openings/{opening}/interest{where}", data=sent_words)
    assert (answer.status_code, answer.page.errors) == (422, [error])
    assert next(iter(sent_words.values())) in answer.text


def test_sending_says_who_answers_and_by_when(hers, sent, outbox, amina):
    page = hers.get(f"/interests/{sent}/sent").page
    assert page.h1 == "We have got your message"
    assert "Carys Rees will answer by Tuesday 24 November 2026." in page.main
    message = outbox.to(amina)[-1]
    assert (
        message.kind == "E-04"
        and "Carys Rees will answer you by Tuesday 24 November 2026." in message.body_text
        and f"/interests/{sent}" in message.body_text
    )


def test_pressing_send_twice_sends_once(hers, opening, write):
    form = write().form()
    first, second = (hers.post(f"/openings/{opening}/interest/send", data=form) for _press in range(2))
    assert first.location == second.location and states() == ["sent"]


def test_a_second_interest_shows_the_one_that_is_open(hers, opening, sent):
    assert hers.get(f"/openings/{opening}/interest").location == f"/interests/{sent}"
    service.save_words(opening, "again", False, by="amina")
    assert service.send_interest(opening, by="amina", once="another key") == sent


def test_an_interest_is_seen_by_its_person_alone(visit, ivo, carys, sent):
    paths = [f"/interests/{sent}", f"/interests/{sent}/sent", f"/interests/{sent}/withdraw"]
    assert {visit(ivo).get(path).status_code for path in paths} == {404}
    assert {visit(carys).get(path).status_code for path in paths} == {403}


def test_a_draft_has_no_page_of_its_own(hers, opening):
    draft = service.save_words(opening, "", False, by="amina")
    assert hers.get(f"/interests/{draft}").status_code == 404


def test_a_helper_with_the_power_to_see_reads_it_and_cannot_take_it_back(visit, ben, sent):
    client = visit(ben)
    client.post(client.get("/helping").page.all("form[action$=start]")[0].get("action"))
    page = client.get(f"/interests/{sent}").page
    assert "I fell last year." in page.main and "Withdraw" not in page.main
    assert client.post(f"/interests/{sent}/withdraw").status_code == 403


def test_a_helper_without_the_power_to_see_reads_nothing(visit, ivo, sent):
    grant = profiles.give_grant("amina", "ivo", "friend", ["log"], None, by="amina")
    client = visit(ivo)
    client.post(f"/helping/{grant}/start")
    assert client.get(f"/interests/{sent}").status_code == 403


def test_the_timeline_tells_what_happened_newest_first(hers, sent):
    answering.talk_first(sent, 2, by="carys", once="a key")
    titles = [event.text for event in hers.get(f"/interests/{sent}").page.all(".timeline-title")]
    assert titles == ["We are talking about it", "You sent your message"]


def test_not_this_time_carries_the_sentence_and_two_others(hers, sent, make_opening):
    profiles.save_strengths("amina", ["listening"], "", "", by="amina")
    profiles.save_when("amina", ["weekends"], None, "", None, by="amina")
    for name in ("Letters", "Gardens", "Ward tea"):
        make_opening(name, when_code="weekends")
    answering.not_this_time(sent, 2, "We have enough people who fell.", [], by="carys", once="a key")
    page = hers.get(f"/interests/{sent}").page
    assert "We have enough people who fell." in page.main
    names = [link.text for link in page.all(".openings .card-title a")]
    assert len(names) == 2 and "Falls group" not in names


def test_an_accepted_interest_leads_to_the_role(hers, sent, opening):
    with writing() as session:
        session.get_one(Interest, sent).state = "accepted"
        session.add(
            Role(
                id="r1",
                opening_id=opening,
                person_id="amina",
                interest_id=sent,
                state="offered",
                made_by="carys",
            )
        )
    assert hers.get(f"/interests/{sent}").page.link("Read what the role is") == "/roles/r1/agree"


def test_taking_it_back_asks_no_reason_and_is_final(hers, sent):
    path = f"/interests/{sent}/withdraw"
    page = hers.post(path, data=hers.get(path).page.form(), follow_redirects=True).page
    assert "You withdrew from Falls group." in page.main and states() == ["withdrew"]
    assert "Withdraw" not in [link.text for link in page.all("main a")]


def test_what_was_answered_cannot_be_taken_back(hers, sent):
    answering.not_this_time(sent, 2, "Not this time.", [], by="carys", once="a key")
    answer = hers.post(f"/interests/{sent}/withdraw")
    assert answer.status_code == 409 and states() == ["not this time"]


def test_after_taking_it_back_a_new_one_can_be_sent(hers, opening, sent, write):
    service.withdraw(sent, by="amina", once="a key")
    hers.post(f"/openings/{opening}/interest/send", data=write().form())
    assert states() == ["withdrew", "sent"]


def test_an_opening_that_closes_meanwhile_takes_no_interest(hers, opening, write):
    form = write().form()
    with writing() as session:
        session.get_one(Opening, opening).closes_on = dt.date(2026, 11, 16)
    answer = hers.post(f"/openings/{opening}/interest/send", data=form)
    assert answer.status_code == 409 and "This opening closed on 16 November." in answer.page.main
    assert states() == ["draft"]


def test_an_interest_brings_the_person_within_reach_of_the_team(people, opening):
    service.save_words(opening, "", False, by="amina")
    assert not in_reach()
    service.send_interest(opening, by="amina", once="a key")
    assert in_reach()


def in_reach():
    return profile_queries.in_reach("amina", frozenset({"hearts"}))


@pytest.mark.both_databases
def test_two_tabs_at_once_make_one_open_interest(app, opening):
    service.save_words(opening, "", False, by="amina")
    ready, got = Barrier(4), []

    def send(number):
        with app.app_context():
            ready.wait()
            got.append(service.send_interest(opening, by="amina", once=f"tab {number}"))

    tabs = [Thread(target=send, args=(number,)) for number in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert len(set(got)) == 1 and len(got) == 4 and states() == ["sent"]


@pytest.mark.both_databases
def test_the_answer_comes_within_the_openings_own_days(people, make_opening):
    quick = make_opening("Quick", answer_days=2)
    sent_id = service.send_interest(quick, by="amina", once="a key")
    assert queries.interest_page(sent_id, "amina").row.answer_by == dt.date(2026, 11, 19)


@pytest.mark.both_databases
def test_a_refused_send_leaves_nothing_behind(people, make_opening):
    over = make_opening("Over", closes_on=dt.date(2026, 11, 1))
    with pytest.raises(Refused):
        service.send_interest(over, by="amina", once="a key")
    assert states() == []


def test_somebody_who_has_not_opened_their_link_yet_may_send_one(hers, opening, write):
    with writing() as session:
        session.get_one(Person, "amina").confirmed_at = None
    hers.post(f"/openings/{opening}/interest/send", data=write(words="I am new.").form())
    assert states() == ["sent"]


@pytest.mark.both_databases
def test_an_address_with_a_sign_that_no_database_keeps_is_not_found(hers, opening):
    assert hers.get("/interests/a%00b").status_code == hers.get("/openings/a%00b").status_code == 404
