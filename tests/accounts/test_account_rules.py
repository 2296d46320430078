"""The rules at the door, as tables."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts import rules
from portal.accounts.hashing import common_passwords

NOW = dt.datetime(2026, 11, 17, 10, tzinfo=dt.UTC)
MINUTE, HOUR, DAY = rules.MINUTE, rules.HOUR, rules.DAY


@pytest.mark.parametrize(
    ("ends_in", "used", "why"),
    [
        (HOUR, None, None),
        (dt.timedelta(seconds=1), None, None),
        (dt.timedelta(), None, "old"),
        (-DAY, None, "old"),
        (HOUR, NOW, "used"),
        (-DAY, NOW, "used"),
    ],
)
def test_a_link_works_once_and_until_it_ends(ends_in, used, why):
    assert rules.why_link_fails(NOW + ends_in, used, NOW) == why


@pytest.mark.parametrize(
    ("staff", "kept", "began_ago", "idle", "lasts"),
    [
        (False, False, HOUR, 11 * HOUR, True),
        (False, False, 20 * HOUR, 12 * HOUR, False),
        (False, True, 20 * DAY, 5 * DAY, True),
        (False, True, 30 * DAY, MINUTE, False),
        (False, False, 3 * DAY, HOUR, True),
        (True, False, 2 * HOUR, 29 * MINUTE, True),
        (True, False, 2 * HOUR, 30 * MINUTE, False),
        (True, False, 12 * HOUR, MINUTE, False),
        (True, True, 2 * HOUR, 31 * MINUTE, False),
        (False, False, -HOUR, -HOUR, True),  # the clock stepped back
    ],
)
def test_a_sign_in_lasts_as_long_as_its_role_allows(staff, kept, began_ago, idle, lasts):
    sign_in = rules.SignIn(NOW - began_ago, NOW - idle, kept)
    assert rules.sign_in_lasts(sign_in, staff, NOW) is lasts


@pytest.mark.parametrize(
    ("tries", "ago", "minutes"),
    [
        (0, 0, 0),
        (4, 0, 0),
        (5, 0, 1),
        (6, 0, 2),
        (7, 0, 4),
        (8, 0, 8),
        (9, 0, 15),
        (500, 0, 15),
        (7, 3, 1),
        (7, 4, 0),
    ],
)
def test_the_wait_grows_with_each_try_after_the_fifth(tries, ago, minutes):
    wait = rules.wait_before_next(tries, NOW - ago * MINUTE, rules.ACCOUNT_TRIES, NOW)
    assert wait == minutes * MINUTE


@given(st.integers(0, 10_000), st.integers(0, 100_000))
def test_nobody_waits_longer_than_the_longest_wait(tries, seconds_ago):
    last = NOW - dt.timedelta(seconds=seconds_ago)
    wait = rules.wait_before_next(tries, last, rules.ACCOUNT_TRIES, NOW)
    assert dt.timedelta() <= wait <= rules.ACCOUNT_TRIES.longest


@pytest.mark.parametrize(("seconds", "minutes"), [(1, 1), (60, 1), (61, 2), (900, 15)])
def test_the_minutes_told_are_never_too_few(seconds, minutes):
    assert rules.whole_minutes(dt.timedelta(seconds=seconds)) == minutes


@pytest.mark.parametrize(
    ("password", "begins"),
    [
        ("1234567", "Password must be 8"),
        ("x" * 201, "Password must be 200"),
        ("password1", "Choose a password that is harder"),
        ("PassWord1", "Choose a password that is harder"),
        ("Amina Yusuf", "Choose a password that is not your name"),
        ("aminayusuf", "Choose a password that is not your name"),
        ("AMINA@people.example", "Choose a password that is not your name"),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused_in_words(password, begins):
    problem = rules.problem_with_password(password, "Amina Yusuf", "amina@people.example", common_passwords())
    assert problem.startswith(begins)


@pytest.mark.parametrize(
    "password", ["a long walk by the sea", "        ", "李小龙李小龙李小", "<script>'--", "é" * 200]
)
def test_any_other_password_is_taken(password):
    assert rules.problem_with_password(password, "Amina", None, common_passwords()) is None


def test_ten_thousand_common_passwords_are_shipped():
    assert len(common_passwords()) == 10_000
    assert all(len(one) >= rules.SHORTEST_PASSWORD for one in common_passwords())


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("/claims/C104882?tab=2", True),
        ("/", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("https://evil.example", False),
        ("/a\nb", False),
        ("javascript:alert(1)", False),
        ("", False),
        (None, False),
    ],
)
def test_the_way_on_never_leads_out_of_the_portal(address, local):
    assert rules.local_path(address) == (address if local else None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amina@People.Example", "amina@people.example"),
        ("ﬁne@x.example", "fine@x.example"),
        (" a@b.example ", "a@b.example"),
    ],
)
def test_two_spellings_of_one_address_are_one(one, other):
    assert rules.email_key(one) == rules.email_key(other)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("amina@people.example", "am…@people.example"),
        ("a@b.example", "a…@b.example"),
        ("+447700900982", "07… …982"),
    ],
)
def test_an_address_is_shown_so_that_only_its_owner_knows_it(address, shown):
    assert rules.masked(address) == shown


@pytest.mark.parametrize(
    ("person", "role", "team", "held", "allowed"),
    [
        ("carys", "coordinator", "hearts", [], True),
        ("carys", "coordinator", None, [], True),
        ("hana", "coordinator", None, ["administrator"], False),
        ("hana", "board", None, ["administrator"], False),
        ("femi", "finance approver", None, ["finance maker"], False),
        ("grace", "finance maker", None, ["finance approver"], False),
        ("efe", "finance maker", None, ["budget holder"], True),
        ("femi", "finance maker", "hearts", [], False),
        ("jo", "board", "hearts", [], False),
    ],
)
def test_who_may_be_given_which_role(person, role, team, held, allowed):
    asked = rules.RoleAsked(person, "hana", role, team)
    assert (rules.why_not_give(asked, held) is None) is allowed


@pytest.mark.parametrize(
    ("person", "role", "administrators", "allowed"),
    [
        ("carys", "coordinator", ["hana"], True),
        ("hana", "administrator", ["hana", "ivo"], False),
        ("ivo", "administrator", ["hana", "ivo"], True),
        ("ivo", "administrator", ["ivo"], False),
    ],
)
def test_whose_role_may_be_ended(person, role, administrators, allowed):
    assert (rules.why_not_end(person, "hana", role, administrators) is None) is allowed
