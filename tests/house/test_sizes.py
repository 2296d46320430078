"""Small things in reading order: what is measured, its limit, and who is over it.

A piece that must be longer stands in EXCEPTIONS with the reason; an exception that is no longer needed fails too.
"""

from statistics import median

from tests.support import source

EXCEPTIONS: dict[str, str] = {}  # "portal/room/file.py" or "portal/room/file.py function": why it is longer

FILE, FUNCTION, VIEW, TEMPLATE, DEPTH = 300, 40, 15, 60, 3


def over(limit, measured):
    """The offenders with their numbers, worst first, without the excepted."""
    return [
        f"{where}: {number}"
        for where, number in sorted(measured, key=lambda pair: -pair[1])
        if number > limit and where not in EXCEPTIONS
    ]


def portal_functions():
    return list(source.functions("portal"))


def test_no_file_is_longer_than_three_hundred_lines():
    measured = [
        (source.short(path), source.line_count(path))
        for folder in ("portal", "tests", "benchmarks", "migrations")
        for path in source.files(folder)
        if "versions" not in path.parts
    ]
    found = over(FILE, measured)
    assert not found, (
        f"Make these two files each, or a package of subjects (most {FILE} lines):\n" + "\n".join(found)
    )


def test_no_function_is_longer_than_forty_lines():
    found = over(FUNCTION, [(f"{f.file} {f.name}", f.lines) for f in portal_functions()])
    assert not found, f"Find the parts of these and name them (most {FUNCTION} lines):\n" + "\n".join(found)


def test_nine_functions_of_ten_have_at_most_twenty_lines():
    every = portal_functions()
    longer = sorted((f for f in every if f.lines > 20), key=lambda f: -f.lines)
    words = "\n".join(f"{f.where}: {f.lines}" for f in longer)
    assert len(longer) <= len(every) / 10, (
        f"{len(longer)} of {len(every)} functions are over 20 lines:\n{words}"
    )


def test_half_of_the_functions_have_at_most_six_lines():
    middle = median(f.lines for f in portal_functions())
    assert middle <= 6, f"The median function has {middle} lines, and 6 is the most. Split the longest first."


def test_no_view_is_longer_than_fifteen_lines():
    found = over(VIEW, [(f"{f.file} {f.name}", f.whole) for f in portal_functions() if f.is_view])
    assert not found, f"A view only tells the story. Move work to a service or query ({VIEW}):\n" + "\n".join(
        found
    )


def test_no_template_is_longer_than_sixty_lines():
    found = over(
        TEMPLATE, [(source.short(p), source.line_count(p)) for p in source.files("templates", "*.*")]
    )
    assert not found, (
        f"Split these into parts, files that begin with _ (most {TEMPLATE} lines):\n" + "\n".join(found)
    )


def test_no_template_nests_deeper_than_three_tags():
    found = over(DEPTH, [(source.short(p), depth(p)) for p in source.files("templates", "*.*")])
    assert not found, f"Move the inner part of these to a file of its own (most {DEPTH} tags):\n" + "\n".join(
        found
    )


def depth(path):
    """A layout's block is the page's frame: what stands in it is counted from there."""
    text = path.read_text(encoding="utf-8")
    return source.jinja_depth(text) - (1 if "{% block" in text or "{% macro" in text else 0)


def test_half_of_the_tests_have_at_most_ten_lines():
    middle = median(f.lines for f in source.functions("tests") if f.name.startswith("test_"))
    assert middle <= 10, (
        f"The median test has {middle} lines, and 10 is the most. Move what they share to fixtures."
    )


def test_the_names_of_tests_are_sentences():
    names = [f for f in source.functions("tests") if f.name.startswith("test_")]
    short = [f.where for f in names if len(f.name.removeprefix("test_").split("_")) < 5]
    most = len(names) * 15 / 100
    assert len(short) <= most, "Say in five words or more what these tests show:\n" + "\n".join(short)


def test_every_exception_is_still_needed():
    measured = {source.short(p): source.line_count(p) > FILE for p in source.files("portal")}
    measured |= {f"{f.file} {f.name}": f.lines > FUNCTION or f.whole > VIEW for f in portal_functions()}
    needless = [where for where in EXCEPTIONS if not measured.get(where)]
    assert not needless, f"Take these out of EXCEPTIONS: {needless}"
