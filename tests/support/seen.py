"""What the tests of a whole run have seen: pages, templates and addresses. `make test` names a folder in SEEN;
every test process writes there, and the tests marked `seen` read it at the end.
"""

import hashlib
import os
from pathlib import Path

from flask import Flask, request

FOLDER = Path(os.environ["SEEN"]) if "SEEN" in os.environ else None


def watch(app: Flask) -> None:
    """Notes each template that is loaded and each route that answers."""
    if FOLDER is None:
        return
    loader = app.jinja_env.loader
    get_source = loader.get_source

    def noted(environment, name):
        note("templates", name)
        return get_source(environment, name)

    loader.get_source = noted
    app.after_request(_note_route)


def _note_route(response):
    if request.url_rule:
        note("routes", f"{request.method} {request.url_rule.rule} {response.status_code}")
    return response


def note(kind: str, name: str) -> None:
    """One empty file for each name: any number of processes may write the same."""
    if FOLDER is not None:
        folder = FOLDER / kind
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name.replace("/", "\N{FRACTION SLASH}")).touch()


def noted(kind: str) -> set[str]:
    return (
        {path.name.replace("\N{FRACTION SLASH}", "/") for path in (FOLDER / kind).glob("*")}
        if FOLDER
        else set()
    )


def keep_page(path: str, text: str) -> None:
    """A whole page as the portal sent it, for the HTML checker: one of each shape is enough."""
    if FOLDER is not None:
        folder = FOLDER / "pages"
        folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(text.encode()).hexdigest()[:16]
        (folder / f"{name}.html").write_text(text)
        (folder / f"{name}.path").write_text(path)
