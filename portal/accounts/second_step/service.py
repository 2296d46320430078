"""Setting the second step up, and checking its codes (security.md 2.5)."""

import secrets

import pyotp
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.accounts import hashing, throttle
from portal.accounts.models import Person, RecoveryCode
from portal.foundation import audit, calendar, sealed
from portal.foundation.database import ID_ALPHABET, db, writing

STEP = 30  # seconds that one code is good for
RECOVERY_CODES, RECOVERY_LENGTH = 10, 12


def new_secret() -> str:
    """For an app to hold; nothing is kept until a first code has shown that it does."""
    return pyotp.random_base32()


def address_for_app(secret: str, name: str, service_name: str) -> str:
    """What the picture says to the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=service_name)


def set_up(person_id: str, secret: str, code: str) -> list[str] | None:
    """Turns the second step on when the first code is right: the recovery codes, shown once. None: a wrong code.
    Every other sign-in of the person ends.
    """
    step = _step_of(secret, code, after=0)
    if step is None:
        return None
    with writing() as session:
        person = session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
        person.totp_secret = sealed.seal(secret, f"person.totp_secret:{person_id}")
        person.totp_last_step = step
        person.sessions_ended += 1
        codes = _new_codes(session, person_id)
        audit.record("second step set up", "person", person_id, by=person_id, person_id=person_id)
        return codes


def _new_codes(session: Session, person_id: str) -> list[str]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    codes = [
        "".join(secrets.choice(ID_ALPHABET) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)
    ]
    session.add_all(RecoveryCode(person_id=person_id, code_hash=_hash_of(person_id, code)) for code in codes)
    return codes


def check_code(person_id: str, typed: str) -> bool:
    """Whether a 6-digit code or a recovery code is right; it is used by this. Raises TooManyTries."""
    counted = throttle.by_account(f"code:{person_id}")
    tries = throttle.take(counted)
    code = "".join(typed.split()).replace("-", "").lower()
    right = _use_app_code(person_id, code) if code.isdigit() else _use_recovery_code(person_id, code)
    if right:
        throttle.forget(counted, tries)
    return right


def _use_app_code(person_id: str, code: str) -> bool:
    with writing() as session:
        person = session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
        if not person.totp_secret:
            return False
        secret = sealed.open_sealed(person.totp_secret, f"person.totp_secret:{person_id}")
        step = _step_of(secret, code, after=person.totp_last_step)
        if step is not None:
            person.totp_last_step = step
        return step is not None


def _step_of(secret: str, code: str, after: int) -> int | None:
    """The time step that a code belongs to, one to each side of now for clocks that differ; never one used before."""
    now = int(calendar.now().timestamp()) // STEP
    steps = (now - 1, now, now + 1)
    app = pyotp.TOTP(secret)
    fits = [
        step for step in steps if step > after and pyotp.utils.strings_equal(app.generate_otp(step), code)
    ]
    return fits[-1] if fits else None


def _use_recovery_code(person_id: str, code: str) -> bool:
    mine = select(RecoveryCode).where(
        RecoveryCode.person_id == person_id,
        RecoveryCode.code_hash == _hash_of(person_id, code),
        RecoveryCode.used_at.is_(None),
    )
    with writing() as session:
        row = session.scalar(mine.with_for_update())
        if row is None:
            return False
        row.used_at = calendar.now()
        audit.record("recovery code used", "person", person_id, by=person_id, person_id=person_id)
        return True


def _hash_of(person_id: str, code: str) -> str:
    return hashing.hidden(code, f"recovery:{person_id}")


def codes_left(person_id: str) -> int:
    """How many recovery codes are still good."""
    left = db.select(db.func.count()).where(
        RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(left) or 0
