"""Claims, their lines and receipts, and what was decided.

C1  A line belongs to one claim and its number there never changes.        unique key
C2  What is approved is never above what the rules allow.                  check constraint, rules.py
C3  Nobody decides a line they claimed, typed in or sent.                  check constraint, hands.why_not_decide
C4  Payment for one session is claimed once.                               unique key on `once_key` of live lines
C5  A decided line carries who, when and, below full approval, why.        check constraint
"""

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import calendar
from portal.foundation.database import Model, WithId, WithVersion

TURN = ("check_by", "sent_at", "id")  # the order of the queue: see deciding/turn.py
LARGE = text("total_pence > 10000")


class Claim(WithId, WithVersion, Model):
    """One ask for money back or for payment, made of lines. States: design 4, claims/rules.py."""

    __table_args__ = (
        Index("ix_claim_turn", "state", *TURN),
        Index("ix_claim_turn_team", "state", "team_id", *TURN),
        Index("ix_claim_turn_large", "state", *TURN, sqlite_where=LARGE, postgresql_where=LARGE),
        Index(
            "ix_claim_turn_team_large", "state", "team_id", *TURN, sqlite_where=LARGE, postgresql_where=LARGE
        ),
        Index("ix_claim_decided", "state", "decided_at"),
        Index("ix_claim_person_sent", "person_id", "sent_at"),
    )

    ref: Mapped[str] = mapped_column(String(8), unique=True)  # "C104882", shown "C 104 882"
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    team_id: Mapped[str | None] = mapped_column(ForeignKey("team.id"), index=True)
    role_id: Mapped[str | None] = mapped_column(ForeignKey("role.id"))
    meeting_id: Mapped[str | None] = mapped_column(ForeignKey("meeting.id"))
    entry_id: Mapped[str | None] = mapped_column(ForeignKey("log_entry.id"))
    about: Mapped[str] = mapped_column(String(200))  # "Falls group"
    about_date: Mapped[dt.date]
    state: Mapped[str] = mapped_column(
        String(20), default="draft", index=True
    )  # draft sent question decided withdrawn
    to_claim: Mapped[list[str]] = mapped_column(JSON, default=list)  # kinds ticked on P-53, not all done yet
    late_reason: Mapped[str] = mapped_column(String(500), default="")
    made_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    touched_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    sent_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    check_by: Mapped[dt.date | None] = mapped_column(index=True)  # the day promised for a decision
    pay_by: Mapped[dt.date | None]  # the day promised for the money (rule 53)
    total_pence: Mapped[int] = mapped_column(default=0)  # of the sent lines, for lists; equals their sum
    line_count: Mapped[int] = mapped_column(default=0)
    decided_at: Mapped[dt.datetime | None]
    looking_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))  # "Cora is looking at this"
    looking_at: Mapped[dt.datetime | None]


class ClaimLine(WithId, WithVersion, Model):
    """One cost of one journey or session, or payment for the time of one session."""

    __table_args__ = (
        UniqueConstraint("claim_id", "number"),
        CheckConstraint("claimed_pence >= 0 AND payable_pence BETWEEN 0 AND claimed_pence", name="payable_in_claimed"),
        CheckConstraint(
            "approved_pence IS NULL OR approved_pence BETWEEN 0 AND payable_pence", name="approved_in_payable"
        ),
        CheckConstraint("paid_pence BETWEEN 0 AND coalesce(approved_pence, 0)", name="paid_in_approved"),
        CheckConstraint(
            "cleared_pence >= 0 AND cleared_pence + paid_pence <= coalesce(approved_pence, 0)",
            name="cleared_in_approved",
        ),
        CheckConstraint(
            "(decision = 'undecided') = (decided_by IS NULL) AND (decided_by IS NULL) = (approved_pence IS NULL)",
            name="decided_by_somebody",
        ),
        CheckConstraint(
            "decided_by IS NULL OR (decided_by <> claimed_by AND decided_by <> typed_by)", name="never_decides_own"
        ),
        CheckConstraint("decision IN ('undecided', 'approved', 'part approved', 'declined')", name="known_decision"),
        Index(
            "uq_claim_line_once", "once_key", unique=True,
            sqlite_where=text("live AND once_key IS NOT NULL"),
            postgresql_where=text("live AND once_key IS NOT NULL"),
        ),
        Index("ix_claim_line_decided", "decided_by", "claimed_by", "decided_at"),  # rule 43 asks it of each claim
        Index("uq_claim_line_top_up", "tops_up_id", "rate_id", unique=True),
    )  # fmt: skip

    claim_id: Mapped[str] = mapped_column(ForeignKey("claim.id"), index=True)
    number: Mapped[int]
    # a code of kinds/rules.CostKind, passengers (the line beside a car journey), or advance
    kind: Mapped[str] = mapped_column(String(20))
    what: Mapped[str] = mapped_column(String(200))  # "Bus, Market Square to City Hospital and back"
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # the answers of the page, by field
    on_date: Mapped[dt.date]
    claimed_pence: Mapped[int]
    payable_pence: Mapped[int]  # after caps and the person's own choice (rules 20, 25, 26)
    offered_pence: Mapped[int | None]  # payment for time: before a choice to take less
    cut_words: Mapped[str] = mapped_column(String(300), default="")  # why payable is less
    priced_words: Mapped[str] = mapped_column(String(300), default="")  # "12 miles at 55p = £6.60"
    rate_id: Mapped[str | None] = mapped_column(ForeignKey("rate.id"))
    tops_up_id: Mapped[str | None] = mapped_column(
        ForeignKey("claim_line.id")
    )  # the journey whose rate was raised afterwards (rule 14)
    receipt_state: Mapped[str] = mapped_column(
        String(20), default="none needed"
    )  # waiting, complete, post, none
    receipt_words: Mapped[str] = mapped_column(String(500), default="")  # why there is no receipt
    once_key: Mapped[str | None] = mapped_column(String(80))  # "time:<person>:<meeting or date>" (rule 17)
    live: Mapped[bool] = mapped_column(default=True)  # false once removed, withdrawn or declined in full
    removed_at: Mapped[dt.datetime | None]  # taken off the draft by the person: shown nowhere any more
    waits: Mapped[bool] = mapped_column(
        default=False
    )  # payment for time, for the person's own answer (P-61a, P-61c)
    claimed_by: Mapped[str] = mapped_column(ForeignKey("person.id"))  # the person who is owed
    typed_by: Mapped[str] = mapped_column(ForeignKey("person.id"))  # who filled it in
    decision: Mapped[str] = mapped_column(String(20), default="undecided")
    approved_pence: Mapped[int | None]
    paid_pence: Mapped[int] = mapped_column(default=0)
    cleared_pence: Mapped[int] = mapped_column(
        default=0, server_default="0"
    )  # of what is approved: paid before
    reason: Mapped[str] = mapped_column(String(500), default="")  # read by the person
    staff_note: Mapped[str] = mapped_column(String(500), default="")
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[dt.datetime | None]
    undone: Mapped[int] = mapped_column(default=0, server_default="0")  # how often a decision was taken back
    payment: Mapped[str] = mapped_column(
        String(20), default="not ready", index=True
    )  # ready, in a run, sent, paid, cleared; an advance in cash: cash, handed over
    paid_on: Mapped[dt.date | None]


class Receipt(WithId, Model):
    """A photo or file of a person, drawn anew and without its location. It may show no cost yet, one, or several.

    `state`: kept; waiting (as it came, until the scanner has answered: nobody opens it); dropped (nothing is left).
    """

    __table_args__ = (
        Index(  # the same file sent again is the same receipt
            "uq_receipt_file", "person_id", "original_sha256", unique=True,
            sqlite_where=text("removed_at IS NULL"), postgresql_where=text("removed_at IS NULL"),
        ),
        CheckConstraint("state IN ('kept', 'waiting', 'dropped')", name="known_state"),
        CheckConstraint("state <> 'dropped' OR removed_at IS NOT NULL", name="dropped_is_gone"),
    )  # fmt: skip

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="kept", server_default="kept")
    file_key: Mapped[str] = mapped_column(String(80))
    small_key: Mapped[str | None] = mapped_column(String(80))
    width: Mapped[int | None]
    height: Mapped[int | None]
    original_sha256: Mapped[str] = mapped_column(
        String(64), index=True
    )  # the same file used before (rule 18)
    look: Mapped[str] = mapped_column(String(64), default="", server_default="")  # see foundation/redraw.look
    hint: Mapped[str] = mapped_column(
        String(100), default="", server_default=""
    )  # what was read on it, for staff alone
    added_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    removed_at: Mapped[dt.datetime | None]


class ReceiptUse(WithId, Model):
    """A receipt shows this cost, or belongs to the claim as a whole: photos and costs are many to many."""

    __table_args__ = (UniqueConstraint("receipt_id", "line_id"),)

    receipt_id: Mapped[str] = mapped_column(ForeignKey("receipt.id"), index=True)
    claim_id: Mapped[str] = mapped_column(ForeignKey("claim.id"), index=True)
    line_id: Mapped[str | None] = mapped_column(ForeignKey("claim_line.id"), index=True)
    added_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)


class ReceiptBand(Model):
    """One part of a receipt's look: pictures that share a part are compared, all others are not."""

    __table_args__ = (Index("ix_receipt_band_receipt_id", "receipt_id"),)

    band: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    receipt_id: Mapped[str] = mapped_column(ForeignKey("receipt.id"), primary_key=True)


class ReceiptAlike(Model):
    """Two receipts of different files that look nearly the same, found when the later one came. Stands both ways."""

    receipt_id: Mapped[str] = mapped_column(ForeignKey("receipt.id"), primary_key=True)
    other_id: Mapped[str] = mapped_column(ForeignKey("receipt.id"), primary_key=True)
    apart: Mapped[int]  # of 256 points


class Question(WithId, Model):
    """What a coordinator asks about a claim, and the answer (C-11, P-69)."""

    claim_id: Mapped[str] = mapped_column(ForeignKey("claim.id"), index=True)
    line_id: Mapped[str | None] = mapped_column(ForeignKey("claim_line.id"))
    words: Mapped[str] = mapped_column(String(500))
    wants: Mapped[str] = mapped_column(String(20))  # words, photo, amount, call
    due_on: Mapped[dt.date]
    asked_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    answer: Mapped[str] = mapped_column(String(2000), default="")
    answer_pence: Mapped[int | None]
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[dt.datetime | None]


class ClaimMessage(WithId, Model):
    """Words between the person and the staff about a claim."""

    claim_id: Mapped[str] = mapped_column(ForeignKey("claim.id"), index=True)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str] = mapped_column(String(2000))
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)


class SavedPlace(WithId, Model):
    """A place a person travelled from or to, offered next time."""

    __table_args__ = (UniqueConstraint("person_id", "name"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    used_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)


class MilesElsewhere(WithId, Model):
    """Car miles that a person claimed from others in a tax year, as they said it (rule 10). Only added to: the newest
    of a year counts, those before are its history.
    """

    __table_args__ = (
        CheckConstraint("tenths BETWEEN 0 AND 999990", name="tenths"),
        Index("ix_miles_elsewhere_of", "person_id", "year"),
    )

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    year: Mapped[int]  # the tax year that begins on 6 April of it
    tenths: Mapped[int]  # tenths of a mile
    said_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)


class KeptLimit(Model):
    """A person's own limit (P-61d), sealed. limits/queries.own_limit opens it, for nobody but the person."""

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    set_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)


class LimitChoice(WithId, Model):
    """What a person chose when a payment was over their own limit: words, figures and time, sealed, only added to."""

    line_id: Mapped[str] = mapped_column(ForeignKey("claim_line.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)


class DecisionDraft(Model):
    """What a member of staff chose for a claim and has not sent: "Save without sending" (C-10)."""

    claim_id: Mapped[str] = mapped_column(ForeignKey("claim.id"), primary_key=True)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)  # the form's fields, as they were typed
    handed_on: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # for who decides above the limit
    saved_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
