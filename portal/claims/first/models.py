"""What a person needs paid first. What is always true, and where it is held.

F1  Nobody decides what they asked for or typed in.                   check constraint, rules.why_not_decide
F2  An advance is one line, paid once: by one run or in cash.          unique key, the ledger's name `line-…:paid`
F3  Cash has two signatures: who gave it, and the person's own yes.    check constraint
F4  What is let go was looked at by two people, neither the person.    check constraint
F5  What is open of an advance is the sum of its entries.              ledger account `advance`, kept nowhere else
"""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import calendar
from portal.foundation.database import Model, WithId, WithVersion


class MoneyFirst(WithId, WithVersion, Model):
    """One ask: a booking, a ticket, money before, or cash on the day."""

    __table_args__ = (
        CheckConstraint("state IN ('asked', 'agreed', 'not possible', 'withdrawn')", name="known_state"),
        CheckConstraint(
            "decided_by IS NULL OR (decided_by <> person_id AND decided_by <> made_by)", name="never_decides_own"
        ),
        CheckConstraint("(line_id IS NULL) = (how NOT IN ('before', 'cash'))", name="advance_has_line"),
        CheckConstraint("given_by IS NULL OR given_by <> person_id", name="given_by_another"),
        CheckConstraint("got_at IS NULL OR given_by IS NOT NULL", name="got_what_was_given"),
        CheckConstraint(
            "let_go_second IS NULL OR (let_go_by IS NOT NULL AND let_go_second <> let_go_by "
            "AND let_go_second <> person_id AND let_go_by <> person_id)",
            name="let_go_by_two",
        ),
    )  # fmt: skip

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    team_id: Mapped[str | None] = mapped_column(ForeignKey("team.id"), index=True)
    role_id: Mapped[str | None] = mapped_column(ForeignKey("role.id"))
    meeting_id: Mapped[str | None] = mapped_column(ForeignKey("meeting.id"))
    about: Mapped[str] = mapped_column(String(200))  # "Falls group"
    about_date: Mapped[dt.date]
    need: Mapped[str] = mapped_column(String(10))  # book, ticket, before, cash, other
    start: Mapped[str] = mapped_column(String(100), default="")  # of a journey
    end: Mapped[str] = mapped_column(String(100), default="")
    details: Mapped[str] = mapped_column(String(500), default="")
    needed_by: Mapped[dt.date]
    asked_pence: Mapped[int | None]
    made_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    state: Mapped[str] = mapped_column(String(20), default="asked", index=True)
    how: Mapped[str] = mapped_column(String(10), default="")  # booked, ticket, before, cash
    agreed_pence: Mapped[int | None]
    words: Mapped[str] = mapped_column(
        String(500), default=""
    )  # read by the person: what is booked, or why not
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[dt.datetime | None]
    line_id: Mapped[str | None] = mapped_column(ForeignKey("claim_line.id"), unique=True)  # the advance
    given_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[dt.datetime | None]
    got_at: Mapped[dt.datetime | None]  # the person's own yes to cash
    proof_by: Mapped[dt.date | None]
    claim_id: Mapped[str | None] = mapped_column(ForeignKey("claim.id"), index=True)  # what was spent
    settle: Mapped[str] = mapped_column(
        String(10), default=""
    )  # the person's choice: later, pay back, let go
    part_pence: Mapped[int | None]  # at most so much from each later claim
    settle_at: Mapped[dt.datetime | None]
    let_go_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    let_go_second: Mapped[str | None] = mapped_column(ForeignKey("person.id"))


class MoneyBack(WithId, Model):
    """Money of an advance that came back, or that was let go. Only added to."""

    __table_args__ = (
        CheckConstraint("pence > 0", name="is_something"),
        CheckConstraint("way IN ('paid back', 'let go')", name="known_way"),
    )

    first_id: Mapped[str] = mapped_column(ForeignKey("money_first.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    way: Mapped[str] = mapped_column(String(10))
    pence: Mapped[int]
    reference: Mapped[str] = mapped_column(String(60), default="")
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
