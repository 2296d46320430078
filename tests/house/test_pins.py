"""What is installed is pinned, by hash, and by no address."""

import json
import re

import pytest

from tests.support import source

PIN = re.compile(r"^([a-z0-9-]+)(?:\[[a-z]+\])?==(\S+)", re.M)


def read(name):
    return (source.ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_pin_asked_for_is_locked_by_hash(name):
    locked = dict(PIN.findall(read(f"{name}.txt")))
    asked = {package.lower(): version for package, version in PIN.findall(read(f"{name}.in").lower())}
    wrong = {package: version for package, version in asked.items() if locked.get(package) != version}
    assert not wrong, f"Compile {name}.txt again, as CONTRIBUTING.md says. It does not hold {wrong}."


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "package-lock.json"])
def test_a_lock_file_names_no_place_to_fetch_from(name):
    found = re.findall(r"https?://\S+", read(name))
    if name.endswith(".json"):
        found = [
            package for package, facts in json.loads(read(name))["packages"].items() if "resolved" in facts
        ]
    assert not found, f"{name} names addresses: {found[:3]}. Each machine has its own."


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_package_has_hashes(name):
    parts = re.split(r"\n(?=\S)", read(name).strip())
    without = [part.split()[0] for part in parts if "--hash=sha256:" not in part]
    assert not without, f"Compile {name} with --generate-hashes: {without}"
