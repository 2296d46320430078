"""A kind of change of the tests' own: a word that is kept, so that what was applied can be seen."""

import pytest

from portal.changes import rules, service
from portal.organisation.models import Team


@pytest.fixture
def word(people):
    """Registers the kind "word", whose change gives the team Hearts another name; it can't be "taken"."""

    def apply(session, thing_id, values, *, by):
        session.get_one(Team, thing_id, with_for_update=True, populate_existing=True).name += values["word"]

    kind = rules.ChangeKind(
        "word",
        apply,
        lambda _thing, values: rules.Effect(len(values["word"]), 250, ("A sentence of its own.",)),
        lambda _thing, values: "Somebody has taken that name." if values["word"] == "taken" else None,
    )
    rules.register(kind)
    yield kind
    del rules.KINDS["word"]


@pytest.fixture
def proposed(word, hana):
    """`proposed(word="!")` is the id of a change that Hana proposed."""

    def propose(word="!", by=hana.id, starts=None, once="proposed"):
        rows = [("Name of the team", "Hearts", f"Hearts{word}")]
        return service.propose(
            "word",
            "hearts",
            "Hearts gets a new name",
            rows,
            {"word": word},
            starts,
            "It is time",
            by=by,
            once=once,
        )

    return propose
