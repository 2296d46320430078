"""The coordinator's side of openings and the participant's role, by subject."""

from flask import Flask

from portal.foundation.pages import NavigationItem, add_navigation


def register(app: Flask) -> None:
    """Pages under /manage/openings and /roles, and what a project's page shows of its openings."""
    from portal.openings.offering.agreements.views import page as agreements
    from portal.openings.offering.interests.views import page as interests
    from portal.openings.offering.meetings.views import page as meetings
    from portal.openings.offering.publishing.queries import openings_of_project
    from portal.openings.offering.publishing.views import page as publishing
    from portal.openings.offering.roles.views import page as roles
    from portal.projects.queries import register_openings

    for pages in (publishing, meetings, interests, agreements, roles):
        app.register_blueprint(pages)
    register_openings(openings_of_project)
    add_navigation(app, NavigationItem("Openings", "/manage/openings", "openings.manage", 30))
