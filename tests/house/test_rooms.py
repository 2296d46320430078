"""Each room has the same furniture, and each piece keeps to its trade. (The order of rooms: import-linter.)"""

import ast
import re
import sys

import pytest

from portal import ROOMS
from tests.support import source

PURE = ("portal.foundation.money", "portal.foundation.calendar", "portal.foundation.shown")  # plain values
CLOCKS = ("calendar.now", "calendar.today", "datetime.now", "date.today", "time.time")


def in_rooms(name):
    """Every file of that trade: claims/rules.py, and the files of a package claims/rules/."""
    found = [path for path in source.files("portal") if path.stem == name or path.parent.name == name]
    return [pytest.param(path, id=source.short(path)) for path in found]


def imports(path):
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def calls(path):
    return {ast.unparse(node.func) for node in ast.walk(source.tree(path)) if isinstance(node, ast.Call)}


def test_every_file_begins_by_saying_what_it_is():
    without = [
        source.short(path) for path in source.files("portal") if not ast.get_docstring(source.tree(path))
    ]
    assert not without, "Begin each with a docstring, a sentence for a newcomer:\n" + "\n".join(without)


@pytest.mark.parametrize("path", in_rooms("rules"))
def test_rules_import_nothing_but_python_money_calendar_and_rules(path):
    wrong = [name for name in imports(path) if not may_be_in_rules(name)]
    assert not wrong, f"{source.short(path)}: a rule is given facts. It does not fetch them through {wrong}."


def may_be_in_rules(name):
    is_python = name.split(".")[0] in sys.stdlib_module_names
    is_rule = name.startswith("portal.") and ".rules" in f"{name}."
    return is_python or is_rule or name.startswith(PURE)


@pytest.mark.parametrize("path", in_rooms("rules"))
def test_rules_never_look_at_the_clock(path):
    wrong = sorted(calls(path) & set(CLOCKS))
    assert not wrong, f"{source.short(path)}: pass the day or moment in, in place of {wrong}."


@pytest.mark.parametrize("path", in_rooms("views"))
def test_views_write_nothing_themselves(path):
    wrong = [
        call for call in calls(path) if re.search(r"(^|\.)(writing|commit|flush|execute|scalars)$", call)
    ]
    assert not wrong, f"{source.short(path)}: {wrong} belongs in a service (writes) or a query (reads)."


@pytest.mark.parametrize("path", in_rooms("service"))
def test_services_know_no_request(path):
    asked = {ast.unparse(node) for node in ast.walk(source.tree(path)) if isinstance(node, ast.Attribute)}
    wrong = [name for name in imports(path) if name in ("flask.request", "flask.session")]
    wrong += sorted(asked & {"g.actor", "g.person_id", "g.helping"})
    assert not wrong, f"{source.short(path)}: pass what it needs in, in place of {wrong}."


def test_the_table_of_rooms_is_the_folders_of_rooms():
    folders = {path.parent.name for path in (source.ROOT / "portal").glob("*/__init__.py")} - {"foundation"}
    assert set(ROOMS) == folders, "List each room's folder in ROOMS of portal/__init__.py, in order."
