"""The organisation, its teams, and every setting changed on screen, with its date."""

from flask import Flask


def register(app: Flask) -> None:
    """Nothing but its tables, so far: the settings pages come with views.py."""
