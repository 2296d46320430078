"""The made-up trust, read from the files beside: people, places and stories. More people and openings than these are
made from them, so that the demo can be of any size.
"""

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
DOMAIN = "demo.example"
PASSWORD = "a-walk-by-the-river"  # public, and valid in the demo alone


@lru_cache
def read(name: str) -> dict[str, Any]:
    """One file of the demo's content."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class PersonPlan:
    """Somebody who takes part."""

    name: str
    email: str
    strengths: list[str]
    times: list[str]
    ways: list[str]
    travel: str
    place: str
    needs: list[str]
    language: str = ""
    format: str = ""
    goals: list[str] = field(default_factory=list)


def people(count: int) -> list[PersonPlan]:
    """So many people: those of the file first, then others put together from them."""
    known = read("people")["people"]
    return [_person(known, number) for number in range(count)]


def _person(known: list[dict[str, Any]], number: int) -> PersonPlan:
    row = known[number % len(known)]
    if number < len(known):
        return PersonPlan(email=_email(number), **row)
    first = row["name"].split()[0]
    last = known[(number * 7 + number // len(known)) % len(known)]["name"].split()[-1]
    return PersonPlan(email=_email(number), **{**row, "name": f"{first} {last}", "goals": []})


def _email(number: int) -> str:
    return {0: f"participant@{DOMAIN}", 1: f"helper@{DOMAIN}"}.get(number, f"person{number}@{DOMAIN}")


@dataclass(frozen=True)
class OpeningPlan:
    """An opening and what came of it; `weeks` are its meetings, from today."""

    project: str
    name: str
    summary: str
    purpose: str
    tasks: str
    strengths: list[str]
    needs: list[str]
    how: str
    place: str
    when: str
    hour: int
    minutes: int
    places: int
    pays: bool
    weeks: list[int]
    people: int
    stories: list[str] = field(default_factory=list)
    miles: int | None = None
    draft: bool = False


def openings(count: int) -> list[OpeningPlan]:
    """So many openings: those of the file first, then later groups of the same kind."""
    known = read("openings")["openings"]
    return [_opening(known, number) for number in range(count)]


def _opening(known: list[dict[str, Any]], number: int) -> OpeningPlan:
    row, turn = known[number % len(known)], number // len(known)
    if turn == 0:
        return OpeningPlan(**row)
    later = {
        "weeks": [2 + number % 6],
        "people": 0,
        "draft": False,
        "tasks": row["tasks"] or "You come and tell us.",
    }
    return OpeningPlan(**{**row, **later, "name": f"{row['name']}, group {turn + 1}"})
