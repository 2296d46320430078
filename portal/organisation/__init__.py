"""The organisation, its teams, and every setting changed on screen, with its date."""

from flask import Flask


def register(app: Flask) -> None:
    """The settings pages, and the administrator's way to them."""
    from portal.foundation.pages import NavigationItem, add_navigation
    from portal.organisation import views

    app.register_blueprint(views.page)
    add_navigation(app, NavigationItem("Settings", "/admin/settings", "settings.change", 10))
