"""The kinds of cost that the portal ships with, read from `data/`: they stand behind an organisation's own rows."""

import csv
import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from portal.claims.kinds.rules import CostKind

KINDS = Path(__file__).parent.parent / "data" / "kinds.csv"
NUMBERS = ("receipt_above_pence", "cap_pence", "ask_above_pence")


@cache
def kinds() -> tuple[CostKind, ...]:
    """One kind from a day on each."""
    with KINDS.open(encoding="utf-8", newline="") as file:
        return tuple(_kind(row) for row in csv.DictReader(file))


def _kind(row: dict[str, Any]) -> CostKind:
    numbers = {name: int(row[name]) if row[name] else None for name in NUMBERS}
    return CostKind(**{
        **row, **numbers, "cap_codes": tuple(row["cap_codes"].split()), "counts": row["counts"] == "yes",
        "position": int(row["position"]), "effective_from": dt.date.fromisoformat(row["effective_from"]),
    })  # fmt: skip
