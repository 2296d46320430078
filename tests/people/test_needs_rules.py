"""The help people need in words, what staff may see of it, and how letters are printed (domain.md 5.1, rule 55)."""

import datetime as dt

import pytest

from portal.people import rules
from portal.people.rules import CONTACT, FORMAT, MEETING, NEVER, Format, Need

BSL = Need(MEETING, "bsl")
LARGE = Need(FORMAT, "large-print", "18")


@pytest.mark.parametrize(
    ("need", "words"),
    [
        (LARGE, "Large print 18 point"),
        (BSL, "BSL interpreter"),
        (Need(FORMAT, "coloured-paper", "yellow"), "Coloured paper (yellow)"),
        (Need(FORMAT, "language", "Polish"), "In Polish"),
        (Need(MEETING, "language", "Polish"), "Language interpreter Polish"),
        (Need(MEETING, "other", "A seat by the door"), "A seat by the door"),
        (Need(MEETING, "none"), ""),
        (Need(MEETING, "a code of another time"), ""),
    ],
)
def test_a_need_is_said_in_the_words_that_staff_read(need, words):
    assert rules.need_words(need) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("all", ("Large print 18 point", "BSL interpreter")),
        ("ask", ("Large print 18 point", "Ask about help at meetings")),
        (None, ("Large print 18 point", "Ask about help at meetings")),
        ("no", ("Large print 18 point",)),
    ],
)
def test_help_at_meetings_is_shown_only_where_the_person_shares_it(share, words):
    assert rules.staff_words([LARGE, BSL], share) == words


def test_somebody_without_needs_shows_staff_nothing_at_all():
    asked_and_none = [Need(FORMAT, "standard"), Need(MEETING, "none"), Need(CONTACT, "email")]
    assert rules.staff_words(asked_and_none, "ask") == ()


def test_ways_that_are_ruled_out_are_said_as_what_not_to_do():
    needs = [Need(CONTACT, "letter"), Need(NEVER, "text"), Need(NEVER, "phone")]
    assert rules.staff_words(needs, "all") == ("Contact: letter", "Do not text", "Do not phone")


def test_a_way_in_both_lists_is_a_clash_that_names_it():
    assert (
        rules.contact_clash(["email", "text"], ["text"])
        == "You ticked text message in both lists. Untick one."
    )


def test_ways_in_one_list_each_do_not_clash():
    assert rules.contact_clash(["email"], ["text"]) is None


def test_none_in_both_lists_is_not_a_clash():
    assert rules.contact_clash(["none"], ["none"]) is None


@pytest.mark.parametrize(
    ("needs", "printed"),
    [
        ([], Format(14, "white", "en")),
        ([LARGE], Format(18, "white", "en")),
        (
            [Need(FORMAT, "large-print", "28"), Need(FORMAT, "coloured-paper", "cream")],
            Format(28, "cream", "en"),
        ),
        ([Need(FORMAT, "large-print")], Format(18, "white", "en")),
        ([Need(FORMAT, "language", "Welsh")], Format(14, "white", "cy")),
        ([Need(FORMAT, "language", "Polish")], Format(14, "white", "en")),
        ([Need(MEETING, "language", "Welsh")], Format(14, "white", "en")),
    ],
)
def test_letters_come_in_the_size_paper_and_language_asked_for(needs, printed):
    assert rules.print_format(needs) == printed


@pytest.mark.parametrize(
    ("checked", "due"),
    [
        (dt.date(2025, 11, 23), dt.date(2026, 11, 23)),  # rule 55's own example
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28)),
        (None, None),
    ],
)
def test_needs_are_looked_at_again_after_twelve_months(checked, due):
    assert rules.review_due(checked) == due
