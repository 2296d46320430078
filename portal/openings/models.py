"""Openings, their meetings, who is interested, the roles that come of it, and who came."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import calendar
from portal.foundation.database import Model, WithId, WithVersion


class Opening(WithId, WithVersion, Model):
    """Something people can join. The parts of C-30; published only when all are there (rule 59)."""

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id"), index=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(200), default="")  # what it is in one line
    purpose: Mapped[str] = mapped_column(String(2000), default="")  # what we want to change and why
    can_change: Mapped[str] = mapped_column(String(2000), default="")  # what people can and cannot change
    tasks: Mapped[str] = mapped_column(String(2000), default="")  # what you would do
    who: Mapped[str] = mapped_column(String(1000), default="")  # who we would like; "you do not need …"
    new_is_fine: Mapped[bool] = mapped_column(default=True)
    training: Mapped[bool] = mapped_column(default=False)  # learning is part of it
    how: Mapped[str] = mapped_column(String(20), default="")  # in person, online, both, at home
    place: Mapped[str] = mapped_column(String(200), default="")
    miles: Mapped[int | None]  # from the town centre, for "Check first"; None: not known
    when_words: Mapped[str] = mapped_column(String(200), default="")
    when_code: Mapped[str | None] = mapped_column(String(20))  # as in people's availability codes
    minutes: Mapped[int | None]  # of one session
    preparation_minutes: Mapped[int | None]  # before each session; None: nothing to prepare (rule 6)
    places: Mapped[int | None]
    access: Mapped[str] = mapped_column(String(2000), default="")  # access of the place, help we can give
    needs_we_can_meet: Mapped[list[str]] = mapped_column(
        JSON, default=list
    )  # codes of people's meeting needs
    pays_time: Mapped[bool | None]
    rate_card_id: Mapped[str | None] = mapped_column(ForeignKey("rate_card.id"))
    rate_code: Mapped[str | None] = mapped_column(String(20))
    pay_words: Mapped[str] = mapped_column(String(500), default="")  # how it is paid
    costs_words: Mapped[str] = mapped_column(String(1000), default="")  # which costs, how not to pay first
    decide_how: Mapped[str] = mapped_column(String(20), default="")  # together, ask and answer, tell
    decide_words: Mapped[str] = mapped_column(String(1000), default="")
    lead_name: Mapped[str] = mapped_column(String(100), default="")
    lead_phone: Mapped[str] = mapped_column(String(30), default="")
    lead_person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    answer_days: Mapped[int | None]  # working days until an interest is answered
    hear_by: Mapped[dt.date | None]  # by when people hear what came of it
    closes_on: Mapped[dt.date | None]
    made_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    published_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    closed_at: Mapped[dt.datetime | None]


class OpeningStrength(Model):
    """A strength that an opening would welcome (codes: people/rules.py)."""

    opening_id: Mapped[str] = mapped_column(ForeignKey("opening.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)


class Meeting(WithId, Model):
    """A dated session of an opening."""

    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),)

    opening_id: Mapped[str] = mapped_column(ForeignKey("opening.id"), index=True)
    starts_at: Mapped[dt.datetime] = mapped_column(index=True)
    ends_at: Mapped[dt.datetime]
    place: Mapped[str] = mapped_column(String(200), default="")
    online: Mapped[bool] = mapped_column(default=False)
    called_off_at: Mapped[dt.datetime | None]
    called_off_why: Mapped[str] = mapped_column(String(300), default="")


class Interest(WithId, WithVersion, Model):
    """A person would like to join an opening (P-22). One open one a person and opening."""

    __table_args__ = (
        Index(
            "uq_interest_open", "opening_id", "person_id", unique=True,
            sqlite_where=text("state IN ('sent', 'talking', 'accepted')"),
            postgresql_where=text("state IN ('sent', 'talking', 'accepted')"),
        ),
    )  # fmt: skip

    opening_id: Mapped[str] = mapped_column(ForeignKey("opening.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))  # draft, sent, talking, accepted, not this time, withdrew
    words: Mapped[str] = mapped_column(String(2000), default="")
    call_me: Mapped[bool] = mapped_column(default=False)
    help_words: Mapped[str] = mapped_column(String(1000), default="")
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    sent_at: Mapped[dt.datetime | None]
    sent_by: Mapped[str | None] = mapped_column(String(16))
    answer_by: Mapped[dt.date | None]
    answered_at: Mapped[dt.datetime | None]
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    answer_words: Mapped[str] = mapped_column(String(1000), default="")


class NotForMe(Model):
    """A person hid an opening from their matches; undo deletes the row."""

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    opening_id: Mapped[str] = mapped_column(ForeignKey("opening.id"), primary_key=True)
    why: Mapped[str] = mapped_column(String(300), default="")
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)


class SavedOpening(Model):
    """An opening that a person keeps for later."""

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    opening_id: Mapped[str] = mapped_column(ForeignKey("opening.id"), primary_key=True)
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)


class Role(WithId, WithVersion, Model):
    """An accepted place. It begins when the person agrees (P-23)."""

    __table_args__ = (UniqueConstraint("interest_id"),)

    opening_id: Mapped[str] = mapped_column(ForeignKey("opening.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    interest_id: Mapped[str] = mapped_column(ForeignKey("interest.id"))
    state: Mapped[str] = mapped_column(
        String(20)
    )  # being written, offered, changes wanted, agreed, said no, ended
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    made_by: Mapped[str] = mapped_column(ForeignKey("person.id"))  # who accepted
    ended_at: Mapped[dt.datetime | None]


class RoleAgreement(WithId, Model):
    """One version of a role's agreement, signed by the coordinator first; a signed version is never changed."""

    __table_args__ = (UniqueConstraint("role_id", "number"),)

    role_id: Mapped[str] = mapped_column(ForeignKey("role.id"), index=True)
    number: Mapped[int]
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # seven: title, you, we
    offered_words: Mapped[str] = mapped_column(String(300), default="")  # "£25.00 an hour for your time"
    pays_time: Mapped[bool] = mapped_column(default=False)
    rate_card_id: Mapped[str | None] = mapped_column(
        ForeignKey("rate_card.id")
    )  # as agreed: the opening may change
    rate_code: Mapped[str | None] = mapped_column(String(20))
    offered_pence: Mapped[
        int | None
    ]  # for one session on the day of signing; "less" is never above it (rule 26)
    signed_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    signed_name: Mapped[str] = mapped_column(String(100))
    signed_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    answer: Mapped[str] = mapped_column(String(20), default="")  # yes, change, no
    answer_words: Mapped[str] = mapped_column(String(2000), default="")
    answered_at: Mapped[dt.datetime | None]


class AgreementDraft(WithVersion, Model):
    """What the coordinator is writing as the next version of a role's agreement; gone once signed."""

    role_id: Mapped[str] = mapped_column(ForeignKey("role.id"), primary_key=True)
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # as in RoleAgreement


class PayAnswer(WithId, Model):
    """What a person answered to "Would you like to be paid for your time?" (P-61a), kept with its time, before the
    first session. The newest row of a role counts; rows are added, never changed. A row without an answer says only
    that the person met P-61c ("If you get benefits") and what they chose there.
    """

    __table_args__ = (CheckConstraint("less_pence IS NULL OR less_pence > 0", name="less_is_something"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    role_id: Mapped[str] = mapped_column(ForeignKey("role.id"), index=True)
    answer: Mapped[str] = mapped_column(
        String(20), default=""
    )  # yes, less, no, charity, costs only, not sure
    less_pence: Mapped[int | None]  # a session, for "less"
    charity: Mapped[str] = mapped_column(String(120), default="")
    advice: Mapped[str] = mapped_column(String(20), default="")  # P-61c: carry on, advice first
    answered_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    answered_by: Mapped[str] = mapped_column(ForeignKey("person.id"))


class Attendance(WithId, WithVersion, Model):
    """Whether somebody came to a meeting, ticked by the coordinator (C-32 of the order of work)."""

    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))  # came, left early, did not come
    minutes: Mapped[int | None]  # for "left early"
    ticked_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    ticked_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
