"""Reports for boards, budget holders and coordinators."""

from flask import Flask

from portal.documents import reach
from portal.foundation.pages import NavigationItem, add_navigation
from portal.reports import views


def register(app: Flask) -> None:
    """The page and the way to it."""
    app.register_blueprint(views.page)
    add_navigation(app, NavigationItem("Reports", "/reports", "reports.see", 60))
    reach.register("report", lambda _found, actor, _helping: actor.may("reports.see"))
