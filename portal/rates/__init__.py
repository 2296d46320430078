"""Rate cards, limits on costs, reference figures, and what they would pay."""

from flask import Flask

from portal.foundation.pages import NavigationItem, add_navigation


def register(app: Flask) -> None:
    """Puts the room into the portal: its pages, its command, its place in the header."""
    from portal.rates import applying
    from portal.rates.commands import rates
    from portal.rates.views import page

    applying.register_kinds()
    app.register_blueprint(page)
    app.cli.add_command(rates)
    add_navigation(app, NavigationItem("Rates", "/admin/rates", "rates.change", 30))
