"""Payment runs. What is always true, and where it is held.

R1  A line is in at most one live run.                            unique key on live run lines
R2  A run's line never changes its amount, person or account.     triggers; the hash is shown at each step
R3  Whoever made a run never releases it.                         check constraint, rules.why_not_release
R4  No file exists without its frozen, released run.              files.make()
R5  What is paid is what the ledger says was paid.                `flask ledger check`
R6  A run that has ended is never changed, nor are its lines.     triggers
"""

import datetime as dt

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, LargeBinary, String, event, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import calendar
from portal.foundation.audit import NEVER_CHANGED
from portal.foundation.database import Model, WithId, WithVersion


class PaymentRun(WithId, WithVersion, Model):
    """A set of ready lines paid together: gathered, checked, frozen, released by a second person, paid."""

    __table_args__ = (
        CheckConstraint("released_by IS NULL OR released_by <> made_by", name="second_person_releases"),
    )

    number: Mapped[int] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(
        String(20), default="draft"
    )  # draft, frozen, released, paid, cancelled
    pay_on: Mapped[dt.date]
    made_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    frozen_at: Mapped[dt.datetime | None]
    line_count: Mapped[int] = mapped_column(default=0)
    payment_count: Mapped[int] = mapped_column(default=0)
    total_pence: Mapped[int] = mapped_column(default=0)
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    left_out_why: Mapped[str] = mapped_column(String(300), default="")  # why ready lines were not taken
    seen_note: Mapped[str] = mapped_column(String(300), default="")  # initials beside the warnings seen
    released_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    released_at: Mapped[dt.datetime | None]
    sent_back_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    sent_back_why: Mapped[str] = mapped_column(String(300), default="")
    paid_at: Mapped[dt.datetime | None]
    paid_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    bank_reference: Mapped[str] = mapped_column(String(60), default="")
    cancelled_at: Mapped[dt.datetime | None]
    cancelled_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    cancelled_why: Mapped[str] = mapped_column(String(600), default="")


class RunLine(WithId, Model):
    """A claim line in a run, with the amount and the account it goes to."""

    __table_args__ = (
        Index(
            "uq_run_line_live", "line_id", unique=True,
            sqlite_where=text("live"), postgresql_where=text("live"),
        ),
        CheckConstraint("pence > 0", name="pays_something"),
    )  # fmt: skip

    run_id: Mapped[str] = mapped_column(ForeignKey("payment_run.id"), index=True)
    line_id: Mapped[str] = mapped_column(ForeignKey("claim_line.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))  # costs or time: separate payments, separate references
    pence: Mapped[int]
    bank_details_id: Mapped[str] = mapped_column(ForeignKey("bank_details.id"))
    reference: Mapped[str] = mapped_column(String(18))
    live: Mapped[bool] = mapped_column(default=True)  # false once its run is cancelled


class RunFile(WithId, Model):
    """A file made from a released run: the same bytes for ever, sealed because it holds account numbers."""

    __table_args__ = (Index("uq_run_file_kind", "run_id", "kind", unique=True),)

    run_id: Mapped[str] = mapped_column(ForeignKey("payment_run.id"))
    kind: Mapped[str] = mapped_column(String(20))  # payments, remittances
    name: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)


class RunDownload(WithId, Model):
    """Who took a file, when, and from the second time on why."""

    run_id: Mapped[str] = mapped_column(ForeignKey("payment_run.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    why: Mapped[str] = mapped_column(String(300), default="")


FIXED = "run_id, line_id, person_id, kind, pence, bank_details_id, reference"
REFUSE = {  # R2: what a second person approved is what is paid
    "sqlite": [
        f"CREATE TRIGGER run_line_no_{verb.split()[0].lower()} BEFORE {verb} ON run_line "
        "BEGIN SELECT RAISE(ABORT, 'a line of a run is never changed: cancel the run'); END"
        for verb in (f"UPDATE OF {FIXED}", "DELETE")
    ],
    "postgresql": [
        NEVER_CHANGED,
        f"CREATE TRIGGER run_line_never_changed BEFORE UPDATE OF {FIXED} OR DELETE ON run_line "
        "FOR EACH ROW EXECUTE FUNCTION never_changed()",
    ],
}
ENDED = {  # R6: nobody makes a paid line payable again behind the portal's back
    "sqlite": [
        "CREATE TRIGGER payment_run_ended BEFORE UPDATE ON payment_run WHEN OLD.state IN ('paid', 'cancelled') "
        "BEGIN SELECT RAISE(ABORT, 'a run that has ended is never changed'); END",
        "CREATE TRIGGER payment_run_no_delete BEFORE DELETE ON payment_run "
        "BEGIN SELECT RAISE(ABORT, 'a run is never deleted: cancel it'); END",
        "CREATE TRIGGER run_line_of_paid_run BEFORE UPDATE OF live ON run_line "
        "WHEN (SELECT state FROM payment_run WHERE id = OLD.run_id) = 'paid' "
        "BEGIN SELECT RAISE(ABORT, 'a line of a paid run is never changed'); END",
    ],
    "postgresql": [
        "CREATE TRIGGER payment_run_ended BEFORE UPDATE ON payment_run FOR EACH ROW "
        "WHEN (OLD.state IN ('paid', 'cancelled')) EXECUTE FUNCTION never_changed()",
        "CREATE TRIGGER payment_run_no_delete BEFORE DELETE ON payment_run "
        "FOR EACH ROW EXECUTE FUNCTION never_changed()",
        "CREATE OR REPLACE FUNCTION paid_line_stays() RETURNS trigger AS $$ BEGIN "
        "IF (SELECT state FROM payment_run WHERE id = OLD.run_id) = 'paid' "
        "THEN RAISE EXCEPTION 'a line of a paid run is never changed'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER run_line_of_paid_run BEFORE UPDATE OF live ON run_line "
        "FOR EACH ROW EXECUTE FUNCTION paid_line_stays()",
    ],
}
for _refusals in (REFUSE, ENDED):
    for _dialect, _statements in _refusals.items():
        for _statement in _statements:  # DDL() formats with %: a bare one is doubled
            ddl = DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect)  # type: ignore[no-untyped-call]  # no types
            event.listen(RunLine.__table__, "after_create", ddl)
