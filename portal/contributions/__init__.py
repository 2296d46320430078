"""What people give: the log, stories, how it was; what they want to learn; and the record they can show."""

from flask import Flask

from portal.foundation.pages import NavigationItem, add_navigation


def register(app: Flask) -> None:
    """Each subject's pages, the ways to them, and what openings are matched by."""
    from portal.contributions.goals import views as goals
    from portal.contributions.log import views as log
    from portal.contributions.queries import select_goals
    from portal.contributions.record import views as record
    from portal.contributions.stories import views as stories
    from portal.contributions.telling import views as telling
    from portal.openings.finding.reach import register_goals

    for subject in (log, telling, goals, record, stories):
        app.register_blueprint(subject.page)
    register_goals(select_goals)
    add_navigation(
        app,
        NavigationItem("Log what you did", "/log/new", "log.own", 30),
        NavigationItem("Stories", "/stories", "stories.read", 40),
    )
