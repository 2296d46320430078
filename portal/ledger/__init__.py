"""Who is owed what: append-only entries that sum to zero, and balances."""

from flask import Flask

from portal.ledger import commands, queries, service
from portal.ledger import jobs as _jobs  # noqa: F401  # registers what runs at night


def register(app: Flask) -> None:
    """The command, and the ledger's own check."""
    app.cli.add_command(commands.ledger)
    service.register_check(
        "postings sum to zero", lambda: [f"posting {name}" for name in queries.unbalanced_postings()]
    )
