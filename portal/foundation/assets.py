"""Built assets have a hash in their names, and browsers keep them for a year. The manifest says which is current."""

import json
from functools import lru_cache
from pathlib import Path

from flask import Flask

BUILT = Path(__file__).parents[2] / "static" / "built"  # served at /static/built/
FONTS = BUILT.parent / "fonts"  # for documents only, never sent to a browser


@lru_cache(1)
def manifest() -> dict[str, str]:
    """The built file of each name: {"portal.css": "portal-1a2b3c4d.css"}."""
    names: dict[str, str] = json.loads((BUILT / "manifest.json").read_text())
    return names


def asset(name: str) -> str:
    """The address of a built asset: asset("portal.css")."""
    return f"/static/built/{manifest()[name]}"


def install(app: Flask) -> None:
    """Gives templates `asset`."""
    app.jinja_env.globals["asset"] = asset
