"""Which kinds of cost hold on a day."""

import datetime as dt

from flask import g
from sqlalchemy import select

from portal.claims.kinds import rules, shipped
from portal.claims.kinds.models import KindRow
from portal.claims.kinds.rules import CostKind
from portal.foundation.database import db

FIELDS = (
    "code", "name", "short", "unit", "position", "receipt_above_pence", "cap_pence", "cap_per", "ask_above_pence",
    "agreement", "counts", "ledger_code", "effective_from", "offered",
)  # fmt: skip


def as_kind(row: KindRow) -> CostKind:
    """A row as the rules see it."""
    return CostKind(**{name: getattr(row, name) for name in FIELDS}, cap_codes=tuple(row.cap_codes.split()))


def all_rows() -> tuple[CostKind, ...]:
    """Every row, the organisation's own after those the portal ships with. One statement, once a request."""
    if "kind_rows" not in g:
        g.kind_rows = (*shipped.kinds(), *(as_kind(row) for row in db.session.scalars(select(KindRow))))
    rows: tuple[CostKind, ...] = g.kind_rows
    return rows


def kinds_on(day: dt.date) -> dict[str, CostKind]:
    """Each kind as it stands on a day, by code, in the order in which kinds are offered."""
    return rules.on_day(all_rows(), day)


def kind_on(code: str, day: dt.date) -> CostKind:
    """One kind on a day; for a day before it began, as it began."""
    found = kinds_on(day).get(code)
    return found or min((row for row in all_rows() if row.code == code), key=lambda row: row.effective_from)
