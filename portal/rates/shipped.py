"""The rate cards and reference limits that the portal ships with, read from `data/`: values for its tables."""

import csv
import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
NUMBERS = ("to_min", "block_minutes", "up_to_miles")


def cards() -> Iterator[dict[str, Any]]:
    """One scheme of payment each; the shared ones hold beside every card and are in use from the start."""
    for row in _rows("cards.csv"):
        shared = row["shared"] == "yes"
        yield {**row, "shared": shared, "in_use": shared}


def rates() -> Iterator[dict[str, Any]]:
    """One amount from a day on each, with its `scheme`; the file's pence may be broken, the table's tenths are not."""
    for row in _rows("rate_cards.csv"):
        pence = Fraction(row.pop("amount_pence"))
        yield {
            **row,
            **{name: int(row[name]) if row[name] else None for name in NUMBERS},
            "from_min": int(row["from_min"] or 0),
            "amount_tenths": int(pence * 10),
            "effective_from": dt.date.fromisoformat(row["effective_from"]),
            "effective_to": dt.date.fromisoformat(row["effective_to"]) if row["effective_to"] else None,
        }


def limits() -> Iterator[dict[str, Any]]:
    """One published figure from a day on each."""
    for row in _rows("reference_limits.csv"):
        start = dt.date.fromisoformat(row["effective_from"])
        yield {**row, "amount": int(row["amount"]), "effective_from": start}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
