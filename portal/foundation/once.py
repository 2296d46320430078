"""Once-only acts: a form sent twice, or eight times at once, is done once and answered eight times alike."""

import datetime as dt
import functools
import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from flask import current_app
from sqlalchemy import JSON, String, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import calendar
from portal.foundation.database import Model, db, writing

KEPT = dt.timedelta(hours=48)
LONGEST_KEY = 40


class Once(Model):
    """A key that a person's form carried, what was asked under it, and what came of it."""

    person: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), primary_key=True)
    content: Mapped[str] = mapped_column(String(64))
    result: Mapped[Any] = mapped_column(JSON, nullable=True)
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now, index=True)


class NoKey(ValueError):
    """The form's key was left out, or is none of ours."""


class OtherContent(ValueError):
    """You have already sent this form with other answers."""


def fingerprint(*asked: object) -> str:
    """With a secret: the content may be bank details, which a plain hash would let anyone guess."""
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.new(secret, repr(asked).encode(), hashlib.sha256).hexdigest()


def once_only(service: Callable[..., Any]) -> Callable[..., Any]:
    """Same person, key and content: the first result again. Other content: OtherContent. No key, or
    one that is too long: NoKey.

    The service takes `by` (the acting person's id, or a session's for somebody not signed in); its callers also give
    `once`, the form's key. A result is a reference (JSON), from which the view makes the same redirect. An act that
    raised leaves no key: it may be tried again. Its arguments must be plain values, so that equal asks look equal.
    """

    @functools.wraps(service)
    def run(*args: Any, by: str, once: str, **kwargs: Any) -> Any:
        if not 0 < len(once) <= LONGEST_KEY:
            raise NoKey
        content = fingerprint(service.__qualname__, args, sorted(kwargs.items()))
        insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
        with writing() as session:
            mine = insert(Once).values(person=by, key=once, content=content, made_at=calendar.now())
            new = session.execute(mine.on_conflict_do_nothing().returning(Once.key)).first()
            kept = session.get_one(Once, (by, once), populate_existing=True)
            if new is None and not hmac.compare_digest(kept.content, content):
                raise OtherContent
            if new is not None:
                kept.result = service(*args, by=by, **kwargs)
            return kept.result

    return run


def kept(by: str, once: str | None) -> Once | None:
    """The key of a form that this person sent before, for a page that must know before it asks the service."""
    return db.session.get(Once, (by, once or ""))


def forget_old_keys() -> int:
    """Deletes keys past their 48 hours; how many went."""
    with writing() as session:
        gone: Any = session.execute(delete(Once).where(Once.made_at < calendar.now() - KEPT))
        return int(gone.rowcount)
