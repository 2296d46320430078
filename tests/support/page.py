"""A page as a test reads it: its heading, words, forms and errors."""

from functools import cached_property
from urllib.parse import urljoin

from lxml import html
from lxml.html import HtmlElement


class Page:
    """HTML that the portal answered with."""

    def __init__(self, text: str, path: str = "/"):
        self.source, self.path = text, path
        self.tree: HtmlElement = html.document_fromstring(text or "<p></p>")

    @cached_property
    def h1(self) -> str:
        return self.words_of("h1")

    @cached_property
    def title(self) -> str:
        return self.words_of("title")

    @cached_property
    def main(self) -> str:
        """The words of the main part."""
        return self.words_of("main")

    @cached_property
    def errors(self) -> list[str]:
        """The links of the error summary, in order."""
        return [words(link) for link in self.all(".nhsuk-error-summary a")]

    def all(self, selector: str) -> list[HtmlElement]:
        """Every element that a CSS selector finds."""
        return self.tree.cssselect(selector)

    def words_of(self, selector: str) -> str:
        return " ".join(words(found) for found in self.all(selector))

    def link(self, text: str) -> str:
        """The address of the first link whose words begin with `text`."""
        found = [a for a in self.all("a") if words(a).startswith(text)]
        assert found, (
            f"No link begins with {text!r} on {self.path}. There are: {[words(a) for a in self.all('a')]}"
        )
        return urljoin(self.path, found[0].get("href"))

    def form(self, **more: object) -> dict[str, object]:
        """What the main form would send as it stands (hidden keys and all), with `more` typed over it."""
        forms = self.all("main form")
        assert forms, f"There is no form in the main part of {self.path}."
        sent: dict[str, list[object]] = {}
        for name, value in forms[0].form_values():
            sent.setdefault(name, []).append(value)
        return {name: values if len(values) > 1 else values[0] for name, values in sent.items()} | more


def words(element: HtmlElement) -> str:
    """Its text with single spaces."""
    return " ".join(element.text_content().split())
