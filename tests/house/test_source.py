"""What no file of ours may hold."""

import re

import pytest

from tests.support import source

CODE = [
    path
    for folder in ("portal", "tests", "benchmarks", "migrations", "templates", "static/src", "bin", "docs")
    for path in source.files(folder, "*.*")
    if path.is_file() and path.suffix not in {".pyc", ".png", ".jpg", ".ttf", ".pdf", ".heic"}
]
UNFINISHED = re.compile(r"(#|//|/\*|<!--).*\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b")
SILENCED = re.compile(
    r"# (noqa|type: ignore)(?![:\[])|# (?:noqa|type: ignore)\S*\s*$|# type: ignore\[[\w, -]+\]\s*$"
)
NATURAL_CLOCK = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|dt\.datetime\.now|time\.time)\(")
HOLDS_THE_CLOCK = {
    "portal/foundation/calendar.py",
    "portal/foundation/stored_files.py",  # compares with the times of files, which the machine's clock gave
}


def lines_with(pattern, paths):
    return [
        f"{source.short(path)}:{number}: {line.strip()[:90]}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_nothing_is_left_for_later():
    found = lines_with(UNFINISHED, CODE)
    assert not found, "Do these, or write them as an issue:\n" + "\n".join(found)


def test_whoever_silences_a_check_says_which_and_why():
    found = lines_with(SILENCED, source.files("portal"))
    assert not found, (
        "Name the check and give the reason after it, `# noqa: S603  # fixed words`:\n" + "\n".join(found)
    )


def test_only_the_calendar_reads_the_clock():
    paths = [path for path in source.files("portal") if source.short(path) not in HOLDS_THE_CLOCK]
    found = lines_with(NATURAL_CLOCK, paths)
    assert not found, "Use calendar.now() or calendar.today(), which tests can set:\n" + "\n".join(found)


@pytest.mark.parametrize("folder", ["portal", "tests"])
def test_no_test_is_skipped_without_a_reason(folder):
    found = lines_with(re.compile(r"mark\.(skip|xfail)(?!\(reason=|if\()"), source.files(folder))
    assert not found, "Say why, reason=…:\n" + "\n".join(found)
