"""Why an opening fits somebody: each reason true, in words, never more than three, the same every time."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.openings.finding.rules import OpeningFacts, PersonFacts, best, match
from portal.people.rules import MEETING_NEEDS, STRENGTHS, TIMES, TRAVEL, WAYS

TODAY = dt.date(2026, 11, 17)
TUESDAY_AT_TEN = dt.datetime(2026, 12, 1, 10, 0, tzinfo=dt.UTC)
LISTENS = PersonFacts(strengths=frozenset({"listening"}))
GROUP = OpeningFacts("group", strengths=frozenset({"listening"}), how="in person", miles=12)


def codes(known):
    return st.frozensets(st.sampled_from(sorted(known)), max_size=4)


openings = st.builds(
    OpeningFacts,
    id=st.text("abcdefgh", min_size=4, max_size=8),
    strengths=codes(STRENGTHS),
    how=st.sampled_from(["", "in person", "online", "both", "at home"]),
    when_code=st.none() | st.sampled_from(sorted(TIMES)),
    next_meeting=st.none()
    | st.integers(0, 9000).map(lambda hours: TUESDAY_AT_TEN + dt.timedelta(hours=hours)),
    miles=st.none() | st.integers(0, 60),
    training=st.booleans(),
    needs_met=codes(MEETING_NEEDS),
    text=st.sampled_from(["", "A group about research", "Letters that are easy to read"]),
    closes_on=st.none() | st.dates(dt.date(2026, 11, 17), dt.date(2027, 3, 1)),
)
persons = st.builds(
    PersonFacts,
    strengths=codes(STRENGTHS),
    times=codes(TIMES),
    ways=codes(WAYS),
    travel=st.none() | st.sampled_from(sorted(TRAVEL)),
    needs=codes(MEETING_NEEDS),
    goals=st.sampled_from([(), ("Learn about research",), ("Write letters", "Learn about research")]),
    has_place=st.booleans(),
    last_place_on=st.none() | st.dates(dt.date(2025, 1, 1), TODAY),
)


def reasons(opening, person):
    found = match(opening, person, TODAY)
    return found.reasons if found else None


def check(opening, person):
    found = match(opening, person, TODAY)
    return found.check_first if found else "no match"


@pytest.mark.parametrize(
    ("opening", "person", "reason"),
    [
        ({}, {}, "You picked 'listening'. This group needs good listeners."),
        (
            {"when_code": "weekday-mornings", "next_meeting": TUESDAY_AT_TEN},
            {"times": {"weekday-mornings"}},
            "You said weekday mornings are good for you. The next meeting is on Tuesday 1 December 2026 at 10am.",
        ),
        (
            {"when_code": "weekends"},
            {"times": {"weekends"}},
            "You said weekends are good for you. It is on weekends.",
        ),
        (
            {"text": "A panel about research", "training": True},
            {"goals": ("Learn about research",)},
            "Your goal is 'Learn about research'. Training is part of it.",
        ),
        (
            {"text": "A panel about research"},
            {"goals": ("Learn about research",)},
            "Your goal is 'Learn about research'. This opening also speaks of 'research'.",
        ),
        ({"needs_met": {"bsl"}}, {"needs": {"bsl"}}, "We can book a BSL interpreter."),
        ({"miles": 1}, {"travel": "5"}, "It is 1 mile from the town centre. You said up to 5."),
        ({"how": "both"}, {"travel": "none"}, "You said you cannot travel. You can join online."),
        ({"how": "online"}, {"ways": {"online"}}, "You said online works for you. You can join online."),
        ({}, {"last_place_on": dt.date(2026, 5, 4)}, "You have not had a place since May."),
        ({}, {"last_place_on": dt.date(2025, 5, 4)}, "You have not had a place since May 2025."),
    ],
)
def test_each_reason_says_what_was_told_and_what_the_opening_says(opening, person, reason):
    assert reason in reasons(changed(GROUP, opening), changed(LISTENS, person))


@pytest.mark.parametrize(
    ("opening", "person", "words"),
    [
        ({}, {"travel": "10"}, "It is 12 miles from the town centre. You said up to 10."),
        (
            {"how": "both"},
            {"travel": "10"},
            "It is 12 miles from the town centre. You said up to 10. You can join online.",
        ),
        ({}, {"travel": "none"}, "It is in person. You said you cannot travel."),
        (
            {"how": "online"},
            {"ways": {"in-person", "phone"}},
            "It is online. You said in person or by phone.",
        ),
        (
            {"when_code": "weekends"},
            {"times": {"weekday-evenings"}},
            "It is on weekends. You said weekday evenings.",
        ),
        ({}, {"needs": {"loop"}}, "You told us 'Hearing loop' helps you. Ask us how we can do this here."),
        ({"how": "online"}, {"needs": {"loop"}}, None),
        ({"how": "at home"}, {"needs": {"bsl"}}, None),
        ({}, {"travel": "any"}, None),
        ({}, {"travel": "25"}, None),
        ({"when_code": "weekends"}, {"times": {"it-changes"}}, None),
        (
            {},
            {"needs": {"bsl"}, "travel": "10"},
            "You told us 'BSL interpreter' helps you. Ask us how we can do this here.",
        ),
        ({"how": "in person"}, {"travel": "10", "ways": {"online"}}, "no match"),
    ],
)
def test_check_first_says_the_one_thing_to_know_before(opening, person, words):
    assert check(changed(GROUP, opening), changed(LISTENS, person)) == words


def changed(facts, changes):
    same = {name: getattr(facts, name) for name in type(facts).__dataclass_fields__}
    sets = {name: frozenset(value) if isinstance(value, set) else value for name, value in changes.items()}
    return type(facts)(**same | sets)


def test_nothing_told_matches_nothing_at_all():
    assert match(GROUP, PersonFacts(), TODAY) is None


def test_being_near_alone_is_no_match():
    assert match(GROUP, PersonFacts(travel="any", ways=frozenset({"in-person"})), TODAY) is None


def test_a_place_of_last_month_is_no_reason():
    person = changed(LISTENS, {"last_place_on": TODAY - dt.timedelta(days=30)})
    assert reasons(GROUP, person) == ("You picked 'listening'. This group needs good listeners.",)


def test_who_has_a_place_now_is_not_told_that_they_have_none():
    person = changed(LISTENS, {"last_place_on": dt.date(2026, 1, 1), "has_place": True})
    assert all("place since" not in reason for reason in reasons(GROUP, person))


def test_one_reason_of_each_kind_comes_before_a_second_strength():
    opening = changed(GROUP, {"strengths": {"listening", "writing", "fixing"}, "when_code": "weekends"})
    person = PersonFacts(frozenset({"listening", "writing", "fixing"}), times=frozenset({"weekends"}))
    told = reasons(opening, person)
    assert [reason.split()[1] for reason in told] == ["picked", "said", "picked"]


def test_of_equal_openings_what_closes_first_comes_first():
    late, soon = (changed(GROUP, {"id": name, "closes_on": day}) for name, day in
                  (("a", dt.date(2026, 12, 24)), ("b", dt.date(2026, 12, 1))))  # fmt: skip
    assert [found.opening_id for found in best([late, GROUP, soon], LISTENS, TODAY)] == ["b", "a", "group"]


@given(opening=openings, person=persons)
def test_nobody_reads_more_than_three_reasons_nor_none(opening, person):
    told = reasons(opening, person)
    assert told is None or 1 <= len(told) == len(set(told)) <= 3


@given(opening=openings, person=persons)
def test_a_strength_is_named_only_where_both_sides_have_it(opening, person):
    for reason in reasons(opening, person) or ():
        if reason.startswith("You picked"):
            shared = opening.strengths & person.strengths
            assert any(f"needs {STRENGTHS[code].phrase}." in reason for code in shared)


@given(many=st.lists(openings, max_size=8, unique_by=lambda one: one.id), person=persons, turn=st.randoms())
def test_the_order_in_which_openings_are_read_changes_nothing(many, person, turn):
    mixed = list(many)
    turn.shuffle(mixed)
    assert best(mixed, person, TODAY) == best(many, person, TODAY)


@given(opening=openings, person=persons, code=st.sampled_from(sorted(STRENGTHS)))
def test_one_more_strength_in_common_never_puts_an_opening_down(opening, person, code):
    before = match(opening, person, TODAY)
    more = match(
        changed(opening, {"strengths": opening.strengths | {code}}),
        changed(person, {"strengths": person.strengths | {code}}),
        TODAY,
    )
    assert before is None or more.weight >= before.weight


@given(opening=openings, person=persons, code=st.sampled_from(sorted(MEETING_NEEDS)))
def test_help_that_is_not_arranged_yet_never_puts_an_opening_down(opening, person, code):
    opening = changed(opening, {"needs_met": opening.needs_met - {code}})
    needs_it = match(opening, changed(person, {"needs": person.needs | {code}}), TODAY)
    does_not = match(opening, changed(person, {"needs": person.needs - {code}}), TODAY)
    assert (needs_it and needs_it.weight) == (does_not and does_not.weight)


@given(opening=openings, person=persons)
def test_no_number_of_the_order_is_in_any_sentence(opening, person):
    found = match(opening, person, TODAY)
    assert found is None or "weight" not in repr(found)
