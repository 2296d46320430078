"""The list of strengths, and the filter over it."""

from hypothesis import given
from hypothesis import strategies as st

from portal.people import rules

CODES = st.frozensets(st.sampled_from(sorted(rules.STRENGTHS)))


def test_strengths_stand_under_their_six_headings_in_order():
    assert list(rules.strengths_like("")) == [
        "With people", "With words", "Ideas", "Doing", "Knowing", "My networks",
    ]  # fmt: skip


def test_no_words_show_every_strength_there_is():
    assert sum(map(len, rules.strengths_like("").values())) == len(rules.STRENGTHS)


def test_words_find_strengths_whatever_their_case():
    assert rules.strengths_like("WRIT") == {"With words": [rules.STRENGTHS["writing"]]}


def test_a_heading_finds_all_that_stand_under_it():
    assert len(rules.strengths_like("networks")["My networks"]) == 6


@given(words=st.text(max_size=20), picked=CODES)
def test_what_was_picked_is_never_filtered_away(words, picked):
    shown = {one.code for group in rules.strengths_like(words, picked).values() for one in group}
    assert picked <= shown


def test_the_count_is_said_in_words_that_stand_alone():
    assert [rules.picked_words(0), rules.picked_words(7)] == ["None picked yet", "7 picked"]


def test_codes_are_short_enough_for_their_column():
    lists = (rules.STRENGTHS, rules.TIMES, rules.WAYS, rules.CONTACTS, rules.FORMATS, rules.MEETING_NEEDS)
    assert all(len(code) <= 20 and code == one.code for known in lists for code, one in known.items())


def test_travel_in_miles_is_unknown_for_any_distance():
    assert [rules.travel_miles(code) for code in ("none", "10", "any", None)] == [0, 10, None, None]
