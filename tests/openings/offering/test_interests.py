"""Who is interested, and the three answers (C-31)."""

import pytest

from portal.foundation.database import Stale, writing
from portal.foundation.pages import Refused
from portal.openings.models import Interest, OpeningStrength
from portal.openings.offering.interests import service
from portal.openings.offering.interests.rules import Other, best_two, why_not_answer
from portal.people.models import CommunicationNeed, Profile, Strength
from tests.openings.offering.stored import at_once, role_state, row_of, verbs
from tests.support.counting import statements


@pytest.fixture
def hers(visit, carys):
    return visit(carys)


@pytest.fixture
def path(opening):
    return f"/manage/openings/{opening}/interests"


def state(interest_id):
    return row_of(Interest, interest_id).state


@pytest.mark.parametrize(
    ("now", "person", "code"),
    [
        ("sent", "amina", None),
        ("talking", "amina", None),
        ("sent", "carys", "own-interest"),
        ("accepted", "amina", "answered-already"),
        ("not this time", "amina", "answered-already"),
        ("withdrew", "amina", "withdrew"),
    ],
)
def test_an_interest_is_answered_once_and_never_by_its_owner(now, person, code):
    refusal = why_not_answer(now, person, "carys", "Carys Rees")
    assert (refusal.code if refusal else None) == code


def test_the_two_openings_that_welcome_most_strengths_are_suggested():
    others = [Other("a", "A", 0), Other("b", "B", 2), Other("c", "C", 0), Other("d", "D", 3)]
    assert [one.id for one in best_two(others)] == ["d", "b"]
    assert [one.id for one in best_two(others[:1])] == ["a"]


def test_people_stand_in_the_order_in_which_they_came(hers, path, interested, clock, amina, ben, ivo):
    for someone in (ivo, amina, ben):
        interested(someone)
        clock.forward(minutes=1)
    assert hers.get(path).page.words_of("article h2") == "Ivo Novak Amina Yusuf Ben Carter"


def test_a_card_shows_needs_words_and_strengths(hers, path, interested, amina):
    interested(amina, words="I know the letter")
    with writing() as session:
        session.add(Profile(person_id=amina.id, help_share="all", other_strengths="Bus timetables"))
        session.add(CommunicationNeed(person_id=amina.id, group="meeting", code="bsl", detail=""))
        session.add(Strength(person_id=amina.id, code="listening"))
    page = hers.get(path).page
    assert page.words_of(".help-flag") == "Help we give: BSL interpreter"
    assert "I know the letter" in page.main
    assert page.words_of("article li") == "Listening Bus timetables"


def test_what_somebody_knows_of_care_shows_only_where_it_is_asked_for(hers, path, opening, interested, amina):
    interested(amina)
    with writing() as session:
        session.add_all(Strength(person_id=amina.id, code=code) for code in ("know-mental", "know-gp"))
        session.add(OpeningStrength(opening_id=opening, code="know-gp"))
    page = hers.get(path).page
    assert page.words_of("article li") == "GP"
    assert "Mental health" not in page.source


def test_a_late_answer_is_flagged(hers, path, interested, clock, visit, carys, amina):
    interested(amina)
    clock.forward(days=8)
    assert "Overdue" in visit(carys).get(path).page.main


def press(client, path, interest_id, verb):
    """Presses one of a card's buttons."""
    form = next(
        f for f in client.get(path).page.all("form") if f.get("action").endswith(f"{interest_id}/{verb}")
    )
    return client.post(form.get("action"), data=dict(form.form_values()))


def test_accepting_leads_to_the_agreement_to_sign(hers, path, opening, interested, amina):
    interest = interested(amina)
    answer = press(hers, path, interest, "accept")
    role = answer.location.rsplit("/", 1)[1]
    assert answer.location == f"/manage/openings/{opening}/roles/{role}"
    assert (state(interest), role_state(role)) == ("accepted", "being written")
    assert verbs(interest) == ["interest accepted"]


def test_accepting_with_a_double_tap_makes_one_role(hers, path, interested, amina):
    interest = interested(amina)
    form = next(f for f in hers.get(path).page.all("form") if f.get("action").endswith("accept"))
    answers = [hers.post(form.get("action"), data=dict(form.form_values())) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert verbs(interest) == ["interest accepted"]


@pytest.mark.both_databases
def test_of_two_coordinators_at_once_one_accepts(app, interested, amina, carys, hana):
    interest = interested(amina)
    results = at_once(
        app,
        lambda: service.accept_interest(interest, 1, by=carys.id, once="one"),
        lambda: service.accept_interest(interest, 1, by=hana.id, once="two"),
    )
    assert sorted(isinstance(one, Refused | Stale) for one in results) == [False, True]
    assert verbs(interest) == ["interest accepted"]


@pytest.mark.both_databases
def test_the_second_coordinator_reads_who_was_first(interested, amina, carys, hana, once):
    interest = interested(amina)
    service.accept_interest(interest, 1, by=carys.id, once=once())
    with pytest.raises(Refused) as refused:
        service.not_this_time(interest, 1, "Sorry", [], by=hana.id, once=once())
    assert refused.value.text == "Carys Rees answered this already: accepted."


@pytest.mark.both_databases
def test_nobody_accepts_their_own_interest(interested, carys, once):
    with pytest.raises(Refused, match="because it is yours"):
        service.accept_interest(interested(carys), 1, by=carys.id, once=once())


@pytest.mark.both_databases
def test_an_interest_that_changed_meanwhile_is_read_again(interested, amina, carys, once):
    with pytest.raises(Stale):
        service.talk_first(interested(amina), 7, by=carys.id, once=once())


def test_talking_first_keeps_the_card_and_says_so(hers, path, interested, amina):
    interest = interested(amina)
    press(hers, path, interest, "talk")
    assert state(interest) == "talking"
    page = hers.get(path).page
    assert "We are talking about it" in page.main
    assert [b.get("aria-label") for b in page.all("article button")] == ["Accept: Amina Yusuf"]


def test_not_this_time_needs_a_sentence_and_suggests_two_openings(
    hers, path, make_opening, interested, amina
):
    others = [make_opening(name) for name in ("Letters group", "Menu group")]
    interest = interested(amina)
    page = hers.get(f"{path}/{interest}/not-this-time").page
    assert {page.form()["first"], page.form()["second"]} == set(others)
    answer = hers.post(f"{path}/{interest}/not-this-time", data=page.form())
    assert answer.page.errors == ["Enter a sentence for them"]


def test_not_this_time_reaches_the_person_with_both_openings(
    hers, path, make_opening, interested, amina, outbox
):
    make_opening("Letters group")
    make_opening("Menu group")
    interest = interested(amina)
    no = f"{path}/{interest}/not-this-time"
    hers.post(no, data=hers.get(no).page.form(words="All places are taken this time."))
    told = outbox.to(amina)[-1]
    assert (state(interest), told.kind) == ("not this time", "E-06")
    for words in ("All places are taken this time.", "Letters group", "Menu group", "01632 960 001"):
        assert words in told.body_text


def test_without_another_opening_the_sentence_alone_is_enough(hers, path, interested, amina):
    interest = interested(amina)
    no = f"{path}/{interest}/not-this-time"
    hers.post(no, data=hers.get(no).page.form(words="We have no room this time."))
    assert state(interest) == "not this time"


def test_one_more_than_the_places_is_asked_first(hers, make_opening, interested, accepted, amina, ben):
    small = make_opening("Small group", places=1)
    accepted(ben, opening_id=small)
    list_ = f"/manage/openings/{small}/interests"
    interest = interested(amina, opening_id=small)
    asked = press(hers, list_, interest, "accept")
    assert asked.page.h1 == "The only place is taken. Accept one more?" and state(interest) == "sent"
    assert asked.page.link("Go back without accepting") == list_
    hers.post(f"{list_}/{interest}/accept", data=asked.page.form(more="yes"))
    assert state(interest) == "accepted"


def test_openings_without_a_place_are_not_suggested(
    hers, path, make_opening, accepted, interested, amina, ben
):
    accepted(ben, opening_id=make_opening("Full group", places=1))
    free = make_opening("Free group", places=1)
    page = hers.get(f"{path}/{interested(amina)}/not-this-time").page
    assert page.form()["first"] == free and "Full group" not in page.main


def test_places_read_as_one_sentence(hers, make_opening):
    page = hers.get(f"/manage/openings/{make_opening('Small group', places=8)}/interests").page
    assert "0 of 8 places are taken. 0 to answer, first come first. See who is answered." in page.main


def test_answered_ones_stand_on_a_page_of_their_own(hers, path, accepted, amina):
    role = accepted(amina)
    assert "Amina Yusuf" not in hers.get(path).page.main
    page = hers.get(f"{path}?show=answered").page
    assert page.link("Agreement with Amina").endswith(role)


def test_an_empty_list_says_so(hers, path):
    assert "Nobody waits for an answer." in hers.get(path).page.main


def test_another_teams_coordinator_answers_nobody(visit, dev, path, interested, amina):
    interest, client = interested(amina), visit(dev)
    for more in ("accept", "talk", "not-this-time"):
        assert client.post(f"{path}/{interest}/{more}", data={"once": more}).status_code == 404
    assert client.get(f"{path}/{interest}/not-this-time").status_code == 404
    assert state(interest) == "sent"


def test_a_card_belongs_to_its_own_opening(hers, make_opening, interested, amina):
    other = make_opening("Other")
    path = f"/manage/openings/{other}/interests/{interested(amina)}/not-this-time"
    assert hers.get(path).status_code == 404


def test_the_list_asks_the_database_as_often_for_many_as_for_one(hers, path, interested, people):
    counted = []
    for batch in (["amina"], ["ben", "ivo", "femi", "grace", "jo"]):
        for name in batch:
            interested(people[name])
        with statements() as sent:
            hers.get(path)
        counted.append(len(sent))
    assert counted[0] == counted[1] <= 7, sent
