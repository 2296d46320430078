"""`flask setup`, the real beginning, and `flask audit verify`."""

import sys

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import select

from portal.accounts.staff import service as staff
from portal.foundation import audit
from portal.foundation.database import db, writing
from portal.organisation import service as organisation
from portal.rates import applying
from portal.rates import queries as rates_queries
from portal.rates import service as rates
from portal.rates.models import RateCard

BY = "portal"
audit_commands = AppGroup("audit", help="The trail.")


def register(app: Flask) -> None:
    app.cli.add_command(setup)
    app.cli.add_command(audit_commands)


@audit_commands.command("verify")
def verify() -> None:
    """Walks the whole chain and names the first event that does not fit."""
    found = audit.verify()
    if found.broken_at is not None:
        click.echo(f"The chain is broken at event {found.broken_at}. The {found.events} before it fit.")
        sys.exit(1)
    click.echo(f"All {found.events} events fit.")


@click.command()
@click.option("--organisation", "name", prompt="Name of the organisation")
@click.option("--service-name", prompt="Name of this service", default="Taking Part")
@click.option("--phone", prompt="Phone number that people can call")
@click.option("--hours", prompt="When the phone is answered", default="Monday to Friday, 9am to 5pm")
@click.option("--email", prompt="Email address that people can write to")
@click.option("--post-address", prompt="Address for letters, in one line")
@click.option("--team", prompt="Name of the first team")
@click.option("--administrator", prompt="Name of the first administrator")
@click.option("--administrator-email", prompt="Email address of the first administrator")
@click.option(
    "--rate-card",
    prompt="Scheme of the rate card for payment of time (none: later, on screen)",
    default="none",
)
@with_appcontext
def setup(
    name: str, team: str, administrator: str, administrator_email: str, rate_card: str, **contact: str
) -> None:
    """Sets up an empty portal: organisation, team, first administrator, rate card. Prints a one-time link."""
    try:
        with writing():
            link = staff.first_administrator(administrator, administrator_email)
            organisation.set_up(BY, name=name, **contact)
            organisation.add_team(team, BY)
            words = _use_rate_card(rate_card)
    except (staff.NotAllowed, click.UsageError) as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(words)
    click.echo("The administrator opens this link within 7 days, to choose a password:")
    click.echo(link)


def _use_rate_card(scheme: str) -> str:
    """Loads the shipped rates, and takes one card into use where its amounts were published."""
    rates.load_shipped_rates(BY)
    if scheme == "none":
        return "No rate card is in use yet. The administrator chooses one at /admin/rates."
    card = db.session.scalar(select(RateCard).where(RateCard.scheme == scheme))
    if card is None:
        known = ", ".join(sorted(db.session.scalars(select(RateCard.scheme))))
        raise click.UsageError(f"There is no rate card {scheme}. There are: {known}")
    if not all(rates_queries.usable(row) for row in card.rates):
        return f"The administrator must confirm the amounts of {card.name} at /admin/rates before it can be used."
    applying.switch(db.session(), card.id, {"in_use": True}, by=BY)
    return f"{card.name} is in use."
