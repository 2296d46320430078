"""The words of an agreement, what changed between versions, and who may sign."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.openings.offering.agreements import rules
from portal.openings.offering.agreements.rules import Part, pieces
from portal.openings.offering.agreements.words import COSTS_ONLY, Offer, prefilled

OFFER = Offer(
    name="Falls group", purpose="A letter for all", can_change="Every word", tasks="Read the letter", training=True,
    when_words="Tuesdays at 2pm", minutes=120, dates=(), place="Room 4", access="Step-free", pays_time=True,
    offered_words="£25 an hour", session_words="A session of 2 hours pays £50.00.", pay_words="By bank payment.",
    costs_words="Travel and food.", decide_words="We decide together.", hear_by=dt.date(2027, 3, 1),
    lead_name="Carys Rees", lead_phone="01632 960 001", answer_days=5, claim_months=3, organisation="Riverside",
    phone="0800 000 000", support=("Samaritans, 116 123",), on=dt.date(2026, 11, 17),
)  # fmt: skip


def test_there_are_seven_parts_each_with_both_sides():
    parts = prefilled(OFFER)
    assert tuple(part.title for part in parts) == rules.TITLES
    assert all(part.you and part.we for part in parts)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (0, "A letter for all"), (0, "Carys Rees looks after you."), (0, "training"),
        (3, "£25 an hour for your time, by our rates on 17 November 2026."), (3, "A session of 2 hours pays £50.00."),
        (3, "If you get benefits"), (4, "By 1 March 2027 we tell you"), (6, "Samaritans, 116 123"),
    ],
)  # fmt: skip
def test_what_we_do_holds_what_the_opening_promised(place, words):
    assert words in prefilled(OFFER)[place].we


def test_who_is_paid_costs_only_does_not_have_to_come():
    unpaid = prefilled(replace(OFFER, pays_time=False))
    assert COSTS_ONLY in unpaid[1].you
    assert "We do not pay for your time in this role." in unpaid[3].we
    assert COSTS_ONLY not in prefilled(OFFER)[1].you


WORDS = st.text(alphabet="ab \n", max_size=40)


@given(WORDS, WORDS)
def test_no_word_is_lost_between_two_versions(before, after):
    found = pieces(before, after)
    assert "".join(one.text for one in found if one.kind != "gone") == after
    assert "".join(one.text for one in found if one.kind != "added") == before


def test_changed_words_are_marked_and_the_rest_is_not():
    kinds = [
        (one.kind, one.text) for one in pieces("We meet on Tuesdays at 2pm", "We meet on Mondays at 2pm")
    ]
    assert kinds == [("same", "We meet on "), ("gone", "Tuesdays"), ("added", "Mondays"), ("same", " at 2pm")]


def parts(*words):
    return [Part(title, text, "same") for title, text in zip(rules.TITLES, words, strict=False)]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (("a", "b", "c"), ("a", "b", "c"), ""),
        (("a", "b", "c"), ("a", "b", "x"), "We changed part 3."),
        (("a", "b", "c"), ("x", "b", "x"), "We changed parts 1 and 3."),
        (("a", "b", "c"), ("x", "y", "z"), "We changed parts 1, 2 and 3."),
    ],
)
def test_changed_parts_are_named_by_their_numbers(before, after, words):
    assert rules.changed_words(rules.marked(parts(*before), parts(*after))) == words


@pytest.mark.parametrize(
    ("by", "state", "has_draft", "code"),
    [
        ("carys", "being written", True, None),
        ("carys", "agreed", True, None),
        ("amina", "being written", True, "own-role"),
        ("carys", "said no", True, "role-over"),
        ("carys", "offered", False, "signed-already"),
    ],
)
def test_who_may_sign_and_when(by, state, has_draft, code):
    refusal = rules.why_not_sign("amina", by, state, has_draft)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("state", "waits", "code"),
    [
        ("agreed", False, None),
        ("changes wanted", False, None),
        ("offered", True, "waits"),
        ("ended", False, "role-over"),
    ],
)
def test_there_is_one_version_at_a_time(state, waits, code):
    refusal = rules.why_not_begin_version(state, waits)
    assert (refusal.code if refusal else None) == code


def test_payment_is_never_promised_without_an_amount():
    assert rules.why_not_offer(True, "").code == "no-rate"
    assert rules.why_not_offer(True, "£25 an hour") is None
    assert rules.why_not_offer(False, "") is None


@pytest.mark.parametrize(
    ("meeting", "day"),
    [
        (None, dt.date(2026, 11, 24)),
        (dt.date(2026, 12, 1), dt.date(2026, 11, 24)),  # a working week before
        (dt.date(2026, 11, 24), dt.date(2026, 11, 19)),  # three working days before
        (dt.date(2026, 11, 20), None),
        (dt.date(2026, 11, 17), None),
    ],
)
def test_travel_is_asked_for_while_it_can_still_be_booked(meeting, day):
    assert rules.book_by(dt.date(2026, 11, 17), meeting) == day
