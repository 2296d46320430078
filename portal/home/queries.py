"""What the first pages show, gathered from the rooms."""

from dataclasses import dataclass, field
from typing import Any

from portal.accounts import queries as accounts


@dataclass(frozen=True)
class Home:
    """A participant's first page (P-07)."""

    name: str
    needs: list[Any] = field(default_factory=list)


def home(person_id: str) -> Home:
    return Home(accounts.person(person_id).name)


def some_openings() -> list[Any]:
    """Three current openings for who is not signed in (P-01)."""
    return []
