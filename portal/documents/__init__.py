"""Documents: PDFs made once for a content and format, kept, fetched by whom they are for, and checked by their code.

A room hands over the finished value (service.issue) and answers a request with views.answer_with; the worker draws.
"""

from flask import Flask


def register(app: Flask) -> None:
    """Addresses, the code filter, and the limit on guessing codes."""
    from portal.documents import rules, views

    app.register_blueprint(views.page)
    app.jinja_env.filters["document_code"] = rules.shown_code
    views.limiter.init_app(app)
