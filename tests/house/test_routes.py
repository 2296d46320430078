"""The map of addresses: each asks for a permission, reads well, and belongs to the room that the table names."""

import re

import pytest

from portal import ADDRESSES
from portal.foundation import access

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)?")
KNOWN = {permission for permissions in access.PERMISSIONS.values() for permission in permissions}


@pytest.fixture
def rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def test_every_route_asks_for_a_permission(app, rules):
    for rule in rules:
        view = app.view_functions[rule.endpoint]
        assert hasattr(view, "permission"), (
            f"{rule.rule} asks for no permission."
            f" Put @requires(...) or @public on {view.__name__} in {view.__module__}."
        )


def test_every_permission_that_a_route_asks_for_is_in_the_table(app, rules):
    for rule in rules:
        asked = getattr(app.view_functions[rule.endpoint], "permission", "public")
        known = KNOWN | access.EVERYONE | {"public"}
        assert asked in known, (
            f"{rule.rule} asks for {asked!r}: add it to PERMISSIONS in foundation/access.py."
        )


def test_every_power_that_opens_a_route_can_be_given_to_a_helper(app, rules):
    for rule in rules:
        helper = getattr(app.view_functions[rule.endpoint], "helper", None)
        assert helper is None or helper in access.HELPER_POWERS, (
            f"{rule.rule} names the power {helper!r}: add it to HELPER_POWERS in foundation/access.py."
        )


def test_every_address_is_kebab_case(rules):
    for rule in rules:
        words = [word for word in rule.rule.split("/") if word and "<" not in word]
        bad = [word for word in words if not KEBAB.fullmatch(word)]
        assert not bad, f"Write {bad} of {rule.rule} in small letters with hyphens."


def test_every_address_belongs_to_the_room_that_the_table_names(app, rules):
    for rule in rules:
        room = app.view_functions[rule.endpoint].__module__.split(".")[1]
        owner = ADDRESSES.get(beginning(rule.rule))
        assert owner == room, (
            f"{rule.rule} is served by {room}, and ADDRESSES in portal/__init__.py gives it to {owner}."
            " Move the view, or name its beginning in the table."
        )


def test_no_entry_of_the_table_is_unused(make_app):
    every = make_app(demo=True).url_map.iter_rules()  # the demo's own addresses too
    unused = sorted(set(ADDRESSES) - {beginning(rule.rule) for rule in every})
    assert not unused, f"No address begins with these. Take them out of ADDRESSES: {unused}"


def beginning(address):
    """The longest entry of the table that the address begins with, in whole words."""
    fits = [start for start in ADDRESSES if (address + "/").startswith(start.rstrip("/") + "/")]
    return max(fits, key=len, default=None)


def test_one_function_answers_one_verb(rules):
    for rule in rules:
        verbs = rule.methods - {"HEAD", "OPTIONS"}
        assert len(verbs) == 1, f"{rule.rule}: one function for each of {sorted(verbs)}."
