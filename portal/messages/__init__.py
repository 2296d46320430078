"""Messages: who is written to and how, the outbox, e-mail and texts, and what staff must do by hand.

Rooms call service.tell inside the transaction of what it tells. Words are in templates/sent/<kind>.txt.
"""

from flask import Flask


def register(app: Flask) -> None:
    """The jobs that send; in the demo, the page that shows what would have been sent."""
    from portal.messages import jobs, views

    jobs.install()
    if app.extensions["settings"].demo:
        app.register_blueprint(views.page)
