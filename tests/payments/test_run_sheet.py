"""The control sheet of a run as a PDF; and account numbers, which are in the payment file and nowhere else."""

import io

import page as validator  # the package page-validation
import pypdf
import pytest

from portal.documents.models import Document
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db
from portal.messages.models import Message, StaffTodo
from tests.support.claims import (
    approved,
    bank,
    confirmed_bank,
    draft_run,
    paid_run,
    ready,
    released_run,
    take_file,
)

NUMBER, SORT_CODE, ROLL = "66374958", "089999", "ROLL-7731"


def words(pdf):
    return " ".join(
        " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf)).pages).split()
    )


def test_the_sheet_of_a_paid_run_has_every_hand_sum_and_checksum(visit, femi, amina, tmp_path):
    ready(amina, bus=460, time=5000)
    run_id = paid_run()
    path = tmp_path / "sheet.pdf"
    path.write_bytes(visit(femi).get(f"/finance/runs/{run_id}/sheet").data)
    text = words(path.read_bytes())
    for said in (
        "Payment run 1", "2 payments, £54.60 in all, to arrive on 20 November 2026", "Femi Ade, 17 November 2026, 10am",
        "Grace O'Brien, 17 November 2026, 10am", "FP 0001", "Carys Rees", "COSTS 1-1 RIVERSID", "TIME 1-2 RIVERSID",
        "No cost centre", "£4.60", "£50.00", "£54.60",
    ):  # fmt: skip
        assert said in text, said
    assert validator.validate_pdf(str(path), profile=validator.ValidationProfile.PDF_UA_1).failures == []


def test_the_sheet_of_a_run_that_is_being_made_says_so(visit, femi, amina):
    ready(amina)
    text = words(visit(femi).get(f"/finance/runs/{draft_run()}/sheet").data)
    assert "Being made" in text and "Nobody yet" in text and "No file yet" in text


@pytest.fixture
def paid_with_numbers(people, amina, ivo):
    confirmed_bank(amina, account=NUMBER, sort_code=SORT_CODE, roll_number=ROLL)
    bank(ivo, account=NUMBER, sort_code=SORT_CODE, roll_number=ROLL)
    approved(amina), approved(ivo)
    run_id = released_run()
    assert NUMBER.encode() in take_file(run_id)
    return run_id


PAGES = {
    "femi": ("/finance", "/finance/runs/new", "/finance/runs/{run}", "/finance/runs/{run}/claims/C100001",
             "/finance/runs/{run}/sheet", "/finance/bank", "/finance/statements", "/finance/statements/amina"),
    "amina": ("/home", "/me", "/me/bank", "/me/bank/details", "/claims", "/claims/C100001", "/claims/C100001/copy"),
    "carys": ("/queue?tab=decided", "/queue/C100001"),
    "hana": ("/admin", "/admin/audit"),
    "jo": ("/reports",),
}  # fmt: skip


@pytest.mark.parametrize("who", PAGES)
def test_no_page_holds_an_account_number(paid_with_numbers, visit, people, who, capfd):
    client = visit(people[who])
    for path in PAGES[who]:
        answer = client.get(path.format(run=paid_with_numbers))
        assert answer.status_code == 200, path
        text = words(answer.data) if answer.mimetype == "application/pdf" else answer.text
        for number in (NUMBER, SORT_CODE, ROLL):
            assert number not in text, (path, number)
    logged = capfd.readouterr()
    assert "request" in logged.out and not any(number in logged.out + logged.err for number in (NUMBER, ROLL))


def test_no_message_document_or_trail_holds_an_account_number(paid_with_numbers):
    kept = [
        *(f"{row.subject} {row.body_text} {row.body_html}" for row in db.session.query(Message)),
        *(str(row.content) for row in db.session.query(Document)),
        *(str(row.details) for row in db.session.query(AuditEvent)),
        *(row.text for row in db.session.query(StaffTodo)),
    ]
    assert kept and not any(number in text for number in (NUMBER, SORT_CODE, ROLL) for text in kept)
