"""`flask staff link`: a way in when the post does not arrive."""

import click
from flask import Flask
from flask.cli import AppGroup

from portal.accounts.staff import service as staff

staff_commands = AppGroup("staff", help="Members of staff.")


def register(app: Flask) -> None:
    app.cli.add_command(staff_commands)


@staff_commands.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Prints a one-time link with which a member of staff chooses a new password."""
    try:
        click.echo(staff.new_link(email))
    except staff.NotAllowed as problem:
        raise click.ClickException(str(problem)) from None
