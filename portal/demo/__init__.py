"""The sample organisation, small or at scale. Only where the settings say that this is a demo."""

from flask import Flask

from portal.demo import commands


def register(app: Flask) -> None:
    """Its commands."""
    app.cli.add_command(commands.demo)
