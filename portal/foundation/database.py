"""Database: typed base, UTC times, SQLite set up so that no update is lost, one `writing()` for every change.

Why so much care: 8 threads in 2 processes adding one to the same row lose most of their updates, silently, with the
SQLite driver's default transactions; with a plain BEGIN most fail at once with "database is locked".
"""

import datetime as dt
import fcntl
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, String, event, orm
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {  # so that migrations can name what they drop, alike on both databases
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread: no 0/o, 1/i/l
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # this database holds money: a commit survives a power cut
    "foreign_keys=ON",
    "busy_timeout=5000",
    "temp_store=MEMORY",
    "cache_size=-16000",
    "mmap_size=134217728",
)


def new_id() -> str:
    """16 characters, 79 bits: an id in an address can't be guessed or counted."""
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(16))


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment. Refuses naive times on the way in; always UTC on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    # In a registry: `type_annotation_map = …` on the class itself fails under Flask-SQLAlchemy 3.1.1.
    registry = orm.registry(
        type_annotation_map={dt.datetime: UtcDateTime()}, metadata=MetaData(naming_convention=NAMES)
    )


db = SQLAlchemy(model_class=Base)
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class WithId:
    """A row that addresses or other rows name."""

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)


class WithVersion:
    """A row that two people may edit: the second save is noticed, not lost."""

    version: Mapped[int] = mapped_column(default=1)


class Busy(RuntimeError):
    """No turn in time: answered with 503, Retry-After and the person's words kept."""


class Stale(RuntimeError):
    """Somebody else changed this row meanwhile: the person gets both versions and keeps what was typed."""


def check_version(row: WithVersion, seen: int) -> None:
    """Raises Stale unless `seen` is the row's version; counts it up for the change that follows."""
    if row.version != seen:
        raise Stale
    row.version += 1


@contextmanager
def turn_to_write(engine: Engine, seconds: float = 10) -> Iterator[None]:
    """Threads and processes queue at a lock file, in turn: the worst wait of 8 writers in two processes is 4 times
    the median, where a busy timeout alone gives over a thousand.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    turn = os.open(
        f"{engine.url.database}.turn", os.O_RDONLY | os.O_CREAT, 0o660
    )  # reading is enough to lock
    try:
        _take(turn, seconds)
        yield
    finally:
        fcntl.flock(turn, fcntl.LOCK_UN)  # closing is not enough: a child forked meanwhile holds a copy
        os.close(turn)


def _take(turn: int, seconds: float) -> None:
    """flock() knows no time limit and asking again and again is unfair: a thread waits."""
    try:
        return fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        copy, mine = os.dup(turn), threading.Event()

    def wait() -> None:
        fcntl.flock(copy, fcntl.LOCK_EX)
        os.close(copy)
        mine.set()

    threading.Thread(target=wait, daemon=True).start()
    if not mine.wait(seconds):
        raise Busy("nothing saved")


def install_sqlite(engine: Engine) -> None:
    """Foreign keys, durability and transactions of our own. Raises RuntimeError for a database in memory."""
    if engine.url.database in (None, "", ":memory:"):
        raise RuntimeError("SQLite in memory is one connection for every session: use a file")

    @event.listens_for(engine, "connect")
    def on_connect(conn: Any, _record: Any) -> None:
        conn.isolation_level = None  # the driver opens no transactions of its own
        cursor = conn.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(conn: Any) -> None:
        conn.exec_driver_sql(conn.get_execution_options().get("sqlite_begin", "BEGIN"))


_here = threading.local()  # the change this thread has open
Act = dict[str, list[Callable[..., None]]]


@contextmanager
def writing() -> Iterator[Session]:
    """One change, all of it or nothing. Inside another `writing()` it joins it: only the outermost begins and commits.

    What was read before is stale: read again inside, with `with_for_update=True` (PostgreSQL loses updates without).
    Slow work (PDFs, mail, pictures) stays outside. Raises Busy, and RuntimeError for a use that would lose work.
    """
    session = db.session()
    act, mine = session.info.get("act"), getattr(_here, "act", None)
    if act is not mine:
        raise RuntimeError("a change is open in another app context or thread")
    if act is None and (session.new or session.dirty or session.deleted):
        raise RuntimeError("changed before writing(): load and change inside it")
    with _inner(session, act) if act else _outermost(session):
        yield session


@contextmanager
def _inner(session: Session, act: Act) -> Iterator[None]:
    """A savepoint: an inner act that raises undoes itself alone, so the outer may catch it and go on."""
    marks = {name: len(steps) for name, steps in act.items()}
    try:
        with session.begin_nested():
            yield
    except BaseException:
        for name, mark in marks.items():
            del act[name][mark:]
        raise


@contextmanager
def _outermost(session: Session) -> Iterator[None]:
    session.rollback()
    act: Act = {"last": [], "after": []}
    with turn_to_write(db.engine):
        try:
            if (
                db.engine.dialect.name == "sqlite"
            ):  # the write lock at once: a read that turns into a write fails
                session.connection(execution_options={"sqlite_begin": "BEGIN IMMEDIATE"})
            opened = session.get_transaction() or session.begin()
            session.info["act"] = _here.act = act
            yield
            session.flush()
            for step in act["last"]:
                step(session)
            if session.get_transaction() is not opened:
                raise RuntimeError("commit or rollback inside writing(): leave by return or by raise")
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info.pop("act", None)
            _here.act = None
    for step in act["after"]:
        step()


def just_before_commit(step: Callable[[Session], None]) -> None:
    """For the audit chain, whose head is locked last: recording inside the body deadlocks on PostgreSQL."""
    _here.act["last"].append(step)


def once_kept(step: Callable[[], None]) -> None:
    """For queueing jobs: never for a change that did not happen."""
    _here.act["after"].append(step)


@event.listens_for(orm.Session, "before_flush")
def only_inside_writing(session: Session, _context: Any, _instances: Any) -> None:
    """A change outside `writing()` would be lost or half kept: it is refused."""
    if not session.info.get("act"):
        raise RuntimeError("a change outside writing()")
