"""The real beginning: an empty portal, `flask setup`, staff who are invited, and a claim that is paid."""

from types import SimpleNamespace

import pyotp
from sqlalchemy import select

from portal.accounts.models import Person as Account
from portal.foundation import calendar
from portal.foundation.database import db
from portal.organisation.queries import teams
from tests.support.browser import DESK, PHONE
from tests.support.journey import Person, looked_after
from tests.support.opening import published_opening
from tests.support.outbox import link_in_newest_file

PASSWORD = "three green boats by the pier"
SETUP = [
    "setup", "--organisation", "Riverside NHS Trust", "--service-name", "Take part", "--phone", "0113 496 0000",
    "--hours", "9am to 5pm", "--email", "help@riverside.example", "--post-address", "1 River Road, Leeds",
    "--team", "Hearts", "--administrator", "Hana Sato", "--administrator-email", "hana@riverside.example",
    "--rate-card", "none",
]  # fmt: skip
STAFF = {
    "carys": ("Carys Rees", "Coordinator"),
    "femi": ("Femi Ade", "Finance maker"),
    "grace": ("Grace O'Brien", "Finance approver"),
}


def test_an_empty_portal_is_set_up_and_a_claim_is_paid(app, window):
    done = app.test_cli_runner().invoke(args=SETUP)
    hana = Person(window(DESK))
    takes_a_seat(hana, done.output.strip().splitlines()[-1].removeprefix("http://localhost"))
    seats = {name: invited(hana, Person(window(DESK)), name) for name in STAFF}
    opening = published_opening(account("carys"), account("hana"))
    looked_after(Person(window(PHONE)), seats.__getitem__, opening, javascript=True)
    checked = app.test_cli_runner().invoke(args=["ledger", "check"])
    assert checked.exit_code == 0, checked.output


def takes_a_seat(someone, link):
    """An invitation: a password, the authenticator app, codes to keep."""
    someone.go(link).is_not_kept_out().type("New password", PASSWORD).press("Save password and sign in")
    someone.follow_summary("I cannot scan the picture")
    secret = someone.page.locator("main details b").inner_text().replace(" ", "")
    someone.type("Your password", PASSWORD).type("6-digit code", pyotp.TOTP(secret).at(calendar.now()))
    someone.is_not_kept_out().press("Turn on the second step").sees("Keep these codes safe")
    someone.press("I have kept them")
    return someone


def invited(hana, someone, name):
    """Hana invites them; they sit down at a desk of their own."""
    called, role = STAFF[name]
    hana.go("/admin/staff/invite").type("Name", called).type("Email address", f"{name}@riverside.example")
    hana.pick(role).choose("Team", "Hearts").type("Why?", "We begin").is_not_kept_out().press(
        "Send invitation"
    ).sees(called)
    return takes_a_seat(someone, link_in_newest_file())


def account(name):
    """Who they are, for making an opening as they would."""
    found = db.session.scalars(select(Account).where(Account.email == f"{name}@riverside.example")).one()
    return SimpleNamespace(id=found.id, name=found.name, team=teams()[0][0])
