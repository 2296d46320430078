"""People as the portal knows them at its door: who may sign in, how, and in which staff roles."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import calendar
from portal.foundation.database import Model, WithId, WithVersion


class Person(WithId, WithVersion, Model):
    """Anyone who can sign in. Provisional until an e-mailed or texted link was opened: then it owns its address."""

    __table_args__ = (
        Index(
            "uq_person_email_key", "email_key", unique=True,
            sqlite_where=text("confirmed_at IS NOT NULL"), postgresql_where=text("confirmed_at IS NOT NULL"),
        ),
        Index(
            "uq_person_mobile", "mobile", unique=True,
            sqlite_where=text("confirmed_at IS NOT NULL"), postgresql_where=text("confirmed_at IS NOT NULL"),
        ),
    )  # fmt: skip

    name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(254), index=True)  # NFKC, casefolded
    mobile: Mapped[str | None] = mapped_column(String(20))
    takes_part: Mapped[bool] = mapped_column(default=True)
    joined_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    agreed_at: Mapped[dt.datetime | None]
    confirmed_at: Mapped[dt.datetime | None]
    password_hash: Mapped[str | None] = mapped_column(String(200))
    session_key: Mapped[str] = mapped_column(String(40), unique=True)  # what the cookie names, never the id
    sessions_ended: Mapped[int] = mapped_column(default=0)  # "sign out everywhere" is one number
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed
    totp_last_step: Mapped[int] = mapped_column(default=0)  # a code is used once
    last_seen_at: Mapped[dt.datetime | None]
    left_at: Mapped[dt.datetime | None]

    @property
    def address(self) -> str:
        """Where links are sent: the e-mail address, else the mobile number."""
        return self.email or self.mobile or ""

    @property
    def address_key(self) -> str:
        """The same as an account is found by."""
        return self.email_key or self.mobile or ""


class StaffRole(WithId, Model):
    """A staff role from when to when; without a team it holds in the whole organisation."""

    __table_args__ = (
        Index(
            "uq_staff_role_live", "person_id", "role", text("coalesce(team_id, '')"), unique=True,
            sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
        ),
    )  # fmt: skip

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    team_id: Mapped[str | None] = mapped_column(ForeignKey("team.id"))
    given_by: Mapped[str] = mapped_column(String(40))
    given_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[str | None] = mapped_column(String(40))


class SignInLink(WithId, Model):
    """A link or code sent to an address; only its hash is kept, and it is used once."""

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))  # keys of rules.LINK_LIFE
    address: Mapped[str | None] = mapped_column(
        String(254)
    )  # change-address: what becomes theirs when it's opened
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]


class RecoveryCode(WithId, Model):
    """One of the codes shown once when the second step is set up; hashed, used once."""

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[dt.datetime | None]


class SignInFailure(WithId, Model):
    """A try that is counted, by account and by network (kept a day)."""

    about: Mapped[str] = mapped_column(
        String(80), index=True
    )  # "account:<hash>", "network:<hash>", "link:<hash>"…
    at: Mapped[dt.datetime] = mapped_column(default=calendar.now, index=True)


class KnownDevice(WithId, Model):
    """A browser that signed in before: a sign-in from another is told to the person."""

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    last_used_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)


class EndedSignIn(WithId, Model):
    """A sign-in that its owner ended: a copy of its cookie opens nothing (kept as long as a cookie lasts)."""

    sign_in: Mapped[str] = mapped_column(String(40), unique=True)
    at: Mapped[dt.datetime] = mapped_column(default=calendar.now, index=True)


class KeptForm(WithId, Model):
    """What somebody typed when their session had ended, given back after they sign in again (kept a day)."""

    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[str | None] = mapped_column(String(16))
    path: Mapped[str] = mapped_column(String(500))
    answers: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now, index=True)


class CallBack(WithId, Model):
    """Somebody asked to be called (P-03, P-72)."""

    __table_args__ = (CheckConstraint("length(phone) > 0", name="phone_given"),)

    name: Mapped[str] = mapped_column(String(100))
    phone: Mapped[str] = mapped_column(String(30))
    best_time: Mapped[str] = mapped_column(String(40))
    topic: Mapped[str] = mapped_column(String(500), default="")
    person_id: Mapped[str | None] = mapped_column(String(16))
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
