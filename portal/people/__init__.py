"""The people room: what people tell about themselves, who may act for them, and the list of people."""

from flask import Flask

from portal.foundation import access
from portal.foundation.pages import NavigationItem, add_navigation


def register(app: Flask) -> None:
    """Pages, who acts for whom, and what a failed message does to the review of needs."""
    from portal.messages import service as messages
    from portal.people import jobs as _jobs  # noqa: F401  # registers what runs at night
    from portal.people import service
    from portal.people.directory import views as _directory  # noqa: F401  # adds its pages to the blueprint
    from portal.people.helping.views import helping_now
    from portal.people.views import page

    app.register_blueprint(page)
    access.register("helping", helping_now)
    messages.when_contact_fails(service.ask_for_review)
    add_navigation(app, NavigationItem("People", "/people", "people.see", 20))
