"""A portal with so many claims, written row by row without the services: what is measured is reading."""

import datetime as dt
import random
from pathlib import Path

from flask import Flask
from sqlalchemy import insert

from portal import create_app
from portal.claims.models import Claim, ClaimLine
from portal.demo import service as demo
from portal.foundation import calendar
from portal.foundation.database import db, new_id, writing
from portal.settings import Settings

SECRET = "only for measuring, never kept"  # guards nothing: the data is made up and thrown away


def settings_for(folder: Path) -> Settings:
    return Settings(
        secret_key=SECRET, data_dir=folder, production=False, demo=True, jobs_immediate=False, csrf=False
    )


def portal_with(folder: Path, claims: int) -> Flask:
    """A portal with the demo in it and `claims` sent ones beside."""
    app = create_app(settings_for(folder))
    with app.app_context():
        db.create_all()
        cast = demo.load(demo.Size(participants=24, openings=12, claims=20))
        team = cast.teams["Outpatients"]
        _write(cast.people, team, claims)
        db.session.remove()
        db.engine.dispose()
    return app


def _write(people: list[str], team: str, count: int) -> None:
    chance = random.Random(1)  # a spread of dates, not a secret
    rows = [_claim(people[n % len(people)], team, n, chance) for n in range(count)]
    with writing() as session:
        for start in range(0, count, 500):
            session.execute(insert(Claim), rows[start : start + 500])
            session.execute(insert(ClaimLine), [_line(row) for row in rows[start : start + 500]])


def _claim(person: str, team: str, number: int, chance: random.Random) -> dict[str, object]:
    sent = calendar.now() - dt.timedelta(days=chance.randrange(1, 60), minutes=number)
    day = calendar.uk_date(sent)
    return {
        "id": new_id(), "ref": f"C{number:06d}", "person_id": person, "team_id": team, "about": "Letters group",
        "about_date": day, "state": "sent", "made_by": person, "sent_by": person, "sent_at": sent,
        "check_by": day + dt.timedelta(days=7), "pay_by": day + dt.timedelta(days=14), "total_pence": 640,
        "line_count": 1, "to_claim": [],
    }  # fmt: skip


def _line(claim: dict[str, object]) -> dict[str, object]:
    person = claim["person_id"]
    return {
        "claim_id": claim["id"], "number": 1, "kind": "public transport", "what": "Bus, Market Square to hospital",
        "on_date": claim["about_date"], "claimed_pence": 640, "payable_pence": 640, "details": {},
        "receipt_state": "waiting", "claimed_by": person, "typed_by": person,
    }  # fmt: skip
