"""One opening in full (P-21), saved for later, and a question about it."""

import datetime as dt

import pytest
from sqlalchemy import select

from portal.foundation.database import db, writing
from portal.messages.models import StaffTodo
from portal.openings.models import Meeting, Opening
from portal.people import queries as people
from portal.people import service as profiles
from tests.support.page import words

SECTIONS = [
    "What we want to change and why",
    "What you would do",
    "Who we would like",
    "When and where",
    "Help we can give you",
    "Costs and payment",
    "What happens to what you say",
    "Who runs it",
]


def headings(page):
    return [heading.text for heading in page.all("main h2")]


def test_the_sections_stand_in_their_order(client, opening):
    page = client.get(f"/openings/{opening}").page
    assert (page.h1, headings(page)) == ("Falls group", SECTIONS)


def test_the_example_says_what_all_meetings_pay(client, opening, two_meetings):
    page = client.get(f"/openings/{opening}").page
    assert "If you come to both meetings you can get £100 and your costs." in page.main


def test_a_meeting_that_is_called_off_is_marked_and_pays_nothing(client, opening, two_meetings):
    with writing() as session:
        first = session.scalars(select(Meeting).order_by(Meeting.starts_at)).first()
        first.called_off_at = dt.datetime(2026, 11, 17, tzinfo=dt.UTC)
    page = client.get(f"/openings/{opening}").page
    assert "Called off" in page.main
    assert "If you come to the meeting you can get £50 and your costs." in page.main


def test_where_time_is_not_paid_the_page_says_so(client, make_opening):
    page = client.get(f"/openings/{make_opening(pays_time=False)}").page
    assert "We do not pay for your time here. We pay your costs." in page.main


def test_why_it_matches_is_shown_to_who_it_matches(hers, opening):
    profiles.save_strengths("amina", ["listening"], "", "", by="amina")
    assert headings(hers.get(f"/openings/{opening}").page) == [*SECTIONS, "Why this matches you"]


def test_help_that_can_be_given_is_said_in_words(client, make_opening):
    page = client.get(f"/openings/{make_opening(needs_we_can_meet=['bsl', 'loop'])}").page
    assert "We can book a BSL interpreter." in page.main and "The room has a hearing loop." in page.main


@pytest.mark.parametrize("which", ["a draft", "nothing"])
def test_a_draft_looks_like_nothing_at_all(client, make_opening, which):
    opening = make_opening(published=False) if which == "a draft" else "nothing"
    assert client.get(f"/openings/{opening}").status_code == 404


def test_a_closed_opening_says_when_it_closed_and_takes_nobody(hers, make_opening):
    opening = make_opening(closes_on=dt.date(2026, 11, 4))
    page = hers.get(f"/openings/{opening}").page
    assert "This opening closed on 4 November." in page.main
    assert not page.all("a[href$=interest]")


def test_closing_by_hand_counts_from_that_day(hers, opening):
    with writing() as session:
        session.get_one(Opening, opening).closed_at = dt.datetime(2026, 11, 10, 9, tzinfo=dt.UTC)
    assert "This opening closed on 10 November." in hers.get(f"/openings/{opening}").page.main


def test_nobody_is_led_to_sign_in_and_comes_back(client, opening):
    page = client.get(f"/openings/{opening}").page
    assert page.link("I am interested") == f"/openings/{opening}/interest"
    first, last = (
        a for a in page.all("main a") if words(a) == "I am interested"
    )  # near the top, and at the end
    assert first.get("href") == last.get("href")
    assert client.get(f"/openings/{opening}/interest").location.startswith("/sign-in")


def test_a_friend_is_told_by_the_persons_own_email_program(client, opening):
    assert (
        client.get(f"/openings/{opening}")
        .page.link("Tell a friend")
        .startswith("mailto:?subject=Falls%20group")
    )


def test_saving_for_later_changes_the_words_of_the_page(hers, opening):
    page = hers.post(f"/openings/{opening}/saved", follow_redirects=True).page
    assert "Saved for later. Do not keep it" in page.main


@pytest.mark.parametrize("act", ["saved", "not-saved", "for-me", "not-for-me", "question"])
def test_nothing_can_be_done_with_a_draft(hers, make_opening, act):
    assert hers.post(f"/openings/{make_opening(published=False)}/{act}").status_code == 404


def test_a_helper_reads_it_and_is_not_offered_to_join(visit, ben, opening):
    client = visit(ben)
    client.post(client.get("/helping").page.all("form[action$=start]")[0].get("action"))
    page = client.get(f"/openings/{opening}").page
    assert "Amina Yusuf can tell us that they are interested when they sign in, or by phone." in page.main
    assert client.get(f"/openings/{opening}/interest").status_code == 403


def ask(client, opening, words):
    path = f"/openings/{opening}/question"
    return client.post(path, data=client.get(path).page.form(words=words), follow_redirects=True).page


def test_a_question_becomes_a_to_do_of_the_team(hers, opening):
    page = ask(hers, opening, "Can I bring my dog?")
    assert "Carys Rees will answer by Tuesday 24 November 2026." in page.main
    todo = db.session.scalars(select(StaffTodo)).one()
    assert (todo.team_id, todo.text) == ("hearts", "Amina Yusuf asks about Falls group: Can I bring my dog?")


def test_who_asked_can_be_answered_so_the_team_may_open_their_page(hers, opening):
    assert not people.in_reach("amina", frozenset({"hearts"}))
    ask(hers, opening, "Can I bring my dog?")
    assert people.in_reach("amina", frozenset({"hearts"}))
    assert not people.in_reach("amina", frozenset({"minds"}))


@pytest.mark.parametrize(
    ("words", "error"),
    [("", "Enter your question"), ("x" * 201, "Question must be 200 characters or less")],
)
def test_a_question_is_short_and_not_empty(hers, opening, words, error):
    assert ask(hers, opening, words).errors == [error]


def test_a_question_sent_twice_is_one_to_do(hers, opening):
    path = f"/openings/{opening}/question"
    form = hers.get(path).page.form(words="Can I bring my dog?")
    hers.post(path, data=form)
    hers.post(path, data=form)
    assert len(db.session.scalars(select(StaffTodo)).all()) == 1
