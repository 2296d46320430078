"""Runs as tests of pages press and read them."""

from portal.foundation.database import db
from portal.payments.models import PaymentRun
from tests.support.claims import once


def run_of(run_id):
    return db.session.get_one(PaymentRun, run_id, populate_existing=True)


def press(client, run_id, act, **answers):
    return client.post(f"/finance/runs/{run_id}/{act}", data={"once": once(), **answers})
