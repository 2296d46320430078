"""A small document template for tests of documents themselves."""

from contextlib import contextmanager

from jinja2 import ChoiceLoader, DictLoader

TRY = "try_it"
SOURCE = """{% extends "print/base.html" %}{% block title %}{{ title }}{% endblock %}
{% block description %}{{ title }}{% endblock %}
{% block content %}<h1>{{ title }}</h1><p>{{ words }}</p><p>{{ on|default(dated)|long_date }}</p>{% endblock %}"""


@contextmanager
def letter(app):
    """Adds the template for a while."""
    plain = app.jinja_env.loader
    app.jinja_env.loader = ChoiceLoader([DictLoader({f"print/{TRY}.html": SOURCE}), plain])
    yield
    app.jinja_env.loader = plain
