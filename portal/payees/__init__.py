"""How a person is paid: bank details in versions, and their confirmation by a second person."""

from flask import Flask

from portal.foundation.pages import NavigationItem, add_navigation
from portal.payees import views


def register(app: Flask) -> None:
    """The pages, and finance's way to them."""
    app.register_blueprint(views.page)
    add_navigation(app, NavigationItem("Bank details", "/finance/bank", "bank.check", 20))
