"""`flask setup`, `flask audit verify`, `flask staff link`."""

from sqlalchemy import text

from portal.foundation import audit, nights
from portal.foundation.database import db, writing
from portal.organisation.queries import organisation

SETUP = [
    "setup", "--organisation", "Riverside NHS Trust", "--service-name", "Take part", "--phone", "0113 496 0000",
    "--hours", "9am to 5pm", "--email", "help@riverside.example", "--post-address", "1 River Road, Leeds",
    "--team", "Hearts", "--administrator", "Hana Sato", "--administrator-email", "hana@riverside.example",
]  # fmt: skip


def run(app, *words):
    return app.test_cli_runner().invoke(args=list(words))


def test_setting_up_prints_a_link_that_opens_the_portal(app, client):
    done = run(app, *SETUP, "--rate-card", "NICE-LAY")
    assert done.exit_code == 0 and "is in use" in done.output
    link = done.output.strip().splitlines()[-1].removeprefix("http://localhost")
    assert client.get(link).page.h1 == "Choose a password for Take part"
    assert client.post(link, data={"password": "three green boats"}).location == "/me/two-step"
    assert organisation().name == "Riverside NHS Trust"


def test_setting_up_twice_changes_nothing(app):
    run(app, *SETUP, "--rate-card", "none")
    again = run(app, *SETUP, "--rate-card", "none")
    assert again.exit_code == 1 and "There is an administrator already." in again.output


def test_a_rate_card_that_is_not_there_is_named_and_nothing_is_made(app):
    done = run(app, *SETUP, "--rate-card", "NOPE")
    assert done.exit_code == 1 and "There is no rate card NOPE. There are: " in done.output
    assert run(app, *SETUP, "--rate-card", "none").exit_code == 0


def test_amounts_that_nobody_published_wait_for_the_administrator(app):
    assert "must confirm the amounts" in run(app, *SETUP, "--rate-card", "NIHR").output


def test_setting_up_asks_for_what_it_was_not_told(app):
    answers = (
        "Riverside\n\n0113 496 0000\n\nhelp@r.example\n1 River Road\nHearts\nHana\nhana@r.example\nnone\n"
    )
    done = app.test_cli_runner().invoke(args=["setup"], input=answers)
    assert done.exit_code == 0 and "/sign-in/invitation/" in done.output


def test_a_link_by_hand_is_printed_for_staff_alone(app, people):
    assert "/sign-in/invitation/" in run(app, "staff", "link", "carys@people.example").output
    refused = run(app, "staff", "link", "amina@people.example")
    assert refused.exit_code == 1 and "No member of staff" in refused.output


def three_events():
    with writing():
        for _ in range(3):
            audit.record("claim sent", "claim", "c1", by="amina")


def test_a_whole_chain_fits_and_a_cut_one_is_named(app, people):
    three_events()
    assert run(app, "audit", "verify").output == "All 3 events fit.\n"
    db.session.execute(text("DROP TRIGGER audit_event_no_delete"))
    db.session.execute(text("DELETE FROM audit_event WHERE seq = 3"))
    db.session.commit()
    broken = run(app, "audit", "verify")
    assert broken.exit_code == 1 and "The chain is broken at event 3." in broken.output


def test_a_tail_cut_off_together_with_the_head_is_missed_by_the_night_before(app, people):
    three_events()
    nights.keep_the_trails_head()
    assert run(app, "audit", "verify").output == "All 3 events fit.\n"
    second = db.session.get(audit.AuditEvent, 2).hash
    db.session.execute(text("DROP TRIGGER audit_event_no_delete"))
    db.session.execute(text("DELETE FROM audit_event WHERE seq = 3"))
    db.session.execute(text("UPDATE audit_head SET seq = 2, hash = :hash"), {"hash": second})
    db.session.commit()
    assert "The chain is broken at event 3." in run(app, "audit", "verify").output


def test_another_chain_made_without_the_portals_key_does_not_fit(app, people):
    three_events()
    app.extensions["settings"].keys_file.unlink()  # the forger's portal makes keys of its own
    assert "The chain is broken at event 1." in run(app, "audit", "verify").output
