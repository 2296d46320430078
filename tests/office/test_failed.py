"""What failed, and trying it again."""

import pytest
from sqlalchemy import delete, select

from portal.foundation import jobs
from portal.foundation.database import db, writing
from portal.foundation.jobs import FailedJob
from portal.messages.models import Message, MessageState

done = []


@jobs.job
def draw_again():
    """A job that works now."""
    done.append("drawn")


@pytest.fixture
def failures(people):
    """A message and a job that were given up."""
    name = jobs._name(draw_again)
    with writing() as session:
        session.add(
            Message(
                id="m1", key="m1", person_id="amina", kind="E-08", channel="email", to="amina@people.example",
                subject="We have your claim", body_text="Words", state=MessageState.FAILED,
            )
        )  # fmt: skip
        session.add(
            FailedJob(id="j1", job=name, args="[]", tries=7, error="OSError at draw:3", next_try_at=None)
        )
    yield
    with writing() as session:
        session.execute(delete(FailedJob))  # every test ends without failures


def test_nothing_failed_says_so(visit, hana):
    assert "Nothing has failed." in visit(hana).get("/admin/failed").page.main


def test_what_failed_is_listed_without_anybodys_words(visit, hana, failures):
    shown = visit(hana).get("/admin/failed").page.main
    assert "We have your claim" in shown and "OSError at draw:3" in shown and "Words" not in shown


def test_a_message_is_sent_again_by_one_press(visit, hana, failures):
    visit(hana).post("/admin/failed/messages/m1")
    assert db.session.scalar(select(Message.state)) is MessageState.SENT


def test_a_job_is_tried_again_by_one_press(visit, hana, failures):
    visit(hana).post("/admin/failed/jobs/j1")
    assert done == ["drawn"] and jobs.failures() == []


@pytest.mark.parametrize("address", ["messages/nothing", "jobs/nothing"])
def test_what_did_not_fail_is_not_there(visit, hana, failures, address):
    assert visit(hana).post(f"/admin/failed/{address}").status_code == 404
