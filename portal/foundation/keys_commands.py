"""`flask keys make` and `flask keys add`."""

import click
from flask import current_app
from flask.cli import AppGroup

from portal.foundation.sealed import NoKeys, add_key, make_keys_file, read_keys

commands = AppGroup("keys", help="Keys of what is encrypted: bank details and other sealed values.")


@commands.command("make")
def make() -> None:
    """A new file of keys, where DATA_KEYS_FILE says. Keep a copy of it, apart from the backups of the data."""
    path = current_app.extensions["settings"].keys_file
    try:
        make_keys_file(path)
    except FileExistsError:
        raise click.ClickException(
            f"{path} is there already. What it sealed can be opened with it alone."
        ) from None
    click.echo(f"Made {path}. Keep a copy of it, apart from the backups of the data.")


@commands.command("add")
def add() -> None:
    """A newer key for all that is sealed from now on. Running processes meet it by themselves; older keys stay."""
    path = current_app.extensions["settings"].keys_file
    try:
        read_keys(path)
    except NoKeys as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"Added the key {add_key(path)} to {path}. Copy the file again to where you keep it.")
