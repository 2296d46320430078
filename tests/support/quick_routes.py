"""Werkzeug compiles a small function for each of our 300 routes: 0.3 seconds for each portal that a test makes.

The function depends only on the route's text, so that here each is compiled once a process.
"""

from werkzeug.routing.rules import Rule


def compile_each_route_once():
    """For the rest of this process."""
    compiled, compile_builder = {}, Rule._compile_builder

    def remembered(rule, append_unknown=True):
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = remembered
