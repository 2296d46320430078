"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


# What the database itself refuses: the trail, the ledger and what was frozen are never changed.
TRIGGERS = {
    "sqlite": [
        """CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'an audit event is never changed'); END""",
        """CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, 'an audit event is never changed'); END""",
        """CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'the ledger is never changed: reverse it'); END""",
        """CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'the ledger is never changed: reverse it'); END""",
        """CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the ledger is never changed: reverse it'); END""",
        """CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the ledger is never changed: reverse it'); END""",
        """CREATE TRIGGER run_line_no_update BEFORE UPDATE OF run_id, line_id, person_id, kind, pence, bank_details_id, reference ON run_line BEGIN SELECT RAISE(ABORT, 'a line of a run is never changed: cancel the run'); END""",
        """CREATE TRIGGER run_line_no_delete BEFORE DELETE ON run_line BEGIN SELECT RAISE(ABORT, 'a line of a run is never changed: cancel the run'); END""",
        """CREATE TRIGGER payment_run_ended BEFORE UPDATE ON payment_run WHEN OLD.state IN ('paid', 'cancelled') BEGIN SELECT RAISE(ABORT, 'a run that has ended is never changed'); END""",
        """CREATE TRIGGER payment_run_no_delete BEFORE DELETE ON payment_run BEGIN SELECT RAISE(ABORT, 'a run is never deleted: cancel it'); END""",
        """CREATE TRIGGER run_line_of_paid_run BEFORE UPDATE OF live ON run_line WHEN (SELECT state FROM payment_run WHERE id = OLD.run_id) = 'paid' BEGIN SELECT RAISE(ABORT, 'a line of a paid run is never changed'); END""",
    ],
    "postgresql": [
        """CREATE OR REPLACE FUNCTION never_changed() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '% is never changed', TG_TABLE_NAME; END $$ LANGUAGE plpgsql""",
        """CREATE TRIGGER audit_event_never_changed BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION never_changed()""",
        """CREATE TRIGGER posting_never_changed BEFORE UPDATE OR DELETE ON posting FOR EACH ROW EXECUTE FUNCTION never_changed()""",
        """CREATE TRIGGER entry_never_changed BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION never_changed()""",
        """CREATE TRIGGER run_line_never_changed BEFORE UPDATE OF run_id, line_id, person_id, kind, pence, bank_details_id, reference OR DELETE ON run_line FOR EACH ROW EXECUTE FUNCTION never_changed()""",
        """CREATE TRIGGER payment_run_ended BEFORE UPDATE ON payment_run FOR EACH ROW WHEN (OLD.state IN ('paid', 'cancelled')) EXECUTE FUNCTION never_changed()""",
        """CREATE TRIGGER payment_run_no_delete BEFORE DELETE ON payment_run FOR EACH ROW EXECUTE FUNCTION never_changed()""",
        """CREATE OR REPLACE FUNCTION paid_line_stays() RETURNS trigger AS $$ BEGIN IF (SELECT state FROM payment_run WHERE id = OLD.run_id) = 'paid' THEN RAISE EXCEPTION 'a line of a paid run is never changed'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql""",
        """CREATE TRIGGER run_line_of_paid_run BEFORE UPDATE OF live ON run_line FOR EACH ROW EXECUTE FUNCTION paid_line_stays()""",
    ],
}


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verb", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("thing_id", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("request_id", sa.String(length=40), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_event")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_event_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_by"), ["by"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_verb"), ["verb"], unique=False)

    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "call_back",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("best_time", sa.String(length=40), nullable=False),
        sa.Column("topic", sa.String(length=500), nullable=False),
        sa.Column("person_id", sa.String(length=16), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("length(phone) > 0", name=op.f("ck_call_back_phone_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_back")),
    )
    op.create_table(
        "document",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("data_csv", sa.Text(), nullable=True),
        sa.Column("format", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=True),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("total_pence", sa.Integer(), nullable=True),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "made", "failed", name="documentstate", native_enum=False, length=10),
            nullable=False,
        ),
        sa.Column("file_key", sa.String(length=60), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("requested_by", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("code", name=op.f("uq_document_code")),
        sa.UniqueConstraint("content_hash", name=op.f("uq_document_content_hash")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_state"), ["state"], unique=False)

    op.create_table(
        "ended_sign_in",
        sa.Column("sign_in", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ended_sign_in")),
        sa.UniqueConstraint("sign_in", name=op.f("uq_ended_sign_in_sign_in")),
    )
    with op.batch_alter_table("ended_sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ended_sign_in_at"), ["at"], unique=False)

    op.create_table(
        "failed_job",
        sa.Column("job", sa.String(length=120), nullable=False),
        sa.Column("args", sa.String(length=500), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=200), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_job")),
    )
    with op.batch_alter_table("failed_job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_failed_job_job"), ["job"], unique=False)

    op.create_table(
        "kept_form",
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=16), nullable=True),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_form")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_kept_form_secret_hash")),
    )
    with op.batch_alter_table("kept_form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_form_made_at"), ["made_at"], unique=False)

    op.create_table(
        "last_run",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_last_run")),
    )
    op.create_table(
        "ledger_check",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("problems", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_check")),
    )
    with op.batch_alter_table("ledger_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_check_at"), ["at"], unique=False)

    op.create_table(
        "message",
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("to", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body_text", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "sent",
                "failed",
                "blocked",
                "off",
                name="messagestate",
                native_enum=False,
                length=10,
            ),
            nullable=False,
        ),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=200), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("key", name=op.f("uq_message_key")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_made_at"), ["made_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_message_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_message_state_next_try_at", ["state", "next_try_at"], unique=False)

    op.create_table(
        "once",
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person", "key", name=op.f("pk_once")),
    )
    with op.batch_alter_table("once", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_once_made_at"), ["made_at"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("service_name", sa.String(length=60), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("hours", sa.String(length=60), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("post_address", sa.String(length=300), nullable=False),
        sa.Column("accent", sa.String(length=7), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "person",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("email_key", sa.String(length=254), nullable=True),
        sa.Column("mobile", sa.String(length=20), nullable=True),
        sa.Column("takes_part", sa.Boolean(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("session_key", sa.String(length=40), nullable=False),
        sa.Column("sessions_ended", sa.Integer(), nullable=False),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("session_key", name=op.f("uq_person_session_key")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_email_key"), ["email_key"], unique=False)
        batch_op.create_index(
            "uq_person_email_key",
            ["email_key"],
            unique=True,
            sqlite_where=sa.text("confirmed_at IS NOT NULL"),
            postgresql_where=sa.text("confirmed_at IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_person_mobile",
            ["mobile"],
            unique=True,
            sqlite_where=sa.text("confirmed_at IS NOT NULL"),
            postgresql_where=sa.text("confirmed_at IS NOT NULL"),
        )

    op.create_table(
        "posting",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
        sa.UniqueConstraint("name", name=op.f("uq_posting_name")),
    )
    op.create_table(
        "recipient",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("mobile", sa.String(length=20), nullable=True),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("never_by", sa.JSON(), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("size_pt", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("no_money_words", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_recipient")),
    )
    op.create_table(
        "reference_limit",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("confidence", sa.String(length=1), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_reference_limit_amount")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_limit")),
        sa.UniqueConstraint("code", "effective_from", name=op.f("uq_reference_limit_code")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("name", "from_date", "made_at", name=op.f("uq_setting_name")),
    )
    with op.batch_alter_table("setting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_setting_name"), ["name"], unique=False)

    op.create_table(
        "sign_in_failure",
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_failure_about"), ["about"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_failure_at"), ["at"], unique=False)

    op.create_table(
        "staff_todo",
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=True),
        sa.Column("team_id", sa.String(length=16), nullable=True),
        sa.Column("person_id", sa.String(length=40), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(length=40), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_todo")),
        sa.UniqueConstraint("key", name=op.f("uq_staff_todo_key")),
    )
    with op.batch_alter_table("staff_todo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_todo_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_todo_team_id"), ["team_id"], unique=False)

    op.create_table(
        "availability",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_availability_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "code", name=op.f("pk_availability")),
    )
    op.create_table(
        "bank_details",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name_on_account", sa.LargeBinary(), nullable=False),
        sa.Column("sort_code", sa.LargeBinary(), nullable=False),
        sa.Column("account_number", sa.LargeBinary(), nullable=False),
        sa.Column("roll_number", sa.LargeBinary(), nullable=True),
        sa.Column("ending", sa.String(length=3), nullable=False),
        sa.Column("account_digest", sa.String(length=64), nullable=False),
        sa.Column("own_account", sa.Boolean(), nullable=False),
        sa.Column("holder_name", sa.String(length=100), nullable=False),
        sa.Column("holder_relationship", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=16), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_how", sa.String(length=20), nullable=False),
        sa.Column("confirmed_note", sa.String(length=300), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_why", sa.String(length=300), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> made_by",
            name=op.f("ck_bank_details_second_person_confirms"),
        ),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> person_id",
            name=op.f("ck_bank_details_never_confirms_own"),
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.id"], name=op.f("fk_bank_details_confirmed_by_person")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_bank_details_made_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_bank_details_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_details")),
        sa.UniqueConstraint("person_id", "number", name=op.f("uq_bank_details_person_id")),
    )
    with op.batch_alter_table("bank_details", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bank_details_account_digest"), ["account_digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_bank_details_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_bank_details_current",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "communication_need",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("group", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_communication_need_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", "group", "code", name=op.f("pk_communication_need")),
    )
    op.create_table(
        "entry",
        sa.Column("posting_id", sa.String(length=16), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("line_id", sa.String(length=16), nullable=False),
        sa.Column("run_id", sa.String(length=16), nullable=True),
        sa.Column("pence", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "account IN ('costs', 'time', 'owed', 'bank')", name=op.f("ck_entry_known_account")
        ),
        sa.CheckConstraint("kind IN ('costs', 'time')", name=op.f("ck_entry_known_kind")),
        sa.CheckConstraint("pence <> 0", name=op.f("ck_entry_not_nothing")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_entry_person_id_person")),
        sa.ForeignKeyConstraint(["posting_id"], ["posting.id"], name=op.f("fk_entry_posting_id_posting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_entry_on_date"), ["on_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_entry_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_entry_posting_id"), ["posting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_entry_run_id"), ["run_id"], unique=False)

    op.create_table(
        "goal",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("why", sa.String(length=1000), nullable=False),
        sa.Column("helps", sa.JSON(), nullable=False),
        sa.Column("look_again_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("going", sa.String(length=20), nullable=False),
        sa.Column("asked_help_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_goal_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_person_id"), ["person_id"], unique=False)

    op.create_table(
        "known_device",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_known_device_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_device")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_known_device_secret_hash")),
    )
    with op.batch_alter_table("known_device", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_device_person_id"), ["person_id"], unique=False)

    op.create_table(
        "pay_wish",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pay_wish_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_pay_wish")),
    )
    op.create_table(
        "payment_run",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("pay_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.Column("payment_count", sa.Integer(), nullable=False),
        sa.Column("total_pence", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("left_out_why", sa.String(length=300), nullable=False),
        sa.Column("seen_note", sa.String(length=300), nullable=False),
        sa.Column("released_by", sa.String(length=16), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_back_by", sa.String(length=16), nullable=True),
        sa.Column("sent_back_why", sa.String(length=300), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paid_by", sa.String(length=16), nullable=True),
        sa.Column("bank_reference", sa.String(length=60), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.String(length=16), nullable=True),
        sa.Column("cancelled_why", sa.String(length=600), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "released_by IS NULL OR released_by <> made_by",
            name=op.f("ck_payment_run_second_person_releases"),
        ),
        sa.ForeignKeyConstraint(
            ["cancelled_by"], ["person.id"], name=op.f("fk_payment_run_cancelled_by_person")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_payment_run_made_by_person")),
        sa.ForeignKeyConstraint(["paid_by"], ["person.id"], name=op.f("fk_payment_run_paid_by_person")),
        sa.ForeignKeyConstraint(
            ["released_by"], ["person.id"], name=op.f("fk_payment_run_released_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["sent_back_by"], ["person.id"], name=op.f("fk_payment_run_sent_back_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_run")),
        sa.UniqueConstraint("number", name=op.f("uq_payment_run_number")),
    )
    op.create_table(
        "profile",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("other_strengths", sa.String(length=500), nullable=False),
        sa.Column("strength_language", sa.String(length=100), nullable=False),
        sa.Column("strengths_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("travel", sa.String(length=20), nullable=True),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("how_much", sa.String(length=20), nullable=True),
        sa.Column("when_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("help_other", sa.String(length=1000), nullable=False),
        sa.Column("help_share", sa.String(length=10), nullable=True),
        sa.Column("help_checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("no_money_words", sa.Boolean(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("hidden_tasks", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_profile_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_profile")),
    )
    op.create_table(
        "rate_card",
        sa.Column("scheme", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("source_note", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=16), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL)", name=op.f("ck_rate_card_confirmed_by_someone")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.id"], name=op.f("fk_rate_card_confirmed_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate_card")),
        sa.UniqueConstraint("scheme", name=op.f("uq_rate_card_scheme")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recovery_code_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_code_person_id"), ["person_id"], unique=False)

    op.create_table(
        "saved_place",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_saved_place_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_place")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_saved_place_person_id")),
    )
    with op.batch_alter_table("saved_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_place_person_id"), ["person_id"], unique=False)

    op.create_table(
        "sign_in_link",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_link_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_link")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_sign_in_link_secret_hash")),
    )
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "strength",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_strength_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "code", name=op.f("pk_strength")),
    )
    op.create_table(
        "team",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_team_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
    )
    op.create_table(
        "trusted_grant",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("helper_id", sa.String(length=16), nullable=False),
        sa.Column("relationship", sa.String(length=40), nullable=False),
        sa.Column("powers", sa.JSON(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("person_id <> helper_id", name=op.f("ck_trusted_grant_two_people")),
        sa.ForeignKeyConstraint(["helper_id"], ["person.id"], name=op.f("fk_trusted_grant_helper_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_trusted_grant_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trusted_grant")),
    )
    with op.batch_alter_table("trusted_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trusted_grant_helper_id"), ["helper_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_trusted_grant_person_id"), ["person_id"], unique=False)

    op.create_table(
        "goal_step",
        sa.Column("goal_id", sa.String(length=16), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_goal_step_goal_id_goal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_step")),
    )
    with op.batch_alter_table("goal_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_step_goal_id"), ["goal_id"], unique=False)

    op.create_table(
        "project",
        sa.Column("team_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("aim", sa.String(length=1000), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("cost_centre", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_project_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_team_id"), ["team_id"], unique=False)

    op.create_table(
        "rate",
        sa.Column("card_id", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("from_min", sa.Integer(), nullable=False),
        sa.Column("to_min", sa.Integer(), nullable=True),
        sa.Column("block_minutes", sa.Integer(), nullable=True),
        sa.Column("up_to_miles", sa.Integer(), nullable=True),
        sa.Column("amount_tenths", sa.Integer(), nullable=False),
        sa.Column("preparation", sa.String(length=10), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("confidence", sa.String(length=1), nullable=False),
        sa.Column("added_by", sa.String(length=16), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "(unit = 'per_block') = (block_minutes IS NOT NULL)", name=op.f("ck_rate_block_length")
        ),
        sa.CheckConstraint("confidence IN ('A', 'B', 'D', 'R', 'L')", name=op.f("ck_rate_confidence")),
        sa.CheckConstraint("amount_tenths > 0", name=op.f("ck_rate_amount")),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from", name=op.f("ck_rate_dates_in_order")
        ),
        sa.CheckConstraint("to_min IS NULL OR to_min >= from_min", name=op.f("ck_rate_minutes_in_order")),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_rate_added_by_person")),
        sa.ForeignKeyConstraint(["card_id"], ["rate_card.id"], name=op.f("fk_rate_card_id_rate_card")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate")),
        sa.UniqueConstraint("card_id", "code", "effective_from", "from_min", name=op.f("uq_rate_card_id")),
    )
    with op.batch_alter_table("rate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rate_card_id"), ["card_id"], unique=False)

    op.create_table(
        "run_download",
        sa.Column("run_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_run_download_by_person")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["payment_run.id"], name=op.f("fk_run_download_run_id_payment_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_download")),
    )
    with op.batch_alter_table("run_download", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_run_download_run_id"), ["run_id"], unique=False)

    op.create_table(
        "run_file",
        sa.Column("run_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["payment_run.id"], name=op.f("fk_run_file_run_id_payment_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_file")),
    )
    with op.batch_alter_table("run_file", schema=None) as batch_op:
        batch_op.create_index("uq_run_file_kind", ["run_id", "kind"], unique=True)

    op.create_table(
        "staff_role",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("team_id", sa.String(length=16), nullable=True),
        sa.Column("given_by", sa.String(length=40), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_staff_role_person_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_staff_role_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_role")),
    )
    with op.batch_alter_table("staff_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_role_person_id"), ["person_id"], unique=False)

    op.create_table(
        "opening",
        sa.Column("project_id", sa.String(length=16), nullable=False),
        sa.Column("team_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(length=2000), nullable=False),
        sa.Column("can_change", sa.String(length=2000), nullable=False),
        sa.Column("tasks", sa.String(length=2000), nullable=False),
        sa.Column("who", sa.String(length=1000), nullable=False),
        sa.Column("new_is_fine", sa.Boolean(), nullable=False),
        sa.Column("training", sa.Boolean(), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("miles", sa.Integer(), nullable=True),
        sa.Column("when_words", sa.String(length=200), nullable=False),
        sa.Column("when_code", sa.String(length=20), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("access", sa.String(length=2000), nullable=False),
        sa.Column("needs_we_can_meet", sa.JSON(), nullable=False),
        sa.Column("pays_time", sa.Boolean(), nullable=True),
        sa.Column("rate_card_id", sa.String(length=16), nullable=True),
        sa.Column("rate_code", sa.String(length=20), nullable=True),
        sa.Column("pay_words", sa.String(length=500), nullable=False),
        sa.Column("costs_words", sa.String(length=1000), nullable=False),
        sa.Column("decide_how", sa.String(length=20), nullable=False),
        sa.Column("decide_words", sa.String(length=1000), nullable=False),
        sa.Column("lead_name", sa.String(length=100), nullable=False),
        sa.Column("lead_phone", sa.String(length=30), nullable=False),
        sa.Column("lead_person_id", sa.String(length=16), nullable=True),
        sa.Column("answer_days", sa.Integer(), nullable=True),
        sa.Column("hear_by", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_person_id"], ["person.id"], name=op.f("fk_opening_lead_person_id_person")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_opening_made_by_person")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_opening_project_id_project")),
        sa.ForeignKeyConstraint(
            ["rate_card_id"], ["rate_card.id"], name=op.f("fk_opening_rate_card_id_rate_card")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_opening_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
    )
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opening_project_id"), ["project_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_opening_published_at"), ["published_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_opening_team_id"), ["team_id"], unique=False)

    op.create_table(
        "interest",
        sa.Column("opening_id", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("call_me", sa.Boolean(), nullable=False),
        sa.Column("help_words", sa.String(length=1000), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by", sa.String(length=16), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=16), nullable=True),
        sa.Column("answer_words", sa.String(length=1000), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_interest_answered_by_person")),
        sa.ForeignKeyConstraint(["opening_id"], ["opening.id"], name=op.f("fk_interest_opening_id_opening")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_interest_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest")),
    )
    with op.batch_alter_table("interest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interest_opening_id"), ["opening_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_interest_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_interest_open",
            ["opening_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('sent', 'talking', 'accepted')"),
            postgresql_where=sa.text("state IN ('sent', 'talking', 'accepted')"),
        )

    op.create_table(
        "meeting",
        sa.Column("opening_id", sa.String(length=16), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_off_why", sa.String(length=300), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_meeting_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["opening_id"], ["opening.id"], name=op.f("fk_meeting_opening_id_opening")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_opening_id"), ["opening_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "not_for_me",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("opening_id", sa.String(length=16), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_not_for_me_opening_id_opening")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_not_for_me_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "opening_id", name=op.f("pk_not_for_me")),
    )
    op.create_table(
        "opening_strength",
        sa.Column("opening_id", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_opening_strength_opening_id_opening")
        ),
        sa.PrimaryKeyConstraint("opening_id", "code", name=op.f("pk_opening_strength")),
    )
    op.create_table(
        "saved_opening",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("opening_id", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_saved_opening_opening_id_opening")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_saved_opening_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "opening_id", name=op.f("pk_saved_opening")),
    )
    op.create_table(
        "attendance",
        sa.Column("meeting_id", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("ticked_by", sa.String(length=16), nullable=False),
        sa.Column("ticked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id_person")),
        sa.ForeignKeyConstraint(["ticked_by"], ["person.id"], name=op.f("fk_attendance_ticked_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_attendance_meeting_id")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_person_id"), ["person_id"], unique=False)

    op.create_table(
        "role",
        sa.Column("opening_id", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("interest_id", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=16), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["interest_id"], ["interest.id"], name=op.f("fk_role_interest_id_interest")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_role_made_by_person")),
        sa.ForeignKeyConstraint(["opening_id"], ["opening.id"], name=op.f("fk_role_opening_id_opening")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint("interest_id", name=op.f("uq_role_interest_id")),
    )
    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_opening_id"), ["opening_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_person_id"), ["person_id"], unique=False)

    op.create_table(
        "agreement_draft",
        sa.Column("role_id", sa.String(length=16), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_agreement_draft_role_id_role")),
        sa.PrimaryKeyConstraint("role_id", name=op.f("pk_agreement_draft")),
    )
    op.create_table(
        "log_entry",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("role_id", sa.String(length=16), nullable=True),
        sa.Column("meeting_id", sa.String(length=16), nullable=True),
        sa.Column("team_id", sa.String(length=16), nullable=True),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("also", sa.JSON(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("story_draft", sa.Text(), nullable=True),
        sa.Column("draft_key", sa.String(length=40), nullable=True),
        sa.Column("draft_by", sa.String(length=16), nullable=True),
        sa.Column("draft_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("story_by_phone", sa.Boolean(), nullable=False),
        sa.Column("story_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=16), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_by", sa.String(length=16), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 0 AND 1440", name=op.f("ck_log_entry_within_a_day")),
        sa.ForeignKeyConstraint(["draft_by"], ["person.id"], name=op.f("fk_log_entry_draft_by_person")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_log_entry_made_by_person")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_log_entry_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_log_entry_person_id_person")),
        sa.ForeignKeyConstraint(["read_by"], ["person.id"], name=op.f("fk_log_entry_read_by_person")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_log_entry_role_id_role")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_log_entry_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_entry")),
    )
    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_log_entry_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_log_entry_on_date"), ["on_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_log_entry_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_log_entry_role_id"), ["role_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_log_entry_story_at"), ["story_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_log_entry_team_id"), ["team_id"], unique=False)

    op.create_table(
        "pay_answer",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("role_id", sa.String(length=16), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("less_pence", sa.Integer(), nullable=True),
        sa.Column("charity", sa.String(length=120), nullable=False),
        sa.Column("advice", sa.String(length=20), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.String(length=16), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "less_pence IS NULL OR less_pence > 0", name=op.f("ck_pay_answer_less_is_something")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name=op.f("fk_pay_answer_answered_by_person")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pay_answer_person_id_person")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_pay_answer_role_id_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_answer")),
    )
    with op.batch_alter_table("pay_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pay_answer_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pay_answer_role_id"), ["role_id"], unique=False)

    op.create_table(
        "role_agreement",
        sa.Column("role_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("offered_words", sa.String(length=300), nullable=False),
        sa.Column("pays_time", sa.Boolean(), nullable=False),
        sa.Column("rate_card_id", sa.String(length=16), nullable=True),
        sa.Column("rate_code", sa.String(length=20), nullable=True),
        sa.Column("offered_pence", sa.Integer(), nullable=True),
        sa.Column("signed_by", sa.String(length=16), nullable=False),
        sa.Column("signed_name", sa.String(length=100), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("answer_words", sa.String(length=2000), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["rate_card_id"], ["rate_card.id"], name=op.f("fk_role_agreement_rate_card_id_rate_card")
        ),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_role_agreement_role_id_role")),
        sa.ForeignKeyConstraint(
            ["signed_by"], ["person.id"], name=op.f("fk_role_agreement_signed_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_agreement")),
        sa.UniqueConstraint("role_id", "number", name=op.f("uq_role_agreement_role_id")),
    )
    with op.batch_alter_table("role_agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_agreement_role_id"), ["role_id"], unique=False)

    op.create_table(
        "claim",
        sa.Column("ref", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("team_id", sa.String(length=16), nullable=True),
        sa.Column("role_id", sa.String(length=16), nullable=True),
        sa.Column("meeting_id", sa.String(length=16), nullable=True),
        sa.Column("entry_id", sa.String(length=16), nullable=True),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("about_date", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("to_claim", sa.JSON(), nullable=False),
        sa.Column("late_reason", sa.String(length=500), nullable=False),
        sa.Column("made_by", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.String(length=16), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("check_by", sa.Date(), nullable=True),
        sa.Column("pay_by", sa.Date(), nullable=True),
        sa.Column("total_pence", sa.Integer(), nullable=False),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looking_id", sa.String(length=16), nullable=True),
        sa.Column("looking_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["log_entry.id"], name=op.f("fk_claim_entry_id_log_entry")),
        sa.ForeignKeyConstraint(["looking_id"], ["person.id"], name=op.f("fk_claim_looking_id_person")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_claim_made_by_person")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_claim_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_claim_person_id_person")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_claim_role_id_role")),
        sa.ForeignKeyConstraint(["sent_by"], ["person.id"], name=op.f("fk_claim_sent_by_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_claim_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("ref", name=op.f("uq_claim_ref")),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_check_by"), ["check_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_sent_at"), ["sent_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_team_id"), ["team_id"], unique=False)

    op.create_table(
        "entry_reply",
        sa.Column("entry_id", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("thanks", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_entry_reply_by_person")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["log_entry.id"], name=op.f("fk_entry_reply_entry_id_log_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_reply")),
    )
    with op.batch_alter_table("entry_reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_reply_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "goal_log",
        sa.Column("goal_id", sa.String(length=16), nullable=False),
        sa.Column("entry_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["log_entry.id"], name=op.f("fk_goal_log_entry_id_log_entry")),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_goal_log_goal_id_goal")),
        sa.PrimaryKeyConstraint("goal_id", "entry_id", name=op.f("pk_goal_log")),
    )
    op.create_table(
        "reflection",
        sa.Column("entry_id", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("listened", sa.String(length=20), nullable=False),
        sa.Column("could_change", sa.String(length=20), nullable=False),
        sa.Column("better", sa.String(length=2000), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["log_entry.id"], name=op.f("fk_reflection_entry_id_log_entry")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reflection_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_reflection_entry_id")),
    )
    with op.batch_alter_table("reflection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reflection_person_id"), ["person_id"], unique=False)

    op.create_table(
        "story_file",
        sa.Column("entry_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("file_key", sa.String(length=80), nullable=False),
        sa.Column("small_key", sa.String(length=80), nullable=True),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["log_entry.id"], name=op.f("fk_story_file_entry_id_log_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_file")),
    )
    with op.batch_alter_table("story_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_story_file_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "claim_line",
        sa.Column("claim_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("claimed_pence", sa.Integer(), nullable=False),
        sa.Column("payable_pence", sa.Integer(), nullable=False),
        sa.Column("offered_pence", sa.Integer(), nullable=True),
        sa.Column("cut_words", sa.String(length=300), nullable=False),
        sa.Column("priced_words", sa.String(length=300), nullable=False),
        sa.Column("rate_id", sa.String(length=16), nullable=True),
        sa.Column("receipt_state", sa.String(length=20), nullable=False),
        sa.Column("receipt_words", sa.String(length=500), nullable=False),
        sa.Column("once_key", sa.String(length=80), nullable=True),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("claimed_by", sa.String(length=16), nullable=False),
        sa.Column("typed_by", sa.String(length=16), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("approved_pence", sa.Integer(), nullable=True),
        sa.Column("paid_pence", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("staff_note", sa.String(length=500), nullable=False),
        sa.Column("decided_by", sa.String(length=16), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("payment", sa.String(length=20), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(decision = 'undecided') = (decided_by IS NULL) AND (decided_by IS NULL) = (approved_pence IS NULL)",
            name=op.f("ck_claim_line_decided_by_somebody"),
        ),
        sa.CheckConstraint(
            "decision IN ('undecided', 'approved', 'part approved', 'declined')",
            name=op.f("ck_claim_line_known_decision"),
        ),
        sa.CheckConstraint(
            "approved_pence IS NULL OR approved_pence BETWEEN 0 AND payable_pence",
            name=op.f("ck_claim_line_approved_in_payable"),
        ),
        sa.CheckConstraint(
            "claimed_pence >= 0 AND payable_pence BETWEEN 0 AND claimed_pence",
            name=op.f("ck_claim_line_payable_in_claimed"),
        ),
        sa.CheckConstraint(
            "decided_by IS NULL OR (decided_by <> claimed_by AND decided_by <> typed_by)",
            name=op.f("ck_claim_line_never_decides_own"),
        ),
        sa.CheckConstraint(
            "paid_pence BETWEEN 0 AND coalesce(approved_pence, 0)",
            name=op.f("ck_claim_line_paid_in_approved"),
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_line_claim_id_claim")),
        sa.ForeignKeyConstraint(["claimed_by"], ["person.id"], name=op.f("fk_claim_line_claimed_by_person")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_claim_line_decided_by_person")),
        sa.ForeignKeyConstraint(["rate_id"], ["rate.id"], name=op.f("fk_claim_line_rate_id_rate")),
        sa.ForeignKeyConstraint(["typed_by"], ["person.id"], name=op.f("fk_claim_line_typed_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_line")),
        sa.UniqueConstraint("claim_id", "number", name=op.f("uq_claim_line_claim_id")),
    )
    with op.batch_alter_table("claim_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_line_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_line_payment"), ["payment"], unique=False)
        batch_op.create_index(
            "uq_claim_line_once",
            ["once_key"],
            unique=True,
            sqlite_where=sa.text("live AND once_key IS NOT NULL"),
            postgresql_where=sa.text("live AND once_key IS NOT NULL"),
        )

    op.create_table(
        "claim_message",
        sa.Column("claim_id", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_claim_message_by_person")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_message_claim_id_claim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_message")),
    )
    with op.batch_alter_table("claim_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_message_claim_id"), ["claim_id"], unique=False)

    op.create_table(
        "decision_draft",
        sa.Column("claim_id", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_decision_draft_by_person")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_decision_draft_claim_id_claim")),
        sa.PrimaryKeyConstraint("claim_id", "by", name=op.f("pk_decision_draft")),
    )
    op.create_table(
        "question",
        sa.Column("claim_id", sa.String(length=16), nullable=False),
        sa.Column("line_id", sa.String(length=16), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("wants", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(length=16), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.Column("answer_pence", sa.Integer(), nullable=True),
        sa.Column("answered_by", sa.String(length=16), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_question_answered_by_person")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_question_asked_by_person")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_question_claim_id_claim")),
        sa.ForeignKeyConstraint(["line_id"], ["claim_line.id"], name=op.f("fk_question_line_id_claim_line")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_claim_id"), ["claim_id"], unique=False)

    op.create_table(
        "receipt",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("claim_id", sa.String(length=16), nullable=False),
        sa.Column("line_id", sa.String(length=16), nullable=True),
        sa.Column("file_key", sa.String(length=80), nullable=False),
        sa.Column("small_key", sa.String(length=80), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("original_sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by", sa.String(length=16), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_receipt_added_by_person")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_receipt_claim_id_claim")),
        sa.ForeignKeyConstraint(["line_id"], ["claim_line.id"], name=op.f("fk_receipt_line_id_claim_line")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_receipt_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipt_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipt_original_sha256"), ["original_sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipt_person_id"), ["person_id"], unique=False)

    op.create_table(
        "run_line",
        sa.Column("run_id", sa.String(length=16), nullable=False),
        sa.Column("line_id", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("pence", sa.Integer(), nullable=False),
        sa.Column("bank_details_id", sa.String(length=16), nullable=False),
        sa.Column("reference", sa.String(length=18), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("pence > 0", name=op.f("ck_run_line_pays_something")),
        sa.ForeignKeyConstraint(
            ["bank_details_id"], ["bank_details.id"], name=op.f("fk_run_line_bank_details_id_bank_details")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["claim_line.id"], name=op.f("fk_run_line_line_id_claim_line")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_run_line_person_id_person")),
        sa.ForeignKeyConstraint(["run_id"], ["payment_run.id"], name=op.f("fk_run_line_run_id_payment_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_line")),
    )
    with op.batch_alter_table("run_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_run_line_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_run_line_run_id"), ["run_id"], unique=False)
        batch_op.create_index(
            "uq_run_line_live",
            ["line_id"],
            unique=True,
            sqlite_where=sa.text("live"),
            postgresql_where=sa.text("live"),
        )
    op.create_index(
        "uq_staff_role_live", "staff_role", ["person_id", "role", sa.text("coalesce(team_id, '')")], unique=True,
        sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL"),
    )  # fmt: skip
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("run_line", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_run_line_live", sqlite_where=sa.text("live"), postgresql_where=sa.text("live")
        )
        batch_op.drop_index(batch_op.f("ix_run_line_run_id"))
        batch_op.drop_index(batch_op.f("ix_run_line_person_id"))

    op.drop_table("run_line")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_person_id"))
        batch_op.drop_index(batch_op.f("ix_receipt_original_sha256"))
        batch_op.drop_index(batch_op.f("ix_receipt_line_id"))
        batch_op.drop_index(batch_op.f("ix_receipt_claim_id"))

    op.drop_table("receipt")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_claim_id"))

    op.drop_table("question")
    op.drop_table("decision_draft")
    with op.batch_alter_table("claim_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_message_claim_id"))

    op.drop_table("claim_message")
    with op.batch_alter_table("claim_line", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_claim_line_once",
            sqlite_where=sa.text("live AND once_key IS NOT NULL"),
            postgresql_where=sa.text("live AND once_key IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_claim_line_payment"))
        batch_op.drop_index(batch_op.f("ix_claim_line_claim_id"))

    op.drop_table("claim_line")
    with op.batch_alter_table("story_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_story_file_entry_id"))

    op.drop_table("story_file")
    with op.batch_alter_table("reflection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reflection_person_id"))

    op.drop_table("reflection")
    op.drop_table("goal_log")
    with op.batch_alter_table("entry_reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_reply_entry_id"))

    op.drop_table("entry_reply")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_team_id"))
        batch_op.drop_index(batch_op.f("ix_claim_state"))
        batch_op.drop_index(batch_op.f("ix_claim_sent_at"))
        batch_op.drop_index(batch_op.f("ix_claim_person_id"))
        batch_op.drop_index(batch_op.f("ix_claim_check_by"))

    op.drop_table("claim")
    with op.batch_alter_table("role_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_agreement_role_id"))

    op.drop_table("role_agreement")
    with op.batch_alter_table("pay_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pay_answer_role_id"))
        batch_op.drop_index(batch_op.f("ix_pay_answer_person_id"))

    op.drop_table("pay_answer")
    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_log_entry_team_id"))
        batch_op.drop_index(batch_op.f("ix_log_entry_story_at"))
        batch_op.drop_index(batch_op.f("ix_log_entry_role_id"))
        batch_op.drop_index(batch_op.f("ix_log_entry_person_id"))
        batch_op.drop_index(batch_op.f("ix_log_entry_on_date"))
        batch_op.drop_index(batch_op.f("ix_log_entry_meeting_id"))

    op.drop_table("log_entry")
    op.drop_table("agreement_draft")
    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_person_id"))
        batch_op.drop_index(batch_op.f("ix_role_opening_id"))

    op.drop_table("role")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_person_id"))
        batch_op.drop_index(batch_op.f("ix_attendance_meeting_id"))

    op.drop_table("attendance")
    op.drop_table("saved_opening")
    op.drop_table("opening_strength")
    op.drop_table("not_for_me")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_starts_at"))
        batch_op.drop_index(batch_op.f("ix_meeting_opening_id"))

    op.drop_table("meeting")
    with op.batch_alter_table("interest", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_interest_open",
            sqlite_where=sa.text("state IN ('sent', 'talking', 'accepted')"),
            postgresql_where=sa.text("state IN ('sent', 'talking', 'accepted')"),
        )
        batch_op.drop_index(batch_op.f("ix_interest_person_id"))
        batch_op.drop_index(batch_op.f("ix_interest_opening_id"))

    op.drop_table("interest")
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opening_team_id"))
        batch_op.drop_index(batch_op.f("ix_opening_published_at"))
        batch_op.drop_index(batch_op.f("ix_opening_project_id"))

    op.drop_table("opening")
    with op.batch_alter_table("staff_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_role_person_id"))

    op.drop_table("staff_role")
    with op.batch_alter_table("run_file", schema=None) as batch_op:
        batch_op.drop_index("uq_run_file_kind")

    op.drop_table("run_file")
    with op.batch_alter_table("run_download", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_run_download_run_id"))

    op.drop_table("run_download")
    with op.batch_alter_table("rate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rate_card_id"))

    op.drop_table("rate")
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_team_id"))

    op.drop_table("project")
    with op.batch_alter_table("goal_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_step_goal_id"))

    op.drop_table("goal_step")
    with op.batch_alter_table("trusted_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trusted_grant_person_id"))
        batch_op.drop_index(batch_op.f("ix_trusted_grant_helper_id"))

    op.drop_table("trusted_grant")
    op.drop_table("team")
    op.drop_table("strength")
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_link_person_id"))

    op.drop_table("sign_in_link")
    with op.batch_alter_table("saved_place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_place_person_id"))

    op.drop_table("saved_place")
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_code_person_id"))

    op.drop_table("recovery_code")
    op.drop_table("rate_card")
    op.drop_table("profile")
    op.drop_table("payment_run")
    op.drop_table("pay_wish")
    with op.batch_alter_table("known_device", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_known_device_person_id"))

    op.drop_table("known_device")
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_person_id"))

    op.drop_table("goal")
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_run_id"))
        batch_op.drop_index(batch_op.f("ix_entry_posting_id"))
        batch_op.drop_index(batch_op.f("ix_entry_person_id"))
        batch_op.drop_index(batch_op.f("ix_entry_on_date"))
        batch_op.drop_index(batch_op.f("ix_entry_line_id"))

    op.drop_table("entry")
    op.drop_table("communication_need")
    with op.batch_alter_table("bank_details", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_bank_details_current",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_bank_details_person_id"))
        batch_op.drop_index(batch_op.f("ix_bank_details_account_digest"))

    op.drop_table("bank_details")
    op.drop_table("availability")
    with op.batch_alter_table("staff_todo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_todo_team_id"))
        batch_op.drop_index(batch_op.f("ix_staff_todo_person_id"))

    op.drop_table("staff_todo")
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_failure_at"))
        batch_op.drop_index(batch_op.f("ix_sign_in_failure_about"))

    op.drop_table("sign_in_failure")
    with op.batch_alter_table("setting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_setting_name"))

    op.drop_table("setting")
    op.drop_table("reference_limit")
    op.drop_table("recipient")
    op.drop_table("posting")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_person_mobile",
            sqlite_where=sa.text("confirmed_at IS NOT NULL"),
            postgresql_where=sa.text("confirmed_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_person_email_key",
            sqlite_where=sa.text("confirmed_at IS NOT NULL"),
            postgresql_where=sa.text("confirmed_at IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_person_email_key"))

    op.drop_table("person")
    op.drop_table("organisation")
    with op.batch_alter_table("once", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_once_made_at"))

    op.drop_table("once")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index("ix_message_state_next_try_at")
        batch_op.drop_index(batch_op.f("ix_message_person_id"))
        batch_op.drop_index(batch_op.f("ix_message_made_at"))

    op.drop_table("message")
    with op.batch_alter_table("ledger_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_check_at"))

    op.drop_table("ledger_check")
    op.drop_table("last_run")
    with op.batch_alter_table("kept_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_form_made_at"))

    op.drop_table("kept_form")
    with op.batch_alter_table("failed_job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_failed_job_job"))

    op.drop_table("failed_job")
    with op.batch_alter_table("ended_sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ended_sign_in_at"))

    op.drop_table("ended_sign_in")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_state"))
        batch_op.drop_index(batch_op.f("ix_document_person_id"))
        batch_op.drop_index(batch_op.f("ix_document_kind"))

    op.drop_table("document")
    op.drop_table("call_back")
    op.drop_table("audit_head")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_event_verb"))
        batch_op.drop_index(batch_op.f("ix_audit_event_person_id"))
        batch_op.drop_index(batch_op.f("ix_audit_event_by"))
        batch_op.drop_index(batch_op.f("ix_audit_event_at"))

    op.drop_table("audit_event")
