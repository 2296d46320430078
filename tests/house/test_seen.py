"""What the tests of the whole run have seen. `make test` runs these last; alone they have nothing to look at."""

import json
import re
import subprocess

import pytest

from tests.support import seen, source

pytestmark = [
    pytest.mark.seen,
    pytest.mark.skipif(seen.FOLDER is None, reason="`make test` runs these, at its end"),
]
CHECKER = source.ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
ALLOWED = re.compile(  # what the checker says of good pages, with the reason
    r"The “(banner|contentinfo)” role is unnecessary"  # kept for old screen readers
)


def test_every_template_is_rendered_by_some_test():
    templates = {
        path.relative_to(source.ROOT / "templates").as_posix() for path in source.files("templates", "*.*")
    }
    never = sorted(templates - seen.noted("templates"))
    assert not never, "No test shows these. Write one that does, or take the template out:\n" + "\n".join(
        never
    )


def test_every_route_answers_well_in_some_test(app):
    answered = {note.rsplit(" ", 1)[0] for note in seen.noted("routes") if note[-3:] in ("200", "302", "303")}
    wanted = {
        f"{verb} {rule.rule}" for rule in app.url_map.iter_rules() for verb in rule.methods & {"GET", "POST"}
    }
    never = sorted(route for route in wanted - answered if "/static/" not in route)
    assert not never, "No test has seen these work:\n" + "\n".join(never)


def test_every_page_is_valid_html():
    """All in one call: the checker takes seconds to start and milliseconds for a page."""
    pages = sorted((seen.FOLDER / "pages").glob("*.html"))
    assert pages, "No test has fetched a page."
    found = [message for message in check(pages) if not ALLOWED.search(message["message"])]
    one_of_each = {message["message"]: message for message in found}.values()
    words = [f"{path_of(m['url'])}: {m['message']} {m.get('extract', '')!r}" for m in one_of_each]
    assert not found, f"{len(found)} messages of the HTML checker, one of each kind:\n" + "\n".join(words)


def check(pages):
    """What the checker says, errors and warnings."""
    said = subprocess.run(
        ["java", "-Xss4m", "-jar", CHECKER, "--format", "json", "--stdout", "--exit-zero-always", *pages],
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    return [message for message in json.loads(said.stdout)["messages"] if message["type"] == "error"]


def path_of(url):
    """The address at which a page was fetched."""
    name = re.search(r"(\w+)\.html", url).group(1)
    return (seen.FOLDER / "pages" / f"{name}.path").read_text()
