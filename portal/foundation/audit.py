"""The trail: append-only events, chained by hash.

A1  An event is never changed or deleted.            triggers on both databases
A2  Each event's hash covers the hash before it.     _append(), `flask audit verify`
A2a It is made with the portal's key: who can write to the database alone can't make another chain that fits.
A2b A tail that was cut off is missed.               keep_head(), nightly, in a file apart from the database
A3  An event is kept with its change, or neither.    record() only hands it to just_before_commit
A4  The chain's head is locked last.                 just_before_commit; so two writers can't deadlock on it
"""

import datetime as dt
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from flask import current_app, g, has_request_context
from sqlalchemy import DDL, JSON, String, event, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.foundation import calendar
from portal.foundation.database import Model, db, just_before_commit
from portal.foundation.sealed import same_value_digest

START = "0" * 64
log = structlog.get_logger()


class AuditEvent(Model):
    """What was done, by whom, for whom, when; sealed values appear as "changed" only."""

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    verb: Mapped[str] = mapped_column(String(80), index=True)  # "claim sent": a sentence's middle
    kind: Mapped[str] = mapped_column(String(40))  # "claim"
    thing_id: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(40), index=True)  # a person's id, or "portal"
    person_id: Mapped[str | None] = mapped_column(String(40), index=True)  # whom it is about
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    request_id: Mapped[str | None] = mapped_column(String(40))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Model):
    """The last link of the chain, one row."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


NEVER_CHANGED = (  # PostgreSQL's, for triggers of every table that only grows
    "CREATE OR REPLACE FUNCTION never_changed() RETURNS trigger AS $$ BEGIN "
    "RAISE EXCEPTION '% is never changed', TG_TABLE_NAME; END $$ LANGUAGE plpgsql"
)
REFUSE = {
    "sqlite": [
        f"CREATE TRIGGER audit_event_no_{verb} BEFORE {verb.upper()} ON audit_event "
        "BEGIN SELECT RAISE(ABORT, 'an audit event is never changed'); END"
        for verb in ("update", "delete")
    ],
    "postgresql": [
        NEVER_CHANGED,
        "CREATE TRIGGER audit_event_never_changed BEFORE UPDATE OR DELETE ON audit_event "
        "FOR EACH ROW EXECUTE FUNCTION never_changed()",
    ],
}
for dialect, statements in REFUSE.items():
    for statement in statements:  # DDL() formats with %: a bare one is doubled
        ddl = DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]  # of theirs
        event.listen(AuditEvent.__table__, "after_create", ddl)


def record(
    verb: str, kind: str, thing_id: str, *, by: str, person_id: str | None = None, **details: Any
) -> None:
    """Hands an event to the end of this `writing()`. `details` are plain values; money in pence, named so."""
    values = {
        "at": calendar.now(),
        "verb": verb,
        "kind": kind,
        "thing_id": thing_id,
        "by": by,
        "person_id": person_id,
        "details": json.loads(json.dumps(details, default=str)),
        "request_id": g.get("request_id") if has_request_context() else None,
    }
    just_before_commit(lambda session: _append(session, values))


def _append(session: Session, values: dict[str, Any]) -> None:
    head = session.get(AuditHead, 1, with_for_update=True, populate_existing=True)
    if head is None:
        head = AuditHead(id=1, seq=0, hash=START)
        session.add(head)
    head.seq += 1
    head.hash = link(head.hash, head.seq, values)
    session.add(AuditEvent(seq=head.seq, hash=head.hash, **values))
    session.flush()


def link(before: str, seq: int, values: dict[str, Any]) -> str:
    """The keyed hash of one event over a canonical form of it and the hash before, 64 hex digits."""
    plain = {**values, "at": values["at"].astimezone(dt.UTC).isoformat(), "seq": seq, "before": before}
    return same_value_digest(json.dumps(plain, sort_keys=True, ensure_ascii=True), "audit event")


def keep_head() -> None:
    """Writes how far the chain reaches today to a file apart from the database, and to the log."""
    head = db.session.get(AuditHead, 1)
    if head is None:
        return
    with _heads_file().open("a", encoding="utf-8") as file:
        file.write(f"{calendar.now().isoformat(timespec='seconds')} {head.seq} {head.hash}\n")
        file.flush()
        os.fsync(file.fileno())
    log.info("audit head", seq=head.seq, hash=head.hash)


def _heads_file() -> Path:
    folder: Path = current_app.extensions["settings"].data_dir
    return folder / "audit-heads"


def _kept_heads() -> dict[int, str]:
    """The hash that each kept event had, by its number."""
    try:
        rows = [line.split() for line in _heads_file().read_text(encoding="utf-8").splitlines()]
    except FileNotFoundError:
        return {}
    return {int(seq): hash_ for _at, seq, hash_ in rows}


@dataclass(frozen=True)
class Verified:
    """What a walk over the chain found: how many events, and the first that does not fit (None: all fit)."""

    events: int
    broken_at: int | None


def verify() -> Verified:
    """Walks the whole chain, a thousand events at a time; also notices a missing tail."""
    before, expected, kept = START, 1, _kept_heads()
    for row in db.session.scalars(
        select(AuditEvent).order_by(AuditEvent.seq).execution_options(yield_per=1000)
    ):
        values = {name: getattr(row, name) for name in VALUES}
        fits = row.hash == link(before, row.seq, values) == kept.pop(row.seq, row.hash)
        if row.seq != expected or not fits:
            return Verified(expected - 1, expected)
        before, expected = row.hash, expected + 1
    head = db.session.get(AuditHead, 1)
    whole = (head.seq, head.hash) if head else (0, START)
    fits = whole == (expected - 1, before) and not kept
    return Verified(expected - 1, None if fits else expected)


VALUES = ("at", "verb", "kind", "thing_id", "by", "person_id", "details", "request_id")
