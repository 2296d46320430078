"""The queue at many claims: as many statements, no more bytes, and nothing read but what an index gives in turn."""

import datetime as dt

import pytest
from sqlalchemy import insert, select

from portal.claims.deciding import queries, turn
from portal.claims.models import Claim, ClaimLine
from portal.foundation import calendar
from portal.foundation.database import db, new_id, writing
from tests.support.cast import HEARTS, MINDS
from tests.support.claims import decide, newcomer, sent_claim
from tests.support.counting import statements

ONE, EVERY = frozenset({HEARTS}), frozenset({HEARTS, MINDS})
ASKED = [{}, {"tab": "waiting"}, {"tab": "decided"}, {"show": "late"}, {"show": "over"}]


def write_many(person, count):
    """Sent claims of a person written row by row: what is tried is reading."""
    at = calendar.now()
    start = 200_000 + db.session.query(Claim).count()
    claims = [
        {
            "id": new_id(), "ref": f"C{start + n}", "person_id": person, "team_id": HEARTS, "about": "Falls group",
            "about_date": dt.date(2026, 11, 2), "state": "sent", "made_by": person, "sent_by": person, "sent_at": at,
            "check_by": dt.date(2026, 11, 20) + dt.timedelta(days=n % 7), "total_pence": 460, "line_count": 1,
            "to_claim": [], "late_reason": "", "version": 1, "made_at": at, "touched_at": at,
        }
        for n in range(count)
    ]  # fmt: skip
    lines = [
        {
            "id": new_id(), "claim_id": claim["id"], "number": 1, "kind": "public transport", "what": "Bus",
            "details": {}, "on_date": claim["about_date"], "claimed_pence": 460, "payable_pence": 460,
            "claimed_by": person, "typed_by": person, "receipt_state": "waiting",
        }
        for claim in claims
    ]  # fmt: skip
    with writing() as session:
        session.execute(insert(Claim), claims)
        session.execute(insert(ClaimLine), lines)


def numbers(page):
    return [link.text_content().strip() for link in page.all("td a.num")]


def test_a_thousand_claims_are_read_in_as_many_statements_as_ten_on_a_page_of_30_kb(visit, carys, amina):
    newcomer("sam")
    client, counted = visit(carys), []
    for count in (10, 990):
        write_many("sam", count)
        with statements() as sent:
            answer = client.get("/queue")
        counted.append(len(sent))
    assert counted[0] == counted[1] <= 6
    assert len(numbers(answer.page)) == 20 and answer.page.link("Next")
    assert len(answer.data) <= 30_000
    assert "99+ claims wait." in answer.page.main and "To check (99+)" in answer.page.main


def test_the_pages_of_the_queue_show_each_claim_once(visit, carys, amina):
    newcomer("sam")
    write_many("sam", 45)
    client, page, seen = visit(carys), None, []
    path = "/queue"
    for _ in range(3):
        page = client.get(path).page
        seen += numbers(page)
        path = page.link("Next") if page.all("a[rel=next], .nhsuk-pagination a") else path
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize("teams", [ONE, EVERY, None], ids=["one team", "every team", "all"])
@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_every_tab_and_filter_is_read_from_the_index_made_for_it(app, people, teams, asked):
    sqlite_only()
    found = select(turn.page_of(turn.Wanted(teams, **asked)).c.id)
    index = "decided" if asked.get("tab") == "decided" else "turn" + ("_team" if teams else "")
    assert indexes_of(found) == {f"ix_claim_{index}" + ("_large" if asked.get("show") == "over" else "")}


def test_whether_somebody_claimed_before_is_read_from_their_own_claims(app, people):
    sqlite_only()
    assert "ix_claim_person_sent" in indexes_of(
        select(Claim.id).where(Claim.ref == "C100001", turn.sent_before())
    )


def sqlite_only():
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL chooses by how many rows there are")


def indexes_of(asked):
    """The indexes of claims that a reading goes through."""
    text = str(asked.compile(db.engine, compile_kwargs={"literal_binds": True}))
    plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")
    steps = [row[3] for row in plan]
    assert "SCAN claim" not in steps, steps
    return {
        word for step in steps for word in step.split() if word.startswith("ix_claim_") and "line" not in word
    }


@pytest.mark.both_databases
@pytest.mark.parametrize("teams", [ONE, frozenset({MINDS}), EVERY, None])
def test_teams_asked_one_by_one_give_what_they_give_together(people, amina, clock, teams):
    for team in (HEARTS, MINDS, None, HEARTS, None, MINDS):
        sent_claim(amina, team=team)
        clock.forward(days=1)
    decide("C100001"), decide("C100004", ("question", "Which bus?"))
    waiting = select(Claim.ref, Claim.team_id).where(Claim.state == "sent").order_by(*turn.IN_TURN)
    mine = [None, *(teams or EVERY)]
    together = [ref for ref, team in db.session.execute(waiting) if team in mine]
    found = queries.queue(turn.Wanted(teams))
    assert [row.ref for row in found.rows] == together and found.counts["to-check"] == len(together)
    assert found.oldest == found.rows[0].check_by
    of_carys = [ref for ref, team in db.session.execute(waiting) if team in mine and team in (None, HEARTS)]
    assert turn.next_ref(teams, "carys") == of_carys[0]  # she decides nothing in another team
    behind = queries.queue(turn.Wanted(teams, after=found.rows[0].id))
    assert [row.ref for row in behind.rows] == together[1:]
