"""`flask ledger check`: does every penny tie?"""

import sys

import click
from flask.cli import AppGroup

from portal.ledger import service

ledger = AppGroup("ledger", help="The ledger: what is owed and paid.")


@ledger.command("check")
def check() -> None:
    """Ties every posting, line, run and person; exits 1 and says what does not tie."""
    found = service.check_now()
    for name, problems in found.items():
        click.echo(f"{name}: {'ties' if not problems else f'{len(problems)} do not tie'}")
        for problem in problems:
            click.echo(f"  {problem}")
    sys.exit(1 if any(found.values()) else 0)
