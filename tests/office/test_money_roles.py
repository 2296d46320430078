"""A role that moves money is given when a second person confirms it."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Person, StaffRole
from portal.accounts.staff import service as staff
from portal.changes import service as changes
from portal.foundation import calendar
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db, writing
from portal.foundation.pages import Refused
from portal.office.staff import asking
from tests.office.test_staff_pages import live_roles, role_address

NEW = {"team": "whole", "why": "Femi is away"}


def sent(client, address, **answers):
    """The change that waits then."""
    return client.post(address, data={**NEW, **answers}).location


def confirmed(visit, grace, change):
    client = visit(grace)
    page = client.get(change).page
    return client.post(f"{change}/confirm", data=page.form()), page


def test_a_money_role_is_held_once_a_finance_approver_confirms(visit, hana, grace, efe, outbox):
    client, hers = visit(hana), visit(efe)
    change = sent(client, "/admin/staff/efe/add-role", role="finance maker")
    assert live_roles("efe") == {"budget holder"} and hers.get("/queue").status_code == 200
    assert client.get("/admin/staff/efe").page.link("Efe Demir: Finance maker") == change
    _answer, page = confirmed(visit, grace, change)
    for words in ("Budget holder, Hearts; Finance maker", "Femi is away", "make payment runs"):
        assert words in page.main
    assert live_roles("efe") == {"budget holder", "finance maker"}
    assert hers.get("/queue").location == "/sign-in" and "E-34" in outbox.kinds(efe)
    (event,) = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "role given"))
    assert (event.by, event.details["why"]) == ("grace", "Femi is away")


def test_a_changed_role_is_confirmed_too(visit, hana, grace):
    change = sent(visit(hana), role_address("carys"), role="budget holder", team="minds")
    assert live_roles("carys") == {"coordinator"}
    page = confirmed(visit, grace, change)[1]
    assert "They could decide 0 claims of £0.00 that wait today." in page.main
    assert live_roles("carys") == {"budget holder"}


def test_an_invitation_with_a_money_role_is_sent_once_confirmed(visit, hana, grace):
    client = visit(hana)
    change = sent(client, "/admin/staff/invite", name="Kay", email="kay@people.example", role="administrator")
    assert db.session.scalar(select(Person.id).where(Person.name == "Kay")) is None
    confirmed(visit, grace, change)
    kay = db.session.scalar(select(Person.id).where(Person.name == "Kay"))
    assert live_roles(kay) == {"administrator"}


def test_nobody_confirms_a_role_of_their_own(visit, hana, grace):
    change = sent(visit(hana), "/admin/staff/grace/add-role", role="administrator")
    answer, _page = confirmed(visit, grace, change)
    assert answer.status_code == 409 and "You cannot give yourself a role." in answer.page.main
    assert live_roles("grace") == {"finance approver"}


def test_a_role_that_may_not_be_given_is_refused_before_it_is_proposed(visit, hana):
    answer = visit(hana).post("/admin/staff/femi/add-role", data={**NEW, "role": "finance approver"})
    assert answer.status_code == 422
    assert answer.page.errors[0].startswith("One person cannot make payment runs")


def test_a_second_press_proposes_once(visit, hana):
    client, asked = visit(hana), {**NEW, "role": "finance maker", "once": "k"}
    first, second = (client.post("/admin/staff/efe/add-role", data=asked) for _ in range(2))
    assert first.location == second.location


@pytest.mark.both_databases
def test_a_role_that_became_impossible_is_refused_in_words(people):
    change = asking.add_role("efe", "finance maker", None, "Away", by="hana", once="k")
    staff.add_role("efe", "finance approver", None, by="hana")
    with pytest.raises(Refused, match="One person cannot make payment runs and approve them"):
        changes.confirm(change, by="grace", once="k")


def test_the_first_administrator_gives_roles_alone_until_somebody_can_confirm(visit, hana, clock):
    with writing() as session:
        for role in session.scalars(select(StaffRole).where(StaffRole.person_id == "grace")):
            role.ended_at = calendar.now()
    clock.forward(days=31)
    client = visit(hana)
    page = client.get("/admin/staff/carys/add-role").page
    assert "Nobody else can confirm it yet, so it takes effect as soon as you save." in page.main
    asked = page.form(**NEW, role="finance approver")
    page = client.post(page.path, data=asked, follow_redirects=True).page
    assert "It took effect at once, because nobody else could confirm it yet." in page.main
    assert live_roles("carys") == {"coordinator", "finance approver"}
    told = select(AuditEvent.details).where(AuditEvent.verb == "change made alone")
    assert db.session.scalars(told).one()["because"] == "Nobody else could confirm it"
    assert "Nobody else can confirm it yet" not in client.get("/admin/staff/efe/add-role").page.main
