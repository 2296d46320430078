"""The openings room."""

from flask import Flask


def register(app: Flask) -> None:
    """What this room adds to the portal."""
    from portal.openings import offering

    offering.register(app)
