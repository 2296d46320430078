"""Pages that stand open side by side are told apart by their titles."""

import re
from collections import defaultdict
from urllib.parse import urlsplit

import pytest
from werkzeug.exceptions import HTTPException

from tests.site.test_accessibility import somebody
from tests.support import signing_in
from tests.support.crawl import NOT_PAGES

OF_EACH_SHAPE = 3
ALIKE = re.compile(
    r"/meetings/\w+/edit$"  # the page itself asks for the day of the meeting
    r"|^/log/"  # a person may do the same thing twice
)


@pytest.fixture
def shape(app):
    """The route that answers an address; None for one beyond the portal."""
    bound = app.url_map.bind("localhost")

    def shape_of(address):
        try:
            return bound.match(address, return_rule=True)[0].rule
        except HTTPException:
            return None

    return shape_of


def pages(client, shape, start):
    """(address, title) of each page that links lead to, a few of each shape."""
    waiting, seen, met = [start], {start}, defaultdict(int)
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        yield address, answer.page.title
        for link in answer.page.all("a[href]"):
            path = urlsplit(link.get("href")).path
            if path in seen or NOT_PAGES.search(path) or met[shape(path)] == OF_EACH_SHAPE:
                continue
            met[shape(path)] += 1
            seen.add(path)
            waiting.append(path)


@pytest.mark.parametrize(
    ("name", "start"),
    [("participant", "/home"), ("coordinator", "/queue"), ("finance", "/finance"), ("admin", "/admin/staff")],
)
def test_no_two_pages_have_the_same_title(app, shape, name, start):
    client = app.test_client()
    signing_in.sign_in(client, somebody(name))
    titled = defaultdict(list)
    for address, title in pages(client, shape, start):
        if not ALIKE.search(address):
            titled[title].append(address)
    same = {title: found for title, found in titled.items() if len(found) > 1}
    assert len(titled) > 15 and not same, f"Put what each is about after the h1's words: {same}"
