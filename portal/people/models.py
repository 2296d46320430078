"""What people tell about themselves: strengths, times, the help they need, and who may act for them."""

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import calendar
from portal.foundation.database import Model, WithId


class Profile(Model):
    """Everything optional; an empty profile is a whole one."""

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    other_strengths: Mapped[str] = mapped_column(String(500), default="")
    strength_language: Mapped[str] = mapped_column(String(100), default="")
    strengths_at: Mapped[dt.datetime | None]
    travel: Mapped[str | None] = mapped_column(String(20))  # none, 5, 10, 25, any (miles)
    place: Mapped[str] = mapped_column(String(100), default="")  # postcode or town
    how_much: Mapped[str | None] = mapped_column(String(20))
    when_at: Mapped[dt.datetime | None]
    help_other: Mapped[str] = mapped_column(String(1000), default="")
    help_share: Mapped[str | None] = mapped_column(String(10))  # all, ask, no
    help_checked_at: Mapped[dt.datetime | None]  # review due 12 months later (rule 55)
    review_asked_at: Mapped[
        dt.datetime | None
    ]  # a message did not reach them: ask before the 12 months are over
    no_money_words: Mapped[bool] = mapped_column(
        default=False
    )  # no word of money in texts, e-mails or voicemail
    paused_until: Mapped[dt.date | None]
    hidden_tasks: Mapped[bool] = mapped_column(default=False)  # getting started is done with


class Strength(Model):
    """A strength that a person picked (codes: people/rules.py)."""

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)


class Availability(Model):
    """A time or a way in which a person can take part (codes: people/rules.py)."""

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)


class CommunicationNeed(Model):
    """A coded need of the Accessible Information Standard, in four groups, never a diagnosis."""

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    group: Mapped[str] = mapped_column(String(20), primary_key=True)  # contact, no-contact, format, meeting
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    detail: Mapped[str] = mapped_column(String(100), default="")


class TrustedGrant(WithId, Model):
    """What a person lets a trusted person do for them, until when (P-70)."""

    __table_args__ = (CheckConstraint("person_id <> helper_id", name="two_people"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    helper_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    relationship: Mapped[str] = mapped_column(String(40))
    powers: Mapped[list[str]] = mapped_column(JSON)  # keys of access.HELPER_POWERS
    given_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    until: Mapped[dt.date | None]
    ended_at: Mapped[dt.datetime | None]
