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


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5")])
def test_a_count_on_its_own(count, shown):
    assert rules.few(count) == shown


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
