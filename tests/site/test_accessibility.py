"""No barrier that axe can see, on any page of any role, on a phone and at a desk."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Person
from portal.foundation.database import db
from tests.support import signing_in
from tests.support.crawl import Crawl, wrong_on

SIGN_INS = ["participant", "helper", "coordinator", "budget", "finance", "finance2", "admin", "board"]


def somebody(name):
    return db.session.scalars(select(Person).where(Person.email == f"{name}@demo.example")).one()


def barriers_met(app, page, *starts, public=False):
    """All that is wrong on the pages of a walk, and how many pages there were."""
    problems, pages = [], 0
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    for address in Crawl(app, page, public).walk(*starts):
        problems += wrong_on(page, address)
        pages += 1
    return problems, pages


@pytest.mark.parametrize("name", SIGN_INS)
def test_nobody_meets_a_barrier_on_any_page_of_their_role(app, live_portal, phone, name):
    signing_in.enter(phone, somebody(name), live_portal)
    problems, pages = barriers_met(app, phone, "/home")
    assert pages > 3, f"{name} found {pages} pages: /home leads nowhere"
    assert not problems, f"{len(problems)} barriers on {pages} pages:\n" + "\n".join(problems)


def test_somebody_who_is_not_signed_in_meets_no_barrier(app, live_portal, phone):
    problems, pages = barriers_met(app, phone, "/", "/sign-in", "/join", public=True)
    assert pages > 5 and not problems, f"{len(problems)} barriers on {pages} pages:\n" + "\n".join(problems)


def test_the_pages_of_errors_have_no_barrier(app, live_portal, phone):
    signing_in.enter(phone, somebody("participant"), live_portal)
    problems = []
    for address in ("/nothing-is-here", "/admin", "/claims/C000000"):
        phone.goto(address)
        problems += wrong_on(phone, address)
    assert not problems, "\n".join(problems)
