"""Documents as values: what goes in comes out, sameness, and codes that people can type."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import pytest

from portal.documents import rules


@dataclass(frozen=True)
class Line:
    what: str
    on: dt.date
    pence: int


class Pair(NamedTuple):
    first: Line
    rest: tuple[Line, ...]


BUS = Line("Bus", dt.date(2026, 3, 3), 640)


def test_a_finished_value_is_thawed_as_it_was():
    moment = dt.datetime(2026, 3, 3, 15, 42, tzinfo=dt.UTC)
    thawed = rules.thawed(rules.frozen({"line": BUS, "pair": Pair(BUS, (BUS,)), "at": moment, "none": None}))
    line = {"what": "Bus", "on": dt.date(2026, 3, 3), "pence": 640}
    assert thawed == {"line": line, "pair": {"first": line, "rest": [line]}, "at": moment, "none": None}


@pytest.mark.parametrize("value", [1.5, Decimal("1.50"), {"a": object()}, b"x"])
def test_money_as_a_fraction_and_other_things_are_refused(value):
    with pytest.raises(TypeError, match="plain values"):
        rules.frozen(value)


def test_the_order_of_names_does_not_make_another_document():
    assert rules.content_hash({"a": 1, "b": 2}) == rules.content_hash({"b": 2, "a": 1})
    assert rules.content_hash({"a": 1}) != rules.content_hash({"a": 2})


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("K7QM 3XRD", "K7QM3XRD"),
        ("k7qm-3xrd ", "K7QM3XRD"),
        ("K7QM3XR", None),
        ("K7QM3XR0", None),
        ("", None),
        ("K7QM 3XRD 22", None),
    ],
)
def test_a_code_is_read_as_people_type_it(typed, code):
    assert rules.tidy_code(typed) == code


def test_a_code_is_shown_as_two_short_words():
    assert rules.shown_code("K7QM3XRD") == "K7QM 3XRD"


def test_a_file_is_named_by_us():
    assert rules.file_name("statement", dt.date(2026, 3, 20)) == "statement-2026-03-20.pdf"
