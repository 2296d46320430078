"""Changes of money, limits and money roles: one person proposes, a second one confirms."""

from flask import Flask


def register(app: Flask) -> None:
    """The pages of proposed changes, and the way to them while one waits."""
    from portal.changes import queries, views
    from portal.foundation.pages import NavigationItem, add_navigation

    app.register_blueprint(views.page)
    add_navigation(
        app, NavigationItem("Changes", "/admin/changes", "changes.confirm", 35, waiting=queries.count_for)
    )
