"""Payment runs, their files, and statements."""

from flask import Flask

from portal.documents import reach
from portal.foundation.pages import NavigationItem, add_navigation
from portal.ledger import service as ledger
from portal.payments import checks
from portal.payments.runs import views as runs
from portal.payments.statements import views as statements


def register(app: Flask) -> None:
    """Pages, finance's navigation, and what ties the lines and runs to the ledger."""
    app.register_blueprint(runs.page)
    app.register_blueprint(statements.page)
    add_navigation(
        app,
        NavigationItem("Payments", "/finance", "payments.see", 10),
        NavigationItem("Statements", "/finance/statements", "statements.see", 30),
    )
    reach.register("statement", lambda _found, actor, _helping: actor.may("statements.see"))
    reach.register("run-sheet", lambda _found, actor, _helping: actor.may("payments.see"))
    ledger.register_check("claims are the sum of their lines", checks.claims)
    ledger.register_check("lines tie to the ledger", checks.lines)
    ledger.register_check("runs tie to the ledger", checks.runs)
