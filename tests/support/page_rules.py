"""What holds for every page that any test fetches. Each message says what to do about it."""

import re

from lxml.html import HtmlElement

from tests.support.page import Page, words

NEEDS_LABEL = "input:not([type=hidden]):not([type=submit]):not([type=button]), select, textarea"
PAGE_STATEMENTS = 8  # in all, with loading who is signed in; a list keeps to 6, which the tests of lists say


def broken_rules(page: Page) -> list[str]:
    """One instruction for each rule that the page breaks; none for a good page, or a good part of one."""
    found = [*_inline(page), *_labels(page), *_ids(page), *_fields(page)]
    return found + _whole(page) if "<html" in page.source[:200] else found


def _whole(page: Page) -> list[str]:
    return [*_heading(page), *_skeleton(page)]


def _heading(page: Page) -> list[str]:
    headings = [words(h1) for h1 in page.all("h1")]
    if len(headings) != 1:
        return [f"A page has one h1: this has {len(headings)} ({headings})."]
    begins = f"Error: {headings[0]}" if page.errors else headings[0]
    if not page.title.startswith(begins):
        return [f"The title begins with the h1. Make it begin {begins!r}: it is {page.title!r}."]
    return []


def _skeleton(page: Page) -> list[str]:
    found = []
    if not page.tree.get("lang"):
        found.append('Give <html> its lang ("en-GB").')
    if len(page.all("main#maincontent")) != 1:
        found.append('A page has one <main id="maincontent">: extend the layout.')
    return found


def _inline(page: Page) -> list[str]:
    found = [f"Move the <style> of {page.path} to static/src."] if page.all("style") else []
    for script in page.all("script"):
        if not script.get("src") and (script.text or "").strip():
            found.append("Move the inline <script> to static/src: the policy blocks it.")
    for element in page.tree.iter("*"):
        for name in element.attrib:
            if name == "style" or name.startswith("on"):
                found.append(f"Take {name}= off <{element.tag}>: the policy blocks it. Use a class.")
            if name.startswith("hx-"):
                found.append(f"Write data-{name} on <{element.tag}>, so that the HTML stays valid.")
    return found


def _labels(page: Page) -> list[str]:
    labelled = {label.get("for") for label in page.all("label")}
    return [
        f"Give the field {field.get('name')!r} a <label for={field.get('id')!r}>."
        for field in page.all(NEEDS_LABEL)
        if field.get("id") not in labelled and not _labelled_otherwise(field)
    ]


def _labelled_otherwise(field: HtmlElement) -> bool:
    named = field.get("aria-label") or field.get("aria-labelledby")
    return bool(named) or any(parent.tag == "label" for parent in field.iterancestors())


def _ids(page: Page) -> list[str]:
    ids = [element.get("id") for element in page.all("[id]")]
    return [
        f"The id {name!r} stands twice." for name in sorted({name for name in ids if ids.count(name) > 1})
    ]


def _fields(page: Page) -> list[str]:
    """No words of the browser's own: ours are in the error summary."""
    found = [f"Put novalidate on the form to {form.get('action')!r}." for form in page.all("form[method=post]")
             if form.get("novalidate") is None and form.cssselect(NEEDS_LABEL)]  # fmt: skip
    for field in page.all("[required]"):
        found.append(
            f"Take `required` off {field.get('name')!r}: the browser would answer in words not ours."
        )
    for field in page.all("[type=number], [type=date]"):
        found.append(f"{field.get('name')!r}: type=text with inputmode in place of {field.get('type')}.")
    for field in page.all("[placeholder]"):
        found.append(f"{field.get('name')!r}: a hint in place of a placeholder.")
    return found


def too_many_statements(path: str, sent: list[str]) -> list[str]:
    """The instruction for a page that asks the database too often, with what it asked."""
    if len(sent) <= PAGE_STATEMENTS:
        return []
    asked = "\n  ".join(re.sub(r"\s+", " ", statement)[:150] for statement in sent)
    return [
        f"{path} sends {len(sent)} SQL statements, {PAGE_STATEMENTS} is the most. Join or gather:\n  {asked}"
    ]
