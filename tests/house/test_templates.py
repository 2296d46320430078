"""Templates: found by the name of the view, split into parts, nothing inline, our words."""

import re

import pytest

from portal import ROOMS
from tests.support import source

ALL = source.files("templates", "*.*")
PAGES = [path for path in ALL if path.suffix == ".html"]
SHARED = {"shared", "print", "sent"}
INLINE = re.compile(
    r"\sstyle=|<style|\son(click|change|input|submit|load|error|focus|blur|key\w+|mouse\w+|touch\w+)=|<script(?![^>]*\ssrc=)[^>]*>\s*\S",
    re.I,
)
PLAIN_HX = re.compile(r"(?<!data-)\bhx-[a-z]+[=:]")
NOT_SAID = {
    r"\bplease\b": "leave it out",
    r"\bsorry\b": "say what happened and what to do",
    r"\b(do|does|did|is|are|was|should|would|could|have|has)n['’]t\b": '"do not", "is not"',
    r"\bcan['’]t\b": '"cannot"',
    r"\blog ?(in|out)\b": '"sign in", "sign out"',
    r"\bsubmit(ted|ting)?\b": '"send"',
    r"\breimburse": '"pay back", "money back"',
    r"\bsubsistence\b": '"food and drink"',
    r"\bhonorarium\b": '"payment for your time"',
    r"\bclick\b": '"choose" or "select"',
}

SAID_ALL_THE_SAME = {(r"\bsorry\b", "E-20.txt")}  # we did harm: we had promised an answer by a day


def words(path):
    """What people read of a template: its text without tags, Jinja and comments."""
    text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.S)
    return re.sub(r"\s+", " ", text)


def found(pattern, paths):
    return [
        f"{source.short(path)}:{number}: {line.strip()[:80]}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_every_template_compiles(app):
    for path in ALL:
        app.jinja_env.get_template(path.relative_to(source.ROOT / "templates").as_posix())


def test_a_page_is_named_after_the_view_that_shows_it(app):
    views = {
        (f.file.split("/")[1], f.name.lstrip("_")) for f in source.functions("portal")
    }  # and of refusals
    for (
        rule
    ) in app.url_map.iter_rules():  # one function may show several pages, each with an address of its own
        room = app.view_functions[rule.endpoint].__module__.split(".")
        views.add((room[1] if len(room) > 1 else "", rule.endpoint.rpartition(".")[2]))
    lost = [
        source.short(path)
        for path in PAGES
        if not (SHARED & set(path.parts) or path.stem.startswith("_"))
        and (path.relative_to(source.ROOT / "templates").parts[0], path.stem) not in views
    ]
    assert not lost, "Name each after its view, or begin its name with _ if it is a part:\n" + "\n".join(lost)


def test_a_template_stands_in_the_folder_of_its_room():
    folders = {path.relative_to(source.ROOT / "templates").parts[0] for path in ALL}
    assert folders <= {*ROOMS, *SHARED}, f"These are no rooms: {sorted(folders - {*ROOMS, *SHARED})}"


def test_nothing_is_written_inline():
    pages = [path for path in PAGES if not {"print", "sent"} & set(path.parts)]
    lines = found(INLINE, pages)
    assert not lines, (
        "The policy of the page blocks these. Use a class or a file of static/src:\n" + "\n".join(lines)
    )


def test_htmx_is_written_so_that_the_html_stays_valid():
    lines = found(PLAIN_HX, PAGES)
    assert not lines, "Write data-hx-…:\n" + "\n".join(lines)


@pytest.mark.parametrize("word", NOT_SAID)
def test_pages_use_our_words(word):
    asked = [path for path in ALL if (word, path.name) not in SAID_ALL_THE_SAME]
    said = [source.short(path) for path in asked if re.search(word, words(path), re.I)]
    assert not said, f"{word}: {NOT_SAID[word]}, in " + ", ".join(said)


def test_nothing_is_marked_safe_in_a_template():
    lines = found(re.compile(r"\|\s*safe\b"), PAGES)
    assert not lines, "People's words are text. Build markup in Python with Markup.format:\n" + "\n".join(
        lines
    )
