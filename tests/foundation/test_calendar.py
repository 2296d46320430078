"""UK days, the years and weeks money is counted by, working days, and how they read."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.foundation import calendar
from portal.foundation.calendar import Nation, Period

D = dt.date.fromisoformat
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def test_the_clock_can_be_set_and_goes_on_afterwards() -> None:
    with calendar.at(utc("2026-03-03T12:00")):
        assert calendar.now() == utc("2026-03-03T12:00")
        with calendar.at(utc("2027-01-01T00:00")):
            assert calendar.today() == D("2027-01-01")
        assert calendar.today() == D("2026-03-03")
    assert abs(calendar.now() - dt.datetime.now(dt.UTC)) < dt.timedelta(seconds=5)


def test_a_clock_without_a_time_zone_is_refused() -> None:
    for misuse in (
        calendar.uk_date,
        calendar.uk_time,
        calendar.long_date,
        lambda moment: calendar.at(moment).__enter__(),
    ):
        with pytest.raises(ValueError, match="naive"):
            misuse(dt.datetime(2026, 3, 3))  # noqa: DTZ001  # naive on purpose


def test_just_after_midnight_in_summer_is_the_new_uk_day() -> None:
    with calendar.at(utc("2026-06-30T23:30")):
        assert calendar.today() == D("2026-07-01")
    with calendar.at(utc("2026-12-30T23:30")):
        assert calendar.today() == D("2026-12-30")


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-03-29T00:59", "12:59am"),
        ("2026-03-29T01:00", "2am"),
        ("2026-10-25T00:59", "1:59am"),
        ("2026-10-25T01:00", "1am"),
    ],
)
def test_both_clock_changes_are_followed(moment: str, shown: str) -> None:
    assert calendar.clock_time(utc(moment)) == shown


@pytest.mark.parametrize(
    ("day", "time", "moment"),
    [
        ("2026-07-01", "14:00", "2026-07-01T13:00"),
        ("2026-01-01", "14:00", "2026-01-01T14:00"),
        ("2026-03-29", "01:30", "2026-03-29T01:30"),
        ("2026-10-25", "01:30", "2026-10-25T00:30"),
    ],
)
def test_a_time_typed_in_the_uk_is_one_moment(day: str, time: str, moment: str) -> None:
    assert calendar.uk_moment(D(day), dt.time.fromisoformat(time)) == utc(moment)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-03-30", 24), ("2026-10-25", 25)])
def test_a_uk_day_has_the_hours_it_has(day: str, hours: int) -> None:
    start, end = calendar.uk_day(D(day))
    assert end - start == dt.timedelta(hours=hours)


def test_dates_read_as_people_write_them() -> None:
    day, today = D("2026-03-03"), D("2026-11-01")
    assert calendar.long_date(day) == "Tuesday 3 March 2026"
    assert calendar.full_date(day) == "3 March 2026"
    assert calendar.short_date(day, today) == "3 March"
    assert calendar.short_date(day, D("2027-01-01")) == "3 March 2026"
    assert calendar.month_name(day) == "March 2026"


def test_a_moment_is_shown_by_its_uk_date() -> None:
    assert calendar.long_date(utc("2026-06-30T23:30")) == "Wednesday 1 July 2026"


def test_a_short_date_knows_this_year_by_the_clock() -> None:
    with calendar.at(utc("2026-12-31T12:00")):
        assert calendar.short_date(D("2026-03-03")) == "3 March"
        assert calendar.short_date(D("2027-01-01")) == "1 January 2027"


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        ("00:00", "midnight"), ("00:05", "12:05am"), ("09:00", "9am"), ("11:59", "11:59am"), ("12:00", "midday"),
        ("12:30", "12:30pm"), ("14:00", "2pm"), ("14:30", "2:30pm"), ("23:05", "11:05pm"),
    ],
)  # fmt: skip
def test_times_read_as_people_say_them(time: str, shown: str) -> None:
    assert calendar.clock_time(dt.time.fromisoformat(time)) == shown


def test_a_range_of_times_has_to_between() -> None:
    assert calendar.time_range(dt.time(9), dt.time(17)) == "9am to 5pm"


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (45, "45 minutes"),
        (60, "1 hour"),
        (90, "1 hour 30 minutes"),
        (121, "2 hours 1 minute"),
    ],
)
def test_durations_read_in_hours_and_minutes(minutes: int, shown: str) -> None:
    assert calendar.duration(minutes) == shown


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2026-03-03", "today"),
        ("2026-03-02", "yesterday"),
        ("2026-02-28", "3 days ago"),
        ("2026-03-04", "tomorrow"),
        ("2026-03-06", "in 3 days"),
    ],
)
def test_how_long_ago_is_said_in_words(day: str, shown: str) -> None:
    assert calendar.days_ago(D(day), D("2026-03-03")) == shown


@pytest.mark.parametrize(
    ("paid", "label"),
    [
        ("2027-04-05", "2026/27"),
        ("2027-04-06", "2027/28"),
        ("2026-01-01", "2025/26"),
        ("2099-12-31", "2099/00"),
    ],
)
def test_tax_years_change_on_6_april(paid: str, label: str) -> None:
    """Rule 41."""
    assert calendar.tax_year(D(paid)).label == label


def test_a_tax_year_knows_its_edges_and_its_address() -> None:
    year = calendar.tax_year(D("2026-04-06"))
    assert (year.start, year.end, year.slug) == (D("2026-04-06"), D("2027-04-05"), "2026-27")
    assert D("2027-04-05") in year
    assert D("2027-04-06") not in year
    assert year == calendar.tax_year_from(2026)


@pytest.mark.parametrize(("day", "start"), [("2026-03-31", "2025-04-01"), ("2026-04-01", "2026-04-01")])
def test_the_organisations_year_changes_on_1_april(day: str, start: str) -> None:
    assert calendar.financial_year(D(day)).start == D(start)


def test_a_week_starts_on_the_day_the_person_chose() -> None:
    """Rule 31."""
    saturday, sunday = D("2026-10-17"), D("2026-10-18")
    assert calendar.week_start(saturday, 6) != calendar.week_start(sunday, 6) == sunday
    assert calendar.week_start(saturday) == calendar.week_start(sunday) == D("2026-10-12")


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-11-30", 3, "2027-02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2026-02-01", 3, "2026-05-01"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-01-31", -1, "2025-12-31"),
        ("2026-12-31", 2, "2027-02-28"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day: str, months: int, then: str) -> None:
    """Rule 24."""
    assert calendar.add_months(D(day), months) == D(then)


def test_two_payments_either_side_of_the_persons_day_are_in_two_months() -> None:
    """Rule 34."""
    before, after = (calendar.month_period(D(f"2026-10-{day}"), 14) for day in (13, 14))
    assert before == Period(D("2026-09-14"), D("2026-10-13"))
    assert after == Period(D("2026-10-14"), D("2026-11-13"))


def test_a_month_from_the_31st_starts_on_the_last_of_a_short_one() -> None:
    assert calendar.month_period(D("2026-03-15"), 31) == Period(D("2026-02-28"), D("2026-03-30"))
    assert calendar.month_period(D("2026-02-28"), 31) == Period(D("2026-02-28"), D("2026-03-30"))
    assert calendar.month_period(D("2026-02-27"), 31) == Period(D("2026-01-31"), D("2026-02-27"))


@given(DAYS, st.integers(1, 31))
def test_every_day_is_in_one_month_and_months_meet(day: dt.date, start_day: int) -> None:
    period = calendar.month_period(day, start_day)
    assert day in period
    assert calendar.month_period(period.end + calendar.DAY, start_day).start == period.end + calendar.DAY


@given(DAYS, st.integers(0, 6))
def test_a_week_starts_at_most_six_days_before(day: dt.date, weekday: int) -> None:
    start = calendar.week_start(day, weekday)
    assert start.weekday() == weekday
    assert 0 <= (day - start).days <= 6


@pytest.mark.parametrize(
    ("day", "nation", "working"),
    [
        ("2026-04-02", "england", True),
        ("2026-04-03", "england", False),
        ("2026-04-06", "england", False),
        ("2026-04-06", "scotland", True),
        ("2026-11-30", "scotland", False),
        ("2026-11-30", "wales", True),
        ("2026-07-13", "northern-ireland", False),
        ("2026-12-28", "england", False),
        ("2026-03-07", "england", False),
    ],
)
def test_working_days_know_the_nations_bank_holidays(day: str, nation: Nation, working: bool) -> None:
    assert calendar.is_working_day(D(day), nation) is working


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        ("2026-04-02", 1, "2026-04-07"),
        ("2026-04-04", 1, "2026-04-07"),
        ("2026-04-04", 0, "2026-04-04"),
        ("2026-04-07", -1, "2026-04-02"),
        ("2026-12-24", 2, "2026-12-30"),
        ("2026-12-31", 1, "2027-01-04"),
    ],
)
def test_working_days_are_counted_over_easter_and_christmas(day: str, count: int, then: str) -> None:
    assert calendar.add_working_days(D(day), count) == D(then)


def test_the_next_working_day_is_always_later() -> None:
    assert calendar.next_working_day(D("2026-03-03")) == D("2026-03-04")
    assert calendar.next_working_day(D("2026-03-07")) == D("2026-03-09")


@given(DAYS.map(lambda day: calendar.next_working_day(day)), st.integers(-30, 30))
def test_counting_working_days_undoes_adding_them(day: dt.date, count: int) -> None:
    assert calendar.working_days_between(day, calendar.add_working_days(day, count)) == count
