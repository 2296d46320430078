"""What an opening must say before people see it (rule 59), and the plain-language check."""

import datetime as dt
from dataclasses import replace

import pytest

from portal.openings.offering.publishing.plain_words import advice_on
from portal.openings.offering.publishing.rules import PARTS, OpeningFacts, part_status, why_not_publish

TODAY = dt.date(2026, 11, 17)
WHOLE = OpeningFacts(
    purpose="Why", can_change="What", tasks="Tasks", how="in person", place="Room 4", when_words="Tuesdays", minutes=60,
    access="Step-free", pays_time=True, rate_code="HOUR", pay_words="By bank", costs_words="Travel",
    decide_how="together", lead_name="Carys", answer_days=5, hear_by=dt.date(2027, 3, 1),
)  # fmt: skip


def missing(**changes):
    return [(one.part, one.text) for one in why_not_publish(replace(WHOLE, **changes), TODAY)]


def test_an_opening_that_says_everything_can_be_published():
    assert missing() == []


@pytest.mark.parametrize(
    ("left_out", "part", "text"),
    [
        ({"lead_name": ""}, "name", "Say who runs it"),
        ({"purpose": ""}, "change", "Say what you want to change and why"),
        ({"can_change": ""}, "change", "Say what people can and cannot change"),
        ({"tasks": ""}, "tasks", "Say what people would do"),
        ({"how": ""}, "when", "Say if it is in person, online or at home"),
        ({"place": ""}, "when", "Say where it is"),
        ({"when_words": ""}, "when", "Say when it is, or add a meeting with a date"),
        ({"minutes": None}, "when", "Say how long one session is"),
        ({"closes_on": dt.date(2026, 11, 16)}, "when", "The last day to say yes is in the past"),
        ({"access": ""}, "access", "Say what access the place has and what help you can give"),
        ({"pays_time": None}, "pay", "Say if people are paid for their time"),
        ({"rate_code": None}, "pay", "Choose the rate of pay"),  # the worked example of rule 59
        ({"pay_words": ""}, "pay", "Say how people are paid"),
        ({"costs_words": ""}, "pay", "Say which costs you pay, and how people need not pay first"),
        ({"decide_how": ""}, "decide", "Say how decisions are made"),
        ({"answer_days": None}, "after", "Say in how many working days you answer people"),
        ({"hear_by": None}, "after", "Say by what date people hear what came of it"),
        ({"hear_by": dt.date(2026, 11, 16)}, "after", "The date by which people hear is in the past"),
    ],
)
def test_each_thing_left_out_is_named_with_its_part(left_out, part, text):
    assert missing(**left_out) == [(part, text)]


@pytest.mark.parametrize(
    "fine",
    [
        {"pays_time": False, "rate_code": None, "pay_words": ""},
        {"how": "online", "place": ""},
        {"when_words": "", "dated_meetings": 1},
        {"closes_on": TODAY},
        {"hear_by": TODAY},
    ],
)
def test_what_is_not_needed_does_not_stop_it(fine):
    assert missing(**fine) == []


def test_an_empty_draft_names_everything_in_the_order_of_its_parts():
    parts = [one.part for one in why_not_publish(OpeningFacts(), TODAY)]
    assert parts == sorted(parts, key=list(PARTS).index)
    assert set(parts) == set(PARTS) - {"strengths"}


def test_a_part_is_completed_when_nothing_of_it_is_missing():
    facts = replace(WHOLE, tasks="")
    assert [part_status(part, facts, TODAY) for part in ("tasks", "pay", "strengths")] == [
        "Incomplete", "Completed", "Completed",
    ]  # fmt: skip


LONG = "We meet " + "and talk " * 12 + "today."


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Come and talk to us.", []),
        (LONG, [f"A sentence has 27 words. Make it two: “{' '.join(LONG.split()[:6])}…”"]),
        ("We meet. " + "It is fun. " * 20, []),
        ("Stakeholders will co-produce this.", ["You wrote “stakeholders”. Try: people (say who)."]),
        ("Ask the ICS.", ["You wrote “ICS”. Try: the local NHS, by its name."]),
        ("Pics and topics.", []),
        ("We utilise it. You utilise it.", ["You wrote “utilise”. Try: use."]),
        ("A pathway-based plan", []),
    ],
)
def test_long_sentences_and_words_of_the_trade_are_named(text, advice):
    assert [one.text for one in advice_on(text)] == advice
