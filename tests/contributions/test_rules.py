"""The words and sums of what people give."""

import datetime as dt

import pytest

from portal.contributions.goals.rules import look_again_on, state_after
from portal.contributions.log.rules import also_words, saved_words, session_label, time_choice
from portal.contributions.rules import Given, first_words, given
from portal.contributions.telling.rules import is_being_written_by_another, may_write

TODAY = dt.date(2026, 11, 17)


@pytest.mark.parametrize(
    ("minutes", "stories", "words"),
    [(840, 6, "14 hours and 6 stories"), (60, 0, "1 hour"), (0, 1, "1 story"), (0, 0, "")],
)
def test_a_story_counts_as_much_as_a_number(minutes, stories, words):
    assert Given(minutes, stories, None).words == words


def test_what_was_given_is_summed_with_its_first_day():
    assert given([(60, 1, TODAY), (None, 0, dt.date(2026, 1, 2))]) == Given(60, 1, dt.date(2026, 1, 2))


@pytest.mark.parametrize(
    ("story", "words"), [("", ""), ("one two", "one two"), ("one two three", "one two …")]
)
def test_a_list_shows_the_first_words(story, words):
    assert first_words(story, 2) == words


@pytest.mark.parametrize(
    ("minutes", "choice"), [(None, None), (30, "30"), (210, "210"), (240, "other"), (0, "other")]
)
def test_a_time_stands_under_its_radio(minutes, choice):
    assert time_choice(minutes) == choice


@pytest.mark.parametrize(
    ("days", "label"),
    [(0, "today 2pm"), (1, "yesterday 2pm"), (2, "Sunday 15 November 2026, 2pm")],
)
def test_a_session_is_called_by_its_day(days, label):
    starts = dt.datetime(2026, 11, 17 - days, 14, tzinfo=dt.UTC)
    assert session_label("Falls group", starts, TODAY) == f"Falls group, {label}"


def test_what_was_saved_is_said_in_one_sentence():
    assert saved_words("Falls group", 120, True) == "Saved: 2 hours at Falls group."
    assert saved_words("Read a leaflet", 90, False) == "Saved: 1 hour 30 minutes. Read a leaflet"


def test_other_time_is_listed_in_the_order_of_the_page():
    assert also_words(["travelling", "reading"]) == "Reading papers, travelling"


@pytest.mark.parametrize(
    ("choice", "day"),
    [("1", dt.date(2026, 12, 17)), ("6", dt.date(2027, 5, 17)), ("none", None), ("99", None), (None, None)],
)
def test_a_goal_is_looked_at_again_after_months(choice, day):
    assert look_again_on(choice, TODAY) == day


def test_saying_how_it_goes_reaches_a_goal_or_takes_it_up():
    assert [state_after(going) for going in ("done", "well", "stuck")] == [
        "done",
        "working on it",
        "working on it",
    ]


@pytest.mark.parametrize(
    ("version", "last", "seen", "mine", "may"),
    [
        (1, None, 1, "a", True),  # first words
        (2, "a", 1, "a", True),  # its own words before
        (2, "a", 1, "b", False),  # an older window
        (2, "a", 2, "b", True),  # opened after the other wrote
        (2, None, 1, "", False),  # a form without a key owns nothing
    ],
)
def test_only_a_window_that_saw_the_newest_words_writes(version, last, seen, mine, may):
    assert may_write(version, last, seen, mine) == may


@pytest.mark.parametrize(
    ("draft", "by", "is_anothers"),
    [(None, None, False), ("words", "amina", True), ("words", "ben", False), ("", "amina", True)],
)
def test_unsaved_words_are_their_writers_own(draft, by, is_anothers):
    assert is_being_written_by_another(draft, by, "ben") == is_anothers
