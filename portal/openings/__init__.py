"""The openings room: the participant finds an opening and says "I am interested"; the coordinator offers it."""

from flask import Flask

from portal.foundation.pages import NavigationItem, add_navigation


def register(app: Flask) -> None:
    """Both sides' pages, and whose page a coordinator may open: people who turned to their teams."""
    from portal.openings import offering
    from portal.openings.finding import views as _list  # noqa: F401  # adds its pages
    from portal.openings.finding.blueprint import page
    from portal.openings.finding.interest import views as _interest  # noqa: F401  # adds its pages
    from portal.openings.finding.reach import people_who_asked, people_with_interest
    from portal.openings.finding.reading import views as _reading  # noqa: F401  # adds its pages
    from portal.people.queries import register_reach

    app.register_blueprint(page)
    offering.register(app)
    register_reach(people_with_interest)
    register_reach(people_who_asked)
    for permission in (None, "openings.join"):
        add_navigation(app, NavigationItem("Openings", "/openings", permission, 20))
