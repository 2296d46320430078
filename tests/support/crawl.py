"""Walks the site as one person: every page that links lead to, one of each shape, with what is wrong on it."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Error, Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.support.browser import DESK, PHONE, barriers, sideways

NOT_PAGES = re.compile(r"/sign-out|/static/|[./](pdf|csv|png|jpe?g|txt|sheet)$")


class Crawl:
    """Pages of one person. `shapes` are the routes already seen: /claims/C1 and /claims/C2 are one shape.

    `public` False leaves out what anyone may open: it is walked once, by somebody who is not signed in.
    """

    def __init__(self, app: Flask, page: Page, public: bool):
        self.app, self.page, self.public = app, page, public
        self.waiting: list[str] = []
        self.shapes: set[str] = set()

    def walk(self, *starts: str) -> Iterator[str]:
        """Opens each page in turn and gives its address while it stands in the browser."""
        self.add(starts)
        while self.waiting:
            address = self.waiting.pop(0)
            if self.shows_a_page(address):
                self.add(self.page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)"))
                yield address

    def shows_a_page(self, address: str) -> bool:
        """Opens it; False for a file, which the browser saves in place of showing it."""
        try:
            answer = self.page.goto(address)
        except Error as problem:
            if "Download is starting" in problem.message:
                return False
            raise
        return bool(answer and "text/html" in answer.headers.get("content-type", ""))

    def add(self, addresses: Iterator[str]) -> None:
        for address in addresses:
            path = urlsplit(address).path
            shape = self.shape(path)
            if shape and shape not in self.shapes and not NOT_PAGES.search(path):
                self.shapes.add(shape)
                self.waiting.append(path)

    def shape(self, path: str) -> str | None:
        """The route that answers a path; None for an address beyond the portal or beyond this walk."""
        try:
            rule, _values = self.app.url_map.bind("localhost").match(path, return_rule=True)
        except (HTTPException, RequestRedirect):
            return None
        permission = getattr(self.app.view_functions[rule.endpoint], "permission", "public")
        return rule.rule if self.public or permission != "public" else None


def wrong_on(page: Page, address: str) -> list[str]:
    """What keeps people out of the page that stands in the browser, on a phone and at a desk."""
    found = []
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        found += [f"{address} at {size['width']}: {barrier}" for barrier in barriers(page)]
        if wide := sideways(page):
            found.append(f"{address} at {size['width']}: scrolls sideways by {wide} pixels")
    return found
