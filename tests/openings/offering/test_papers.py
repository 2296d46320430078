"""The agreement and the Jobcentre letter as documents that somebody keeps."""

import datetime as dt
import subprocess

import pytest

from portal.openings.offering.roles.rules import accepted_words, offered_words
from portal.openings.rules import Said
from portal.people.models import CommunicationNeed

NOON = dt.datetime(2026, 11, 17, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def hers(visit, amina):
    return visit(amina)


def words_of(pdf, tmp_path):
    """The text of a PDF, with single spaces."""
    (tmp_path / "it.pdf").write_bytes(pdf)
    done = subprocess.run(["pdftotext", tmp_path / "it.pdf", "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("said", "pays", "words"),
    [
        (None, False, "Nothing was offered for time."),
        (None, True, "Not decided yet."),
        (Said("not sure", NOON), True, "Not decided yet."),
        (Said("yes", NOON), True, "The amount offered. Said on 17 November 2026, before the first session."),
        (
            Said("no", NOON), True,
            "Declined. Nothing is paid for time. Said on 17 November 2026, before the first session.",
        ),
        (Said("no", NOON + 2 * HOUR), True, "Declined. Nothing is paid for time. Said on 17 November 2026."),
        (
            Said("costs only", NOON), True,
            "Declined. Nothing is paid for time. Said on 17 November 2026, before the first session.",
        ),
        (
            Said("less", NOON, 2000), True,
            "£20 for each session, less than was offered, as they wished. "
            "Said on 17 November 2026, before the first session.",
        ),
        (
            Said("charity", NOON, None, "Air Ambulance"), True,
            "Nothing is paid to the person. They asked us to give it to Air Ambulance. "
            "Said on 17 November 2026, before the first session.",
        ),
    ],
)  # fmt: skip
def test_the_letter_says_what_was_accepted_and_if_it_was_said_in_time(said, pays, words):
    assert accepted_words(said, pays, NOON + HOUR) == words


def test_the_letter_says_what_was_offered():
    assert offered_words(True, "£25 an hour", 5000) == "£25 an hour (£50 for one session), for time"
    assert offered_words(False, "", None) == "Nothing for time. Costs only."


def test_the_letter_is_there_from_the_day_of_the_offer(hers, meeting, offered, amina, tmp_path):
    answer = hers.get(f"/roles/{offered(amina)}/jobcentre-letter")
    words = words_of(answer.data, tmp_path)
    for told in (
        "Amina Yusuf", "Tuesday 1 December 2026, 2pm to 4pm", "£25 an hour (£50 for one session), for time",
        "Not decided yet.", "Why this is not a job", "regulations 53, 55 and 60", "is not for us to say",
    ):  # fmt: skip
        assert told in words, told


def test_the_letter_promises_nothing_and_names_no_benefit_as_theirs(hers, agreed, amina, tmp_path):
    words = words_of(hers.get(f"/roles/{agreed(amina)}/jobcentre-letter").data, tmp_path)
    assert "We do not know if they get benefits, or which." in words
    for never in ("protected", "safe", "will not affect", "does not affect", "entitled"):
        assert never not in words


def test_the_agreement_holds_both_signatures(hers, agreed, amina, tmp_path):
    words = words_of(hers.get(f"/roles/{agreed(amina)}/pdf").data, tmp_path)
    assert "Carys Rees on Tuesday 17 November 2026" in words
    assert "Agreed on Tuesday 17 November 2026" in words
    assert "7. If something goes wrong, and how to stop" in words


def test_both_sides_get_the_same_document(hers, visit, carys, opening, agreed, amina):
    role = agreed(amina)
    theirs = visit(carys).get(f"/manage/openings/{opening}/roles/{role}/pdf")
    assert hers.get(f"/roles/{role}/pdf").data == theirs.data


def test_papers_come_in_the_persons_own_size(app, hers, agreed, amina):
    from portal.documents.models import Document
    from portal.foundation.database import db, writing

    with writing() as session:
        session.add(CommunicationNeed(person_id=amina.id, group="format", code="large-print", detail="24"))
    hers.get(f"/roles/{agreed(amina)}/pdf")
    db.session.rollback()
    assert db.session.query(Document).one().format["size_pt"] == 24


def test_papers_are_tagged_for_who_listens(hers, agreed, amina, tmp_path):
    role = agreed(amina)
    for more in ("pdf", "jobcentre-letter"):
        (tmp_path / "it.pdf").write_bytes(hers.get(f"/roles/{role}/{more}").data)
        facts = subprocess.run(
            ["pdfinfo", tmp_path / "it.pdf"], capture_output=True, text=True, check=True
        ).stdout
        assert "Tagged:          yes" in facts


def test_the_letter_leaves_out_meetings_before_the_offer(visit, meeting, agreed, amina, clock, tmp_path):
    clock.forward(days=21)
    words = words_of(visit(amina).get(f"/roles/{agreed(amina)}/jobcentre-letter").data, tmp_path)
    assert "1 December 2026" not in words and "No date is set yet." in words
    assert "Said on 8 December 2026, before the first session." in words
