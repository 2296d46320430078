"""What is promised in prose holds: settings, doors, commands, links and the names of the code."""

import dataclasses
import re

import pytest

from portal.settings import Settings
from tests.support import source

FILES = [*sorted(source.ROOT.glob("*.md")), *source.files("docs", "*.md")]
DOCS = [pytest.param(path, id=source.short(path)) for path in FILES]
OURS_ALONE = {"jobs_immediate", "csrf", "database_options"}  # for tests: not read from the environment
PLACES = re.compile(r"(/root/|/home/\w|/tmp/)")


def prose(path):
    return path.read_text(encoding="utf-8")


def test_the_readme_names_every_setting():
    settings = [f.name.upper() for f in dataclasses.fields(Settings) if f.name not in OURS_ALONE]
    missing = [name for name in [*settings, "PORT"] if f"`{name}`" not in prose(source.ROOT / "README.md")]
    assert not missing, f"Say in README.md what these settings mean: {missing}"


def test_the_readme_shows_the_two_commands():
    text = prose(source.ROOT / "README.md")
    assert "make run" in text and "make test" in text, "README.md shows `make run` and `make test`."


@pytest.mark.parametrize("path", DOCS)
def test_every_door_that_is_named_exists(path):
    doors = set(re.findall(r"^(\w+):.*##", prose(source.ROOT / "Makefile"), re.M))
    wrong = set(re.findall(r"`make (\w+)", prose(path))) - doors
    assert not wrong, f"{path.name} names doors that the Makefile does not have: {wrong}"


@pytest.mark.parametrize("path", DOCS)
def test_every_command_that_is_named_exists(app, path):
    wrong = {
        command
        for command in re.findall(r"flask ((?:[a-z][a-z-]*)(?: [a-z][a-z-]*)?)", prose(path))
        if not exists(app.cli, command.split())
    }
    assert not wrong, f"{path.name} names commands that `flask` does not have: {wrong}"


BUILT_IN = {"run", "shell", "routes", "db"}


def exists(group, words):
    """Whether a command, or a command of a group, is there; the second word may be an argument."""
    found = group.commands.get(words[0])
    if found is None:
        return words[0] in BUILT_IN
    return not hasattr(found, "commands") or len(words) == 1 or words[1] in found.commands


@pytest.mark.parametrize("path", DOCS)
def test_every_link_to_a_file_leads_to_one(path):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", prose(path))
    wrong = [link for link in links if not (path.parent / link).exists()]
    assert not wrong, f"{path.name} links to what is not there: {wrong}"


@pytest.mark.parametrize("path", DOCS)
def test_every_file_that_is_named_exists(path):
    named = re.findall(
        r"`((?:portal|templates|tests|docs|bin|migrations|static|benchmarks)/[\w./-]*)`", prose(path)
    )
    wrong = [name for name in named if not (source.ROOT / name).exists()]
    assert not wrong, f"{path.name} names files that are not there: {wrong}"


@pytest.mark.parametrize("path", DOCS)
def test_no_place_of_one_machine_is_named(path):
    wrong = PLACES.findall(prose(path))
    assert not wrong, f"{path.name} names places of a machine that readers do not have: {wrong}"
