"""What `make run` does before it serves: migrates, loads the demo once, prints the sign-ins. One process, one start.

A demo whose loading was interrupted would never be whole: it is thrown away first. `make demo` marks one so.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the portal stands beside bin/

from flask import Flask
from flask_migrate import upgrade

from portal import create_app

OURS = Path(__file__).parents[1] / "var" / "demo"  # what may be thrown away; any other folder is its owner's
KEPT = {"secret-key", "portal.log"}


def begin() -> None:
    """Leaves a portal that can be served."""
    folder = Path(os.environ["DATA_DIR"])
    if folder == OURS and (folder / "loading").exists() and not os.environ.get("DATABASE_URL"):
        throw_away(folder)
    app = create_app()
    with app.app_context():
        upgrade()
    if app.extensions["settings"].demo:
        load_demo(app, folder / "loading")


def throw_away(folder: Path) -> None:
    """Everything that the demo kept."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.name not in KEPT:
            path.rmdir() if path.is_dir() else path.unlink()


def load_demo(app: Flask, loading: Path) -> None:
    """Unless an organisation is there already; then the sign-ins, for the terminal."""
    run = app.test_cli_runner().invoke
    loading.touch()
    loaded = run(args=["demo", "load", "--once", *sys.argv[1:]])
    if loaded.exit_code:
        sys.exit(loaded.output or repr(loaded.exception))
    loading.unlink()
    print(run(args=["demo", "sign-ins"]).output, end="")


begin()
