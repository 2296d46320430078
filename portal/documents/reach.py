"""Whose documents somebody may fetch at /documents/<id>. Later rooms register theirs by kind."""

from collections.abc import Callable

from flask import g

from portal.documents.queries import DocumentFacts
from portal.foundation.access import Actor, Helping

MayFetch = Callable[[DocumentFacts, Actor, Helping | None], bool]
_by_kind: dict[str, list[MayFetch]] = {}


def register(kind: str, may: MayFetch) -> None:
    """For rooms: `may` says whether this person may fetch a document of this kind beside the one it is for."""
    _by_kind.setdefault(kind, []).append(may)


def may_fetch(found: DocumentFacts) -> bool:
    """The one it is for, signed in as themselves; whoever helps or works here only as its room says."""
    if found.person_id == g.actor.id and not g.helping:
        return True
    return any(may(found, g.actor, g.helping) for may in _by_kind.get(found.kind, []))
