"""The office room: staff, the audit trail, health and figures for operators."""

from flask import Flask

from portal.foundation.pages import NavigationItem, add_navigation


def register(app: Flask) -> None:
    """What this room adds to the portal."""
    from portal.office import commands, views
    from portal.office.failed import views as failed
    from portal.office.health import metrics
    from portal.office.health import views as health
    from portal.office.staff import asking
    from portal.office.staff import views as staff
    from portal.office.trail import views as trail

    assert all((failed, health, staff, trail))  # importing them is what adds their pages to the blueprint
    asking.register_kinds()
    app.register_blueprint(views.page)
    commands.register(app)
    metrics.install(app)
    add_navigation(
        app,
        NavigationItem("Staff", "/admin/staff", "staff.manage", 20),
        NavigationItem("Audit", "/admin/audit", "audit.read", 40),
    )
