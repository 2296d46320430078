"""Improvement projects of the teams, and the stage each is at."""

from flask import Flask


def register(app: Flask) -> None:
    """The pages under /manage/projects. Their way in is the coordinator's list of openings."""
    from portal.projects import views

    app.register_blueprint(views.page)
