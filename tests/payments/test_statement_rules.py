"""A statement is a pure function of what was paid and of two dates (domain.md 4.4, rule 41)."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.payments.statements import rules
from portal.payments.statements.rules import PaidLine

DAY = dt.date(2026, 3, 20)


def paid(kind="costs", day=DAY, pence=460, **more):
    return PaidLine(kind, day, day, more.get("what", "Bus"), "C 104 882", "Falls group", pence + 40, pence)


@pytest.mark.parametrize(
    ("day", "year"), [(dt.date(2027, 4, 5), 2026), (dt.date(2027, 4, 6), 2027), (dt.date(2026, 4, 6), 2026)]
)
def test_a_payment_belongs_to_the_tax_year_in_which_it_arrived(day, year):
    for start in (2025, 2026, 2027):
        made = rules.statement("Amina", rules.tax_year(start), [paid(day=day)], made_on=DAY, paid_to=[])
        assert bool(made.costs) == (start == year)


def test_costs_and_time_are_kept_apart_and_add_up():
    made = rules.statement(
        "Amina", rules.month(2026, 3), [paid(), paid("time", pence=5000)], made_on=DAY, paid_to=["345", "345"]
    )
    assert (made.costs_pence, made.time_pence, made.total_pence, made.paid_to) == (460, 5000, 5460, ("345",))


LINES = st.lists(
    st.builds(
        paid,
        st.sampled_from(["costs", "time"]),
        st.dates(dt.date(2026, 2, 20), dt.date(2026, 4, 10)),
        st.integers(0, 10**6),
    )
)


@given(LINES)
def test_page_and_csv_add_up_to_the_same_pence_and_nothing_outside_is_in(lines):
    made = rules.statement("Amina", rules.month(2026, 3), lines, made_on=DAY, paid_to=[])
    inside = sum(line.paid_pence for line in lines if line.paid_on.month == 3)
    rows = list(csv.DictReader(io.StringIO(rules.as_csv(made))))
    assert made.total_pence == inside == sum(round(float(row["Paid"]) * 100) for row in rows)


@pytest.mark.parametrize("words", ["=1+1", "+44", "-2", "@SUM", "\tx", "\rx"])
def test_no_cell_of_the_csv_is_a_formula(words):
    made = rules.statement("A", rules.month(2026, 3), [paid(what=words)], made_on=DAY, paid_to=[])
    row = next(csv.DictReader(io.StringIO(rules.as_csv(made), newline="")))
    assert row["For"] == "'" + words


def test_periods_begin_with_the_first_payment_newest_first():
    years, months = rules.periods(dt.date(2026, 3, 20), dt.date(2026, 5, 2))
    assert [year.address for year in years] == ["year/2026", "year/2025"]
    assert [month.label for month in months] == ["May 2026", "April 2026", "March 2026"]


def test_nobody_who_was_never_paid_has_a_statement():
    assert rules.periods(None, DAY) == ([], [])


def test_a_payment_that_arrives_tomorrow_has_its_month_today():
    years, months = rules.periods(dt.date(2026, 5, 1), dt.date(2026, 4, 30))
    assert [month.label for month in months] == ["May 2026"] and years[0].address == "year/2026"
