"""`flask demo load` and `flask demo sign-ins`."""

import click
from flask import current_app
from flask.cli import AppGroup

from portal.demo import content, service

demo = AppGroup("demo", help="The sample organisation, for trying the portal.")
SIGN_INS = {
    "participant": "takes part",
    "helper": "helps the participant, within what they allow",
    "coordinator": "runs openings and decides claims (older people, outpatients)",
    "coordinator2": "the same for maternity",
    "budget": "holds the budget of one team",
    "finance": "makes payment runs",
    "finance2": "approves payment runs",
    "admin": "staff, rates, the trail",
    "board": "reads reports",
}


@demo.command("load")
@click.option("--participants", default=24, help="How many people take part.")
@click.option("--openings", default=12, help="How many openings there are.")
@click.option("--claims", default=90, help="How many claims people make at most.")
@click.option("--seed", default=1, help="The same seed tells the same story.")
@click.option("--once", is_flag=True, help="Do nothing when an organisation is there already.")
def load(participants: int, openings: int, claims: int, seed: int, once: bool) -> None:
    """Fills an empty portal with a made-up trust and two months of its life."""
    if not current_app.extensions["settings"].demo:
        raise click.ClickException(
            "Set DEMO=yes first. The demo's sign-ins are public, so it never mixes with real data."
        )
    if once and service.is_loaded():
        return
    try:
        service.load(service.Size(participants, openings, claims, seed))
    except service.NotEmpty as problem:
        raise click.ClickException(str(problem)) from None


@demo.command("sign-ins")
def sign_ins() -> None:
    """Prints who can sign in, and the one password."""
    click.echo(f"Sign in at /sign-in/password. The password is the same for all: {content.PASSWORD}")
    for name, does in SIGN_INS.items():
        click.echo(f"  {name + '@' + content.DOMAIN:28} {does}")
