"""The shipped schemes as rules see them, straight from the data files."""

import csv
import datetime as dt
from fractions import Fraction
from pathlib import Path

from portal.rates.rules import Limit, Preparation, Rate, Unit

DATA = Path(__file__).parents[2] / "portal/rates/data"
D = dt.date.fromisoformat


def scheme(name: str) -> tuple[Rate, ...]:
    """All rows of a shipped scheme; a row's id says which it is: "NIHR T1 2025-12-16"."""
    return tuple(_rate(row) for row in _rows("rate_cards.csv") if row["scheme"] == name)


def limits() -> tuple[Limit, ...]:
    return tuple(
        Limit("", row["code"], row["label"], int(row["amount"]), row["unit"], D(row["effective_from"]))
        for row in _rows("reference_limits.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))


def _rate(row: dict[str, str]) -> Rate:
    numbers = {name: _number(row[name]) for name in ("from_min", "to_min", "block_minutes", "up_to_miles")}
    return Rate(
        id=f"{row['scheme']} {row['code']} {row['effective_from']}",
        code=row["code"],
        label=row["label"],
        unit=Unit(row["unit"]),
        amount_tenths=int(Fraction(row["amount_pence"]) * 10),
        effective_from=D(row["effective_from"]),
        effective_to=D(row["effective_to"]) if row["effective_to"] else None,
        preparation=Preparation(row["preparation"]),
        scheme=row["scheme"],
        confidence=row["confidence"],
        **numbers,
    )


def _number(text: str) -> int | None:
    return int(text) if text else None
