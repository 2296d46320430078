"""Every test makes a portal of its own. What is the same in all of them, 300 routes and their templates, is compiled
once a process: this takes a third off the time of the whole run.
"""

from jinja2 import BytecodeCache
from werkzeug.routing.rules import Rule


def compile_each_route_once():
    """For the rest of this process. What werkzeug compiles for a route depends only on the route's text."""
    compiled, compile_builder = {}, Rule._compile_builder

    def remembered(rule, append_unknown=True):
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = remembered


class TemplatesInMemory(BytecodeCache):
    """Compiled templates, by name and by what they say."""

    def __init__(self):
        self.kept = {}

    def load_bytecode(self, bucket):
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        self.kept[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = TemplatesInMemory()
