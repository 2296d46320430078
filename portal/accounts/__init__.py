"""The accounts room: joining, signing in, the second step, staff and their roles."""

from typing import Any

from flask import Flask, g, redirect, render_template, request, url_for

PUBLIC_STILL = (
    "/me/two-step",
    "/sign-out",
    "/sign-in",
    "/help",
    "/privacy",
    "/accessibility",
    "/cookies",
    "/about",
)


def register(app: Flask) -> None:
    """What this room adds to the portal."""
    from portal.accounts import commands, jobs, links, sessions, throttle, views
    from portal.accounts.blueprint import page
    from portal.accounts.joining import views as joining
    from portal.accounts.joining.service import AddressTaken
    from portal.accounts.second_step import views as second_step
    from portal.accounts.signing_in import arriving
    from portal.accounts.signing_in import views as signing_in

    assert all((jobs, views, joining, second_step, signing_in))  # importing them is what registers them
    sessions.install(app)
    arriving.install()
    if page.name not in app.blueprints:
        app.register_blueprint(page)
    commands.register(app)
    app.before_request(second_step_first)
    app.register_error_handler(throttle.TooManyTries, wait_a_little)
    app.register_error_handler(links.LinkFails, link_fails)
    app.register_error_handler(AddressTaken, address_taken)


def second_step_first() -> Any:
    """Staff who have not set up their second step are led to it from every page of theirs."""
    from portal.accounts import sessions

    if (
        g.get("actor")
        and sessions.needs_second_step()
        and not request.path.startswith((*PUBLIC_STILL, "/static/"))
    ):
        return redirect(url_for("accounts.two_step"), 303)
    return None


def wait_a_little(problem: Any) -> tuple[str, int, dict[str, str]]:
    """Too many tries: how long to wait, in plain words."""
    page = render_template("accounts/wait.html", minutes=problem.minutes)
    return page, 429, {"Retry-After": str(problem.minutes * 60)}


def link_fails(problem: Any) -> tuple[str, int]:
    """A link that was used, is too old or never was."""
    return render_template("accounts/link_fails.html", why=problem.why), 410


def address_taken(_problem: Exception) -> tuple[str, int]:
    """Two accounts were made with one address, and the other was confirmed first."""
    return render_template("accounts/address_taken.html"), 409
