"""Rates for operators."""

import click
from flask.cli import AppGroup

from portal.rates import service

rates = AppGroup("rates", help="Rate cards and reference figures.")


@rates.command("load")
def load() -> None:
    """Put in the rate cards that the portal ships with. What is there already stays as it is."""
    added = service.load_shipped_rates()
    click.echo(f"{added} rows added." if added else "All shipped rates are there already.")
