"""The home room: what stands on every page, each role's first page, help, your own details, the footer's pages."""

from flask import Flask

from portal.foundation.pages import NavigationItem, add_navigation


def register(app: Flask) -> None:
    """What this room adds to the portal."""
    from portal.home import context, views
    from portal.home.details import views as details
    from portal.home.help import views as help_views
    from portal.home.person import views as person
    from portal.home.todo import views as todo

    assert all(
        (details, help_views, person, todo)
    )  # importing them is what adds their pages to the blueprint
    app.context_processor(context.on_every_page)
    app.register_blueprint(views.page)
    add_navigation(
        app,
        NavigationItem("Home", "/home", "profile.own", 1),
        NavigationItem("My own page", "/home/mine", "profile.own", 90, both=True),
        NavigationItem("To do", "/to-do", "messages.see", 8),
        NavigationItem("Create an account", "/join", None, 50),
        NavigationItem("Sign in", "/sign-in", None, 60),
    )
