"""What somebody typed when their time was over: kept sealed for a day, given back after they sign in again.

Only for who was signed in, only so much and so many: strangers fill no disk with it.
"""

import json
from dataclasses import dataclass

from flask import g, request, session
from sqlalchemy import delete, select

from portal.accounts import hashing, rules
from portal.accounts.models import KeptForm
from portal.foundation import calendar, sealed
from portal.foundation.database import db, new_id, writing
from portal.foundation.pages import answers_sent

LONGEST = 64_000  # characters: the longest form of words with room to spare
MOST = 10  # of one person


@dataclass(frozen=True)
class Kept:
    """A form to carry on with: where it goes and what was typed."""

    id: str
    path: str
    answers: list[tuple[str, str]]


def keep() -> None:
    """Keeps this request's form for the person whose time was over."""
    session.pop("kept_form", None)
    person_id, typed = g.get("was_signed_in"), json.dumps(answers_sent())
    if person_id is None or len(typed) > LONGEST:
        return
    secret, row_id = hashing.new_secret(), new_id()
    with writing() as work:
        work.execute(delete(KeptForm).where(KeptForm.id.in_(_ids_past(person_id, MOST - 1))))
        work.add(
            KeptForm(
                id=row_id,
                secret_hash=hashing.hashed(secret),
                person_id=person_id,
                path=request.full_path.rstrip("?")[:500],
                answers=sealed.seal(typed, f"kept_form.answers:{row_id}"),
            )
        )
    session["kept_form"] = secret


def _ids_past(person_id: str, most: int) -> list[str]:
    """The person's oldest kept forms, beyond the newest `most`."""
    newest_first = (
        select(KeptForm.id).where(KeptForm.person_id == person_id).order_by(KeptForm.made_at.desc())
    )
    return list(db.session.scalars(newest_first.offset(most)))


def waiting(person_id: str) -> Kept | None:
    """The newest form kept for this person; never another person's on a shared phone."""
    asked = select(KeptForm).where(
        KeptForm.person_id == person_id,
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
