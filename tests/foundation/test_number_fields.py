"""Numbers are read however they are typed, and never guessed: money, hours, miles, bank numbers."""

from decimal import Decimal

import pytest

from portal.foundation import fields
from tests.foundation.asking import FARE, asked, said


@pytest.mark.parametrize(
    "typed, pence", [("4.5", 450), ("£4.50", 450), ("4.50 ", 450), ("4", 400), ("1,0", None)]
)
def test_money_is_pence_however_it_is_typed(typed, pence):
    assert asked(FARE, it=typed).data == pence


@pytest.mark.parametrize("typed, words", [
    ("", "Enter how much the taxi cost"),
    ("six pounds", "Taxi cost must be an amount of money, like 4.50"),
    ("-4", "Taxi cost must be an amount of money, like 4.50"),
    ("1e3", "Taxi cost must be an amount of money, like 4.50"),
    ("6,40", "Taxi cost must be written with a full stop, like 4.50"),
    ("0,500", "Taxi cost must be an amount of money, like 4.50"),
    ("0", "Taxi cost must be more than £0"),
    ("500.01", "Taxi cost must be £500 or less"),
])  # fmt: skip
def test_money_that_is_not_money_says_what_to_type(typed, words):
    field = asked(FARE, it=typed)
    assert field.errors == [words] and field.value == typed


@pytest.mark.parametrize("hours, minutes, kept", [("1", "30", 90), ("", "45", 45), ("24", "", 1440)])
def test_hours_and_minutes_are_minutes(hours, minutes, kept):
    assert asked(fields.HoursMinutesField("How long?"), it_hours=hours, it_minutes=minutes).data == kept


@pytest.mark.parametrize("hours, minutes, words", [
    ("", "", "Enter the hours, the minutes or both"),
    ("0", "0", "Enter the hours, the minutes or both"),
    ("25", "", "Hours must be between 0 and 24"),
    ("-1", "", "Hours must be between 0 and 24"),
    ("2.5", "", "Hours must be a whole number, like 2. Put half an hour in minutes: 30"),
    ("2,5", "", "Hours must be a whole number, like 2. Put half an hour in minutes: 30"),
    ("two", "", "Hours must be a whole number, like 2. Put half an hour in minutes: 30"),
    ("1", "60", "Minutes must be between 0 and 59"),
    ("1", "half", "Minutes must be a whole number, like 30"),
])  # fmt: skip
def test_hours_and_minutes_say_what_is_wrong(hours, minutes, words):
    field = fields.HoursMinutesField("How long?", empty="Enter the hours, the minutes or both")
    assert said(field, it_hours=hours, it_minutes=minutes) == words


MILES = fields.DecimalField("Miles", empty="Enter how many miles you travelled", thing="Miles", most=1000)


@pytest.mark.parametrize(
    "typed, miles",
    [("12", "12.0"), ("12.5", "12.5"), (" .5", "0.5"), ("1,000", "1000.0"), ("1 000", "1000.0")],
)
def test_miles_are_read_to_a_tenth(typed, miles):
    assert asked(MILES, it=typed).data == Decimal(miles)


@pytest.mark.parametrize("typed, words", [
    ("a few", "Miles must be a number, like 12 or 12.5"),
    ("12.55", "Miles must be a number, like 12 or 12.5"),
    ("-3", "Miles must be a number, like 12 or 12.5"),
    ("12,5", "Miles must be written with a full stop, like 12.5"),
    ("12,50", "Miles must be written with a full stop, like 12.5"),
    ("12 5", "Miles must be a number, like 12 or 12.5"),
    ("0,500", "Miles must be a number, like 12 or 12.5"),
    ("1,2345", "Miles must be a number, like 12 or 12.5"),
    ("1,250.5", "Miles must be between 0 and 1,000"),
    ("1001", "Miles must be between 0 and 1,000"),
])  # fmt: skip
def test_miles_that_are_no_number_say_what_to_type(typed, words):
    assert said(MILES, it=typed) == words


@pytest.mark.parametrize(
    "typed, kept", [("08-99-99", "089999"), ("08 99 99", "089999"), ("08–99–99", "089999")]
)
def test_a_sort_code_is_six_digits(typed, kept):
    assert asked(fields.SortCodeField("Sort code"), it=typed).data == kept


def test_bank_numbers_say_how_many_digits():
    assert said(fields.SortCodeField("Sort code"), it="12345") == "Sort code must be 6 digits"
    number = fields.AccountNumberField("Account number")
    assert said(number, it="12345") == "Account number must be between 6 and 8 digits"
    assert asked(number, it="1234567").data == "01234567"  # rule 45
