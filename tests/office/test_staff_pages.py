"""An administrator's pages about staff."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Person, StaffRole
from portal.foundation.database import db


def role_address(person_id):
    role = db.session.scalar(select(StaffRole.id).where(StaffRole.person_id == person_id))
    return f"/admin/staff/{person_id}/roles/{role}"


def live_roles(person_id):
    live = select(StaffRole.role).where(StaffRole.person_id == person_id, StaffRole.ended_at.is_(None))
    return set(db.session.scalars(live))


def test_the_list_shows_everyone_with_their_roles_and_teams(visit, hana):
    page = visit(hana).get("/admin/staff").page
    assert "Carys Rees" in page.main and "Coordinator, Hearts" in page.main and "Finance maker" in page.main
    assert "Amina" not in page.main


def test_the_administrators_first_page_leads_to_the_rest(visit, hana):
    page = visit(hana).get("/admin").page
    assert page.link("Staff") == "/admin/staff" and page.link("Audit") == "/admin/audit"


def test_nobody_is_offered_to_change_their_own_roles(visit, hana):
    own, other = (visit(hana).get(f"/admin/staff/{one}").page.main for one in ("hana", "carys"))
    assert "Add a role" in other and "Remove from staff" in other
    assert "Add a role" not in own and "Remove from staff" not in own and "This is you." in own


def test_an_invitation_is_sent_and_said(visit, hana):
    client = visit(hana)
    sent = client.get("/admin/staff/invite").page.form(
        name="Kay", email="kay@people.example", role="board", why="New"
    )
    page = client.post("/admin/staff/invite", data=sent, follow_redirects=True).page
    assert "We sent Kay a link. It works for 7 days." in page.main and "Invited" in page.main


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        (
            {},
            ["Select a role", "Select a team", "Enter their name", "Enter their email address", "Enter why"],
        ),
        (
            {"role": "king", "team": "whole", "name": "K", "email": "k@x.example", "why": "New"},
            ["Select a role"],
        ),
        (
            {"role": "board", "team": "nowhere", "name": "K", "email": "k@x.example", "why": "New"},
            ["Select a team"],
        ),
        (
            {
                "role": "finance approver",
                "team": "whole",
                "name": "F",
                "email": "femi@people.example",
                "why": "New",
            },
            ["One person cannot make payment runs and approve them. Choose another person or another role."],
        ),
    ],
)
def test_an_invitation_that_cannot_be_sent_says_why(visit, hana, sent, errors):
    answer = visit(hana).post("/admin/staff/invite", data=sent)
    assert answer.status_code == 422 and sorted(answer.page.errors) == sorted(errors)


def test_a_changed_role_signs_the_person_out(visit, hana, carys):
    hers = visit(carys)
    assert hers.get("/people").status_code == 200
    visit(hana).post(role_address("carys"), data={"role": "board", "team": "whole", "why": "New"})
    assert hers.get("/people").location == "/sign-in"
    assert live_roles("carys") == {"board"}


def test_a_role_can_be_added_beside_another(visit, hana):
    visit(hana).post("/admin/staff/efe/add-role", data={"role": "board", "team": "whole", "why": "New"})
    assert live_roles("efe") == {"budget holder", "board"}


def test_removing_asks_first_and_then_signs_out(visit, hana, dev):
    client, his = visit(hana), visit(dev)
    assert client.get("/admin/staff/dev/remove").page.h1 == "Remove Dev Patel from staff?"
    assert live_roles("dev") == {"coordinator"}
    client.post("/admin/staff/dev/remove")
    assert live_roles("dev") == set() and his.get("/people").location == "/sign-in"
    assert client.get("/admin/staff/dev").status_code == 404


def test_an_administrator_cannot_remove_herself(visit, hana):
    answer = visit(hana).post("/admin/staff/hana/remove")
    assert answer.status_code == 409
    assert "You cannot change or remove your own role. Ask another administrator." in answer.page.main


def test_a_second_step_is_reset_after_asking(visit, hana):
    client = visit(hana)
    assert client.get("/admin/staff/carys/reset-two-step").page.h1 == "Reset the second step of Carys Rees?"
    assert client.post("/admin/staff/carys/reset-two-step").status_code == 303
    assert client.post("/admin/staff/hana/reset-two-step").status_code == 409


def test_a_new_link_can_be_sent(visit, hana):
    page = visit(hana).post("/admin/staff/carys/invite-again", follow_redirects=True).page
    assert "We sent Carys Rees a new link." in page.main


def test_changing_rights_asks_for_the_password_again_after_five_minutes(visit, hana, clock):
    client = visit(hana)
    clock.forward(minutes=6)
    sent = client.post("/admin/staff/dev/remove")
    assert sent.location == "/sign-in/again" and live_roles("dev") == {"coordinator"}


@pytest.mark.parametrize("address", ["amina", "nothing", "carys/roles/nothing"])
def test_who_is_not_on_the_staff_is_not_found(visit, hana, address):
    assert visit(hana).get(f"/admin/staff/{address}").status_code == 404


def test_an_invited_person_chooses_a_password_and_a_second_step(app, visit, hana, client):
    from tests.accounts.conftest import Post

    visit(hana).post(
        "/admin/staff/invite",
        data={"name": "Kay", "email": "kay@people.example", "role": "board", "team": "whole", "why": "New"},
    )
    link = Post().link("kay@people.example")
    assert client.get(link).page.h1 == "Choose a password for Take part"
    assert client.post(link, data={"password": "password1"}).status_code == 422
    assert client.post(link, data={"password": "three green boats"}).location == "/me/two-step"
    assert db.session.scalar(select(Person.confirmed_at).where(Person.name == "Kay"))


def test_names_that_look_like_markup_are_words(visit, hana):
    sent = {
        "name": "<img src=x onerror=alert(1)>",
        "email": "x@people.example",
        "role": "board",
        "team": "whole",
        "why": "New",
    }
    page = visit(hana).post("/admin/staff/invite", data=sent, follow_redirects=True).page
    assert not page.all("main img") and "<img src=x" in page.main
