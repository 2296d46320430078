"""Amounts are read, shown and rounded without losing a penny."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.foundation.money import (
    MOST_PENCE,
    NotMoney,
    half_up,
    parse_pounds,
    pounds,
    pounds_short,
    typed_pounds,
)

TYPED = [
    ("4.5", 450),
    ("£4.50", 450),
    ("4.50 ", 450),
    ("£ 4.50", 450),
    (" 4 ", 400),
    ("4.", 400),
    (".5", 50),
    ("0", 0),
    ("0.01", 1),
    ("007", 700),
    ("1234.5", 123450),
    ("1,234.50", 123450),
    ("£1,234,567.89", 123456789),
    ("9999999.99", MOST_PENCE),
    ("\u00a04.50\u00a0", 450),
]
NOT_MONEY = [
    "", " ", "£", ".", "£.", "-4", "\u22124", "+4", "(4)", "4.505", "4,50", "12,34", "1,2345", "1e3", "4e-2", "0x10",
    "nan", "inf", "4 50", "4.5.0", "4..5", "££4", "4£", "50p", "four", "4.5O", "10000000", "1,000,000,000", "9" * 400,
    "\u0664.50", "\uff14.50", "4\u00b2", "\u2164", "1_000", "4\n5", "4\x00", "$4", "4;DROP",
]  # fmt: skip
SHOWN = [
    (0, "£0.00", "£0"),
    (5, "£0.05", "£0.05"),
    (400, "£4.00", "£4"),
    (450, "£4.50", "£4.50"),
    (123450, "£1,234.50", "£1,234.50"),
    (100000, "£1,000.00", "£1,000"),
    (-450, "\u2212£4.50", "\u2212£4.50"),
    (-100, "\u2212£1.00", "\u2212£1"),
]
ROUNDED = [
    (Fraction(3067, 2), 1534),
    (Fraction(1150 * 80, 60), 1533),
    (Fraction(1, 3), 0),
    (Fraction(1, 2), 1),
    (Fraction(-1, 2), -1),
    (Fraction(-3, 2), -2),
    (Fraction(-1, 3), 0),
    (7, 7),
    (-7, -7),
]


@pytest.mark.parametrize(("typed", "pence"), TYPED)
def test_what_people_type_is_read_as_pence(typed: str, pence: int) -> None:
    assert parse_pounds(typed) == pence


@pytest.mark.parametrize("typed", NOT_MONEY)
def test_what_is_no_amount_of_money_is_refused(typed: str) -> None:
    with pytest.raises(NotMoney, match=r"must be an amount of money, like 4\.50"):
        parse_pounds(typed)


@pytest.mark.parametrize(("pence", "long", "short"), SHOWN)
def test_amounts_are_shown_in_full_and_in_short(pence: int, long: str, short: str) -> None:
    assert (pounds(pence), pounds_short(pence)) == (long, short)


@pytest.mark.parametrize(("amount", "pence"), ROUNDED)
def test_halves_round_away_from_zero(amount: Fraction | int, pence: int) -> None:
    assert half_up(amount) == pence


def test_a_float_can_never_be_money() -> None:
    for misuse in (lambda: half_up(1.5), lambda: pounds(4.5)):  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            misuse()


@given(st.integers(0, MOST_PENCE))
def test_an_amount_that_is_shown_reads_back_alike(pence: int) -> None:
    assert parse_pounds(pounds(pence)) == pence
    assert parse_pounds(pounds_short(pence)) == pence
    assert parse_pounds(typed_pounds(pence)) == pence


@given(st.text())
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    with suppress(NotMoney):
        assert 0 <= parse_pounds(text) <= MOST_PENCE


@given(st.fractions(min_value=-(10**9), max_value=10**9))
def test_rounding_is_near_and_alike_on_both_sides(amount: Fraction) -> None:
    assert abs(half_up(amount) - amount) <= Fraction(1, 2)
    assert half_up(-amount) == -half_up(amount)
