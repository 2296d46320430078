"""Stories for coordinators (C-40): whose they are, what is flagged, thanks and answers, and what nobody else sees."""

import datetime as dt

import pytest
from sqlalchemy import select

from portal.contributions import queries
from portal.contributions.models import EntryReply
from portal.contributions.stories import service
from portal.contributions.telling.queries import files
from portal.foundation.database import db, new_id
from tests.support.counting import statements

SECRET = "My marked secret words"


@pytest.fixture
def carys_reads(visit, carys):
    return visit(carys)


def replies():
    return list(db.session.scalars(select(EntryReply)))


def test_no_stories_are_said_so(carys_reads):
    assert "No new stories." in carys_reads.get("/stories").page.main


def test_cards_are_newest_first_with_the_words_before_the_numbers(carys_reads, logged, clock):
    logged(story="Older")
    clock.forward(minutes=1)
    logged(story="Newer")
    cards = [card.text_content().split() for card in carys_reads.get("/stories").page.all("article")]
    assert [card[0] for card in cards] == ["Newer", "Older"]
    assert "Amina" in cards[0] and "2" in cards[0] and "hours" in cards[0]


@pytest.mark.parametrize("hidden", [{"seen_by": "me"}, {"saved_at": None}, {"story_at": None}])
def test_what_is_not_shared_is_nowhere(carys_reads, logged, hidden):
    entry = logged(story=SECRET, **hidden)
    assert SECRET not in carys_reads.get("/stories").text
    assert carys_reads.get(f"/stories/{entry}").status_code == 404
    assert carys_reads.post(f"/stories/{entry}/read").status_code == 404


@pytest.mark.parametrize("seen_by", ["coordinator", "no-name", "name"])
def test_what_may_be_used_is_said_beside_each_story(carys_reads, logged, seen_by):
    uses = {
        "coordinator": "For you to read. It is not for use.",
        "no-name": "You can use it, without the name",
        "name": "You can use it with the name",
    }
    logged(seen_by=seen_by)
    assert uses[seen_by] in carys_reads.get("/stories").page.main


def test_a_coordinator_elsewhere_finds_nothing(visit, dev, logged):
    entry, reads = logged(story=SECRET), visit(dev)
    assert SECRET not in reads.get("/stories").text
    assert reads.get(f"/stories/{entry}").status_code == 404
    answer = reads.post(f"/stories/{entry}/replies", data={"kind": "thanks", "words": "Hi"})
    assert (answer.status_code, replies()) == (404, [])


def test_a_story_about_no_role_goes_to_teams_that_the_person_turned_to(visit, carys, dev, logged):
    logged(story=SECRET, role_id=None, team_id=None)
    assert SECRET in visit(carys).get("/stories").text
    assert SECRET not in visit(dev).get("/stories").text


def test_a_story_of_somebody_no_team_knows_waits_for_everybody(visit, carys, dev, logged):
    logged(story=SECRET, person_id="ivo", role_id=None, team_id=None)
    assert all(SECRET in visit(someone).get("/stories").text for someone in (carys, dev))


def test_unread_for_more_than_two_working_days_is_flagged(visit, carys, logged, clock):
    logged()  # on a Tuesday
    for day, flag in ((19, "Not read yet"), (20, "Not read for over 2 working days")):
        clock.set_day(dt.date(2026, 11, day), hour=9)
        assert visit(carys).get("/stories").page.words_of(".nhsuk-tag") == flag


def test_a_story_read_is_told_to_its_person_and_leaves_the_list_of_new_ones(
    carys_reads, visit, amina, logged
):
    entry = logged()
    for _ in range(2):
        page = carys_reads.post(f"/stories/{entry}/read", follow_redirects=True).page
    assert "Read by Carys Rees on 17 November" in page.main
    assert "No new stories." in carys_reads.get("/stories?show=new").page.main
    assert "Read by Carys Rees on 17 November" in visit(amina).get(f"/log/{entry}").page.main


def test_thanks_are_a_sentence_and_come_once(carys_reads, visit, amina, logged):
    entry = logged()
    once = carys_reads.get(f"/stories/{entry}").page.all("[name=once]")[0].get("value")
    form = {"once": once, "kind": "thanks", "words": "You changed how we see stairs."}
    for _ in range(2):
        page = carys_reads.post(f"/stories/{entry}/replies", data=form, follow_redirects=True).page
    assert "Thanks sent to Amina Yusuf." in page.main and len(replies()) == 1
    assert "Carys Rees says thank you, 17 November" in visit(amina).get(f"/log/{entry}").page.main
    assert [row.words for row in queries.thanks("amina")] == ["You changed how we see stairs."]


def test_an_answer_stands_under_the_story_and_is_no_thanks(carys_reads, logged):
    entry = logged()
    carys_reads.post(f"/stories/{entry}/replies", data={"kind": "answer", "words": "Which stairs?"})
    assert [reply.words for reply in queries.replies(entry)] == ["Which stairs?"] and queries.thanks(
        "amina"
    ) == []


def test_answering_says_what_is_missing(carys_reads, logged):
    answer = carys_reads.post(f"/stories/{logged()}/replies", data={"kind": "like"})
    assert answer.page.errors == ["Select what you want to do", "Enter what you would like to say"]


def test_files_are_shown_to_who_may_read_the_story_only(carys_reads, visit, amina, dev, logged, photo):
    entry = logged()
    visit(amina).post(f"/log/{entry}/story/photo", data={"photo": photo()})
    address = f"/stories/{entry}/files/{files(entry)[0].id}"
    clients = (carys_reads, visit(dev), visit(amina))
    assert [client.get(address).status_code for client in clients] == [200, 404, 403]


@pytest.mark.parametrize("name", ["amina", "efe", "femi", "hana", "jo"])
def test_nobody_but_coordinators_reads_stories(visit, people, logged, name):
    logged()
    assert visit(people[name]).get("/stories").status_code == 403


def test_pages_follow_on_where_the_last_story_stood(carys_reads, logged, many_entries):
    many_entries(25)
    first = carys_reads.get("/stories").page
    logged(story="Came in meanwhile")
    second = carys_reads.get(first.link("Next")).page
    shown = [card.text_content().split()[1] for page in (first, second) for card in page.all("article")]
    assert list(map(int, shown)) == list(range(25))


def test_stories_of_one_moment_are_each_shown_once(carys_reads, logged, clock):
    moment = dt.datetime(2026, 11, 17, 9, tzinfo=dt.UTC)
    made = {logged(story_at=moment) for _ in range(22)}
    first = queries.stories(None, 20)
    rest = queries.stories(None, 20, before=first[-1].id)
    assert {story.id for story in [*first, *rest]} == made and len(rest) == 2


@pytest.mark.parametrize("number", [10, 1000])
def test_the_list_asks_the_database_as_often_however_many_there_are(carys_reads, many_entries, number):
    many_entries(number)
    with statements() as sent:
        carys_reads.get("/stories")
    assert len(sent) <= 6


@pytest.mark.both_databases
def test_the_first_reader_stays_on_both_databases(logged, reload):
    entry = logged(team_id=None, role_id=None)
    service.mark_read(entry, frozenset({"hearts"}), by="carys")
    service.answer_story(entry, None, "Hello", False, by="dev", once=new_id())
    assert reload(entry).read_by == "carys"


def test_stories_of_one_person_are_there_for_their_page(logged):
    logged(seen_by="me", story=SECRET)
    shown = logged()
    assert [story.id for story in queries.stories_of("amina", frozenset({"hearts"}))] == [shown]
