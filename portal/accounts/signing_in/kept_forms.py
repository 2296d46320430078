"""What somebody typed when their time was over: kept sealed for a day, given back after they sign in again."""

import json
from dataclasses import dataclass

from flask import g, request, session
from sqlalchemy import delete, or_, select

from portal.accounts import hashing, rules
from portal.accounts.models import KeptForm
from portal.foundation import calendar, sealed
from portal.foundation.database import db, new_id, writing
from portal.foundation.pages import answers_sent


@dataclass(frozen=True)
class Kept:
    """A form to carry on with: where it goes and what was typed."""

    id: str
    path: str
    answers: list[tuple[str, str]]


def keep() -> None:
    """Keeps this request's form, for the person whose time was over, or for this browser."""
    secret, row_id = hashing.new_secret(), new_id()
    typed = sealed.seal(json.dumps(answers_sent()), f"kept_form.answers:{row_id}")
    with writing() as work:
        work.add(
            KeptForm(
                id=row_id,
                secret_hash=hashing.hashed(secret),
                person_id=g.get("was_signed_in"),
                path=request.full_path.rstrip("?")[:500],
                answers=typed,
            )
        )
    session["kept_form"] = secret


def waiting(person_id: str) -> Kept | None:
    """The newest form kept for this person or this browser; never another person's on a shared phone."""
    mine = KeptForm.person_id == person_id
    here = KeptForm.secret_hash == hashing.hashed(session.get("kept_form", ""))
    asked = select(KeptForm).where(
        or_(mine, here & KeptForm.person_id.is_(None)),
        KeptForm.made_at > calendar.now() - rules.KEPT_FORM_LIFE,
    )
    row = db.session.scalar(asked.order_by(KeptForm.made_at.desc()).limit(1))
    return _opened(row) if row else None


def _opened(row: KeptForm) -> Kept:
    typed = json.loads(sealed.open_sealed(row.answers, f"kept_form.answers:{row.id}"))
    return Kept(row.id, row.path, [(name, value) for name, value in typed])


def throw_away(kept_id: str) -> None:
    """It was sent, or its writer does not want it."""
    session.pop("kept_form", None)
    with writing() as work:
        work.execute(delete(KeptForm).where(KeptForm.id == kept_id))
