"""The office room."""

from flask import Flask


def register(app: Flask) -> None:
    """What this room adds to the portal."""
