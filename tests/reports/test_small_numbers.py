"""Small numbers are hidden so that nobody can be picked out, nor worked out (rules 56, 57)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports import rules
from portal.reports.rules import TeamSums


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([12, 4, 9], [False, True, True]),  # rule 56: 4 alone could be worked out from the total of 25
        ([12, 4, 3], [False, True, True]),
        ([12, 0, 9], [False, False, False]),
        ([5, 5], [False, False]),
        ([4], [True]),
        ([4, 0], [True, False]),
    ],
)
def test_which_counts_are_hidden(counts, hidden):
    assert rules.hidden_few(counts) == hidden


@given(st.lists(st.integers(0, 40), max_size=8))
def test_a_hidden_count_never_follows_from_the_others(counts):
    hidden = rules.hidden_few(counts)
    others = [count for count, gone in zip(counts, hidden, strict=True) if count and not gone]
    assert sum(hidden) != 1 or not others


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (7, "*"), (8, "10"), (12, "10"), (13, "15")])
def test_a_published_count(count, shown):
    assert rules.published(count) == shown


def test_a_team_of_few_shows_no_figure_of_theirs():
    rows = rules.report_rows([TeamSums("A", 3, 600, 2, 640, 5000, (4,)), TeamSums("B", 9), TeamSums("C", 30)])
    assert (rows[0].people, rows[0].minutes, rows[0].costs_pence, rows[0].time_pence) == (
        "<5",
        None,
        None,
        None,
    )
    assert rows[1].people == "hidden" and rows[2].people == "30"


def test_the_middle_of_too_few_claims_is_not_told():
    assert rules.middle((3, 9, 10, 11)) is None
    assert rules.middle((3, 9, 10, 11, 30)) == 10


def test_a_report_can_be_about_the_financial_year():
    labels = [span.key for span in rules.spans(dt.date(2026, 11, 25))]
    assert labels == ["3-months", "this-year", "last-year"]
    assert rules.spans(dt.date(2026, 3, 31))[1].first == dt.date(2025, 4, 1)


def shown(*sums, name):
    return [getattr(row, name) for row in rules.report_rows(sums)]


def test_money_of_few_people_is_hidden_with_a_second_team():
    """Eight took part and one was paid: the sum would be that person's."""
    teams = (
        TeamSums("A", 8, costs_pence=640, paid=1),
        TeamSums("B", 9, costs_pence=900, paid=6),
        TeamSums("C", 20),
    )
    assert shown(*teams, name="costs_pence") == [None, None, 0]
    assert shown(*teams, name="people") == ["8", "9", "20"]


def test_few_stories_of_one_team_hide_those_of_the_next():
    teams = (TeamSums("A", 8, stories=2), TeamSums("B", 9, stories=6), TeamSums("C", 20, stories=30))
    assert shown(*teams, name="stories") == ["<5", "hidden", "30"]


@pytest.mark.parametrize(
    ("people", "paid", "expected"),
    [(4, 4, ("<5", None)), (5, 4, ("5", None)), (5, 5, ("5", 640)), (0, 0, ("0", 640))],
)
def test_the_total_is_hidden_when_all_teams_together_are_few(people, paid, expected):
    row = rules.total_row([TeamSums("A", 3, costs_pence=640)], people, paid)
    assert (row.people, row.costs_pence) == expected
