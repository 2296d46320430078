"""The audit trail as an administrator reads it, filters it and takes it out."""

import csv
import datetime as dt
import io

import pytest
from sqlalchemy import select

from portal.foundation import audit
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db, writing
from portal.office.trail import rules
from portal.organisation.models import Team
from tests.support.counting import statements


def happened(verb, by="carys", person_id="amina", **details):
    with writing():
        audit.record(verb, "claim", "c1", by=by, person_id=person_id, **details)


@pytest.fixture
def some_events(people):
    happened("claim sent", by="amina", total_pence=1840)
    happened("line approved", approved_pence=640, note=None)
    happened(
        "role changed", by="hana", person_id="dev", before={"role": "coordinator"}, after={"role": "board"}
    )
    happened("payments sent", by="portal", person_id=None)


def rows(page):
    return [" ".join(row.text_content().split()) for row in page.all("tbody tr")]


def test_events_are_words_newest_first(visit, hana, some_events):
    shown = rows(visit(hana).get("/admin/audit").page)
    assert "Who the portal What Payments sent" in shown[0]
    assert "Who Hana Sato What Role changed About Dev Patel Details role: coordinator → board" in shown[1]
    assert "What Line approved About Amina Yusuf Details approved: £6.40" in shown[2]


@pytest.mark.parametrize(
    ("filters", "verbs"),
    [
        ("who=carys", ["Line approved"]),
        ("who=CARYS+r", ["Line approved"]),
        ("who=portal", ["Payments sent"]),
        ("whom=amina", ["Line approved", "Claim sent"]),
        ("what=role+changed", ["Role changed"]),
        ("whom=amina&who=amina", ["Claim sent"]),
        ("what=nonsense", ["Payments sent", "Role changed", "Line approved", "Claim sent"]),
        ("who=%25", []),
        ("who=zz", []),
        ("since=18+11+2026", []),
        ("until=17+11+2026&who=amina", ["Claim sent"]),
        ("since=17/11/26&until=17+November+2026&who=amina", ["Claim sent"]),
        ("until=16+11+2026", []),
    ],
)
def test_filters_narrow_the_list(visit, hana, some_events, filters, verbs):
    page = visit(hana).get(f"/admin/audit?{filters}").page
    assert [row.split(" What ")[1].split(" About")[0] for row in rows(page)] == verbs


def test_details_are_names_and_days_and_a_fingerprint_is_short(visit, hana, people):
    with writing() as session:
        organisation = session.get_one(Team, "hearts").organisation_id
        session.add(Team(id="team000000000001", name="Night team", organisation_id=organisation))
    happened(
        "team changed", team_id="team000000000001", starts_at="2026-12-01T14:00:00+00:00", due_on="2026-12-03"
    )
    happened("file made", hash="ab" * 32)
    first, second = visit(hana).get("/admin/audit").page.all("tbody tr")
    assert "hash: abababab…" in first.text_content() and "ab" * 32 in first.text_content()
    told = second.text_content()
    assert "Night team" in told and "1 December 2026, 2pm" in told and "3 December 2026" in told


def test_a_day_that_is_none_is_said_beside_its_box(visit, hana, people):
    page = visit(hana).get("/admin/audit?since=31+2+2026").page
    assert page.errors == ["From must be a real date, like 3 11 2026"]


def test_nothing_found_says_so_and_leads_back(visit, hana, some_events):
    page = visit(hana).get("/admin/audit?who=zz").page
    assert "Nothing matches these filters." in page.main
    assert page.link("Remove all filters") == "/admin/audit"


def test_each_filter_can_be_removed_alone(visit, hana, some_events):
    page = visit(hana).get("/admin/audit?who=amina&whom=amina").page
    assert [link.get("href") for link in page.all(".chosen a")] == [
        "/admin/audit?whom=amina",
        "/admin/audit?who=amina",
    ]


@pytest.mark.parametrize(
    "address", ["before=x", "after=-1", "before=99999999999999999999", "since=99+1+2026", "who=%00"]
)
def test_an_address_that_makes_no_sense_is_still_a_page(visit, hana, some_events, address):
    assert visit(hana).get(f"/admin/audit?{address}").status_code == 200


def test_pages_go_back_and_forth_without_loss(visit, hana, people):
    with writing():
        for number in range(120):
            audit.record("claim sent", "claim", "c1", by="amina", person_id="amina", number=number)
    client = visit(hana)
    first = client.get("/admin/audit").page
    second = client.get(first.link("Next")).page
    third = client.get(second.link("Next")).page
    assert [len(rows(page)) for page in (first, second, third)] == [50, 50, 20]
    assert rows(client.get(second.link("Previous")).page) == rows(first)
    assert len({*rows(first), *rows(second), *rows(third)}) == 120


def test_the_list_asks_the_database_as_often_for_a_thousand_events(visit, hana, people):
    client, counts = visit(hana), []
    for number in (10, 1000):
        with writing():
            for _ in range(number):
                audit.record("claim sent", "claim", "c1", by="amina", person_id="amina")
        with statements() as sent:
            client.get("/admin/audit")
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 6


def test_taking_it_out_is_an_event_and_holds_what_was_filtered(visit, hana, some_events):
    answer = visit(hana).post("/admin/audit/export?who=amina")
    lines = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="audit-2026-11-17.csv"'
    assert [line[4] for line in lines] == ["What", "Claim sent"]
    kept = db.session.scalar(select(AuditEvent).where(AuditEvent.verb == "audit trail exported"))
    assert kept.details == {"filters": {"who": "amina"}}


def test_no_cell_of_the_file_is_a_formula(visit, hana, people):
    happened("claim sent", words="=cmd|' /C calc'!A0")
    happened("+1", by="amina")
    text = visit(hana).post("/admin/audit/export").text
    cells = [cell for line in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in line]
    assert not [cell for cell in cells if cell.startswith(rules.RISKY)]


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({}, []),
        ({"total_pence": 1840}, ["total: £18.40"]),
        ({"kept": True, "why": None}, ["kept: yes"]),
        ({"roles": ["board", "coordinator"]}, ["roles: board, coordinator"]),
        ({"before": {"a": 1}, "after": {"a": 1, "b_pence": 5}}, ["b: none → £0.05"]),
        ({"after": {"name": "Hearts"}}, ["name: Hearts"]),
        ({"before": "old", "after": None}, ["before: old"]),
    ],
)
def test_details_are_told_in_words(details, words):
    assert rules.detail_words(details) == words


def test_a_day_of_the_filter_is_a_uk_day(visit, hana, people, clock):
    clock.set(dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC))  # 1 July, half past midnight
    happened("claim sent", by="amina")
    client = visit(hana)
    assert rows(client.get("/admin/audit?since=1+7+2026&who=amina").page)
    assert not rows(client.get("/admin/audit?until=30+6+2026&who=amina").page)
