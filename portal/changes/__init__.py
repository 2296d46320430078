"""Changes of money, limits and money roles: one person proposes, a second one confirms."""

from flask import Flask


def register(app: Flask) -> None:
    """The pages of proposed changes, and the way to them."""
    from portal.changes import rules, settings, views
    from portal.foundation.pages import NavigationItem, add_navigation
    from portal.organisation import second_person

    app.register_blueprint(views.page)
    rules.register(settings.KIND)
    second_person.register(settings)
    add_navigation(app, NavigationItem("Changes", "/admin/changes", "changes.confirm", 35))
