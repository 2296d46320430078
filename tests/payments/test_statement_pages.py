"""A statement as a page, a PDF and a table: one value out of the ledger, equal to the penny in all three."""

import csv
import io

import page as validator  # the package page-validation
import pikepdf
import pypdf
import pytest

from portal.foundation.audit import AuditEvent
from portal.foundation.database import db, writing
from portal.payments.statements import queries
from portal.people.models import CommunicationNeed
from portal.people.rules import FORMAT
from portal.rates import service as rates
from tests.claims.helping import helping
from tests.support.claims import (
    approved,
    confirmed_bank,
    decide,
    lines_of,
    newcomer,
    paid,
    paid_run,
    ready,
    sent_claim,
)
from tests.support.counting import statements

MONTH = "/statements/month/2026-11"


@pytest.fixture
def mine(visit, amina):
    return visit(amina)


@pytest.fixture
def desk(visit, femi):
    return visit(femi)


@pytest.fixture
def year(people, amina):
    """Costs approved in part, payment taken in part, payment that Amina said no to; all paid."""
    confirmed_bank(amina, account="66374958")
    decide(
        sent_claim(amina, bus=[460, 1250]), "approve", ("different", 750, "We can pay up to £7.50 for lunch.")
    )
    approved(
        amina, bus=None, time=2000, offered_pence=5000, priced_words="2 hours at £25.00 = £50.00",
        cut_words="You asked for £20 of £50",
    )  # fmt: skip
    approved(amina, bus=None, time=0, offered_pence=5000, cut_words="You said no to £50")
    paid_run()


def words(pdf):
    return " ".join(
        " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf)).pages).split()
    )


def totals(rows, kind):
    return f"{sum(float(row['Paid']) for row in rows if row['Kind'] == kind):.2f}"


def table(answer):
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_before_the_first_payment_there_is_nothing_to_read(mine):
    page = mine.get("/statements").page
    assert page.h1 == "Your statements"
    assert "Nothing has been paid yet. The first statement is here when it has." in page.main
    assert page.link("Go to claims") == "/claims"


def test_statements_are_there_by_tax_year_and_month(mine, amina):
    paid(amina)
    page = mine.get("/statements").page
    assert page.link("6 April 2026 to 5 April 2027") == "/statements/year/2026"
    assert page.link("November 2026") == MONTH


def test_costs_and_time_stand_apart_with_what_was_asked_and_why_less(mine, year):
    page = mine.get(MONTH).page
    assert page.h1 == "Your statement, November 2026"
    for said in (
        "Costs paid back£12.10", "Payment for time£20.00", "Paid in all£32.10", "Account ending 958",
        "We can pay up to £7.50 for lunch.", "2 hours at £25.00 = £50.00. You asked for £20 of £50.",
        "Payment that was offered and not taken", "You said no to £50",
    ):  # fmt: skip
        assert said in page.main, said


def test_page_pdf_and_table_have_the_same_totals(mine, year):
    page, pdf, rows = (
        mine.get(MONTH).page,
        words(mine.get(f"{MONTH}/pdf").data),
        table(mine.get(f"{MONTH}/csv")),
    )
    assert (totals(rows, "costs"), totals(rows, "time")) == ("12.10", "20.00")
    for amount in ("£12.10", "£20.00", "£32.10"):
        assert amount in page.main and amount in pdf


def test_the_pdf_says_what_was_offered_and_what_was_taken(mine, year):
    pdf = words(mine.get("/statements/year/2026/pdf").data)
    for said in ("Offered", "You took", "You claimed", "We paid", "You asked for £20 of £50", "You said no to £50",
                 "Account ending 958", "Payment for your time (involvement payment)", "not income"):  # fmt: skip
        assert said in pdf, said
    assert "66374958" not in pdf and "089999" not in pdf


@pytest.mark.parametrize("size", ["14", "24"])
def test_the_pdf_is_readable_by_a_screen_reader_in_each_size(mine, year, amina, tmp_path, size):
    with writing() as session:
        session.add(CommunicationNeed(person_id=amina.id, group=FORMAT, code="large-print", detail=size))
    path = tmp_path / "statement.pdf"
    path.write_bytes(mine.get(f"{MONTH}/pdf").data)
    assert validator.validate_pdf(str(path), profile=validator.ValidationProfile.PDF_UA_1).failures == []
    assert "£32.10" in words(path.read_bytes())


def test_the_table_is_inside_the_pdf(mine, year):
    made = pikepdf.open(io.BytesIO(mine.get(f"{MONTH}/pdf").data))
    (inside,) = made.attachments.values()
    assert (
        inside.get_file().read_bytes().decode().strip()
        == mine.get(f"{MONTH}/csv").data.decode("utf-8-sig").strip()
    )


def test_the_same_statement_asked_for_twice_is_the_same_file(mine, year):
    assert mine.get(f"{MONTH}/pdf").data == mine.get(f"{MONTH}/pdf").data


def test_files_are_named_by_their_period(mine, year):
    saved = [mine.get(f"{path}/{end}") for path in (MONTH, "/statements/year/2026") for end in ("pdf", "csv")]
    names = [answer.headers["Content-Disposition"] for answer in saved]
    assert len(set(names)) == 4
    assert "statement-month-2026-11-" in names[0] and 'statement-year-2026.csv"' in names[3]


def test_a_month_without_payments_says_so(mine, amina):
    paid(amina)
    page = mine.get("/statements/month/2026-10").page
    assert page.main.count("None in this time.") == 2 and "Paid in all£0.00" in page.main


@pytest.mark.parametrize(
    "path",
    ["month/2026-13", "month/x", "month/0000-01", "year/1999", "year/x", "week/2026-11", "month/2026-11/xml"],
)
def test_what_is_no_period_is_not_found(mine, path):
    assert mine.get(f"/statements/{path}").status_code == 404


def test_a_helper_sees_what_was_paid_only_when_that_was_ticked(visit, ben, amina):
    paid(amina)
    client = helping(visit, ben)  # Amina ticked see, log and fill
    for path in ("/statements", MONTH, f"{MONTH}/pdf", f"{MONTH}/csv"):
        assert client.get(path).status_code == 403, path


def test_a_stranger_sees_nothing_of_anybody_else(visit, ivo, amina):
    paid(amina)
    page = visit(ivo).get(MONTH).page
    assert "Paid in all£0.00" in page.main and "Amina" not in page.main


# Finance (F-40)


def test_finance_finds_a_person_and_their_statements(desk, amina):
    paid(amina)
    page = desk.get("/finance/statements?words=yusuf").page
    page = desk.get(page.link("Amina Yusuf")).page
    assert page.h1 == "Statements of Amina Yusuf"
    page = desk.get(page.link("November 2026")).page
    assert page.h1 == "Statement of Amina Yusuf, November 2026" and "Paid in all£4.60" in page.main
    assert desk.get(page.link("Save this statement")).mimetype == "application/pdf"
    assert totals(table(desk.get(page.link("Save the lines"))), "costs") == "4.60"


def test_the_list_says_when_there_are_more_people_than_it_shows(desk, people, monkeypatch):
    newcomer("sam")
    assert "4 people." in desk.get("/finance/statements").page.main
    monkeypatch.setattr(queries, "AT_MOST", 1)
    page = desk.get("/finance/statements").page
    assert "The first 1. Type a name to find the others." in page.main


@pytest.mark.parametrize("words_", ["smyth", "%", "_"])
def test_nothing_found_says_what_to_do(desk, words_):
    page = desk.get("/finance/statements", query_string={"words": words_}).page
    assert f"Nothing found for '{words_}'. Check the spelling." in page.main


def test_staff_who_look_are_in_the_trail_of_the_person(desk, amina):
    paid(amina)
    for path in ("", "/pdf", "/csv"):
        desk.get(f"/finance/statements/amina/month/2026-11{path}")
    seen = db.session.query(AuditEvent).filter_by(verb="statement seen", by="femi", person_id="amina")
    assert seen.count() == 3


@pytest.mark.parametrize("who", ["carys", "nobody-we-know"])
def test_whoever_does_not_take_part_has_no_statements(desk, who):
    for path in ("", "/month/2026-11", "/month/2026-11/pdf", "/month/2026-11/csv"):
        assert desk.get(f"/finance/statements/{who}{path}").status_code == 404, path


def test_statements_of_others_are_for_finance_alone(visit, carys, hana, jo, ivo):
    for who in (carys, hana, jo, ivo):
        for path in (
            "/finance/statements",
            "/finance/statements/amina",
            "/finance/statements/amina/month/2026-11",
        ):
            assert visit(who).get(path).status_code == 403, (who.id, path)


def test_a_statement_of_many_lines_is_read_in_as_many_statements(visit, desk, people):
    newcomer("sam")
    counted = []
    for count in (5, 100):
        ready("sam", bus=[100] * count)
        paid_run()
        with statements() as sent:
            desk.get("/finance/statements/sam/month/2026-11")
        counted.append(len(sent))
    assert counted[0] == counted[1] <= 8


# Miles above the approved amount (rule 13)


@pytest.fixture
def miles(people, amina):
    """100 miles by car at 56p, paid; the shared card approves 55p."""
    rates.load_shipped_rates()
    confirmed_bank(amina, account="66374958")
    ref = approved(amina, bus=5600)
    with writing():
        line = lines_of(ref)[0]
        line.kind, line.details = "own vehicle", {"vehicle": "CAR", "miles": "100"}
    paid_run()


def test_a_tax_year_says_what_is_above_the_approved_miles_and_draws_no_conclusion(mine, miles):
    page = mine.get("/statements/year/2026").page
    told = (
        "For miles by car from 6 April 2026 to 5 April 2027 we paid £56.00. The approved amount for the same miles is "
        "£55.00. The £1.00 above it may be taxable."
    )
    assert told in page.main
    assert "We do not know your tax." in page.main
    assert told in words(mine.get("/statements/year/2026/pdf", follow_redirects=True).data)


def test_finance_reads_what_is_above_the_approved_miles_in_the_pdf(visit, femi, amina, mine, miles):
    at = f"/finance/statements/{amina.id}/year/2026"
    page = visit(femi).get(at).page
    assert "taxable" not in page.main and "stand in the PDF" in page.main
    assert "may be taxable" in words(visit(femi).get(f"{at}/pdf", follow_redirects=True).data)


def test_a_month_and_a_year_without_such_miles_say_nothing(mine, miles):
    assert "taxable" not in mine.get(MONTH).page.main
    assert "taxable" not in mine.get("/statements/year/2025").text
