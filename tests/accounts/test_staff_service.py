"""Staff and their roles, on both databases."""

import threading

import pytest
from sqlalchemy import select

from portal.accounts import queries
from portal.accounts.models import Person, StaffRole
from portal.accounts.staff import service
from portal.foundation.access import StaffRole as Held
from portal.foundation.audit import AuditEvent
from portal.foundation.database import Stale, db, writing
from portal.foundation.once import OtherContent
from portal.messages.models import Message

pytestmark = pytest.mark.both_databases
KEY = "a form's key"


def roles_of(person_id):
    db.session.rollback()
    live = select(StaffRole).where(StaffRole.person_id == person_id, StaffRole.ended_at.is_(None))
    return {Held(role.role, role.team_id) for role in db.session.scalars(live)}


def role_id_of(person_id):
    return db.session.scalar(select(StaffRole.id).where(StaffRole.person_id == person_id))


def sessions_ended(person_id):
    db.session.rollback()
    return db.session.get(Person, person_id).sessions_ended


def test_inviting_makes_an_account_with_the_role_and_sends_a_link(people):
    new = service.invite("Kay", "kay@people.example", "coordinator", "hearts", by="hana", once=KEY)
    assert roles_of(new) == {Held("coordinator", "hearts")}
    assert db.session.get(Person, new).takes_part is False
    assert db.session.scalar(select(Message.kind).where(Message.person_id == new)) == "E-30"


def test_inviting_twice_with_one_form_is_once(people):
    asked = ("Kay", "kay@people.example", "board", None)
    ids = {service.invite(*asked, by="hana", once=KEY) for _ in range(2)}
    assert len(ids) == 1
    with pytest.raises(OtherContent):
        service.invite("Kay", "kay@people.example", "administrator", None, by="hana", once=KEY)


def test_who_takes_part_already_is_given_the_role_and_keeps_taking_part(people):
    assert service.invite("Ivo", "IVO@people.example", "board", None, by="hana", once=KEY) == "ivo"
    assert db.session.get(Person, "ivo").takes_part


@pytest.mark.parametrize(
    ("name", "email", "role"),
    [
        ("Hana", "hana@people.example", "coordinator"),
        ("Femi", "femi@people.example", "finance approver"),
        ("Carys", "carys@people.example", "coordinator"),
    ],
)
def test_a_role_that_may_not_be_given_leaves_nothing_behind(people, name, email, role):
    before = len(list(db.session.scalars(select(AuditEvent.seq))))
    team = "hearts" if role == "coordinator" else None
    with pytest.raises(service.NotAllowed):
        service.invite(name, email, role, team, by="hana", once=KEY)
    db.session.rollback()
    assert len(list(db.session.scalars(select(AuditEvent.seq)))) == before


def test_changing_a_role_ends_the_old_one_and_every_sign_in(people):
    before = sessions_ended("carys")
    service.change_role("carys", role_id_of("carys"), "budget holder", "minds", by="hana")
    assert roles_of("carys") == {Held("budget holder", "minds")}
    assert sessions_ended("carys") == before + 1
    event = db.session.scalar(select(AuditEvent).where(AuditEvent.verb == "role changed"))
    assert event.details["before"] == {"role": "coordinator", "team": "Hearts"}
    assert event.details["after"] == {"role": "budget holder", "team": "Minds"}


def test_two_administrators_changing_one_role_meet_only_once(people):
    role = role_id_of("carys")
    service.change_role("carys", role, "board", None, by="hana")
    with pytest.raises(Stale):
        service.change_role("carys", role, "administrator", None, by="hana")


@pytest.mark.parametrize(("role", "team"), [("administrator", None), ("coordinator", None)])
def test_nobody_changes_their_own_role(people, role, team):
    with pytest.raises(service.NotAllowed, match=r"your own role|yourself"):
        service.change_role("hana", role_id_of("hana"), role, team, by="hana")
    with pytest.raises(service.NotAllowed, match="yourself"):
        service.add_role("hana", "board", None, by="hana")
    assert roles_of("hana") == {Held("administrator", None)}


def test_making_runs_and_releasing_them_never_meet_in_one_person(people):
    for person, role in (("femi", "finance approver"), ("grace", "finance maker")):
        with pytest.raises(service.NotAllowed, match="One person cannot"):
            service.add_role(person, role, None, by="hana")


def test_removing_ends_every_role_and_sign_in_and_twice_is_once(people):
    service.add_role("carys", "board", None, by="hana")
    before = sessions_ended("carys")
    for _ in range(2):
        service.remove("carys", by="hana")
    assert roles_of("carys") == set() and sessions_ended("carys") == before + 1


def test_the_last_administrator_stays(people):
    with pytest.raises(service.NotAllowed, match="only administrator"):
        service.remove("hana", by="portal")


def test_two_administrators_cannot_remove_each_other_at_once(app, people):
    service.add_role("dev", "administrator", None, by="hana")
    outcomes, both = [], threading.Barrier(2)

    def remove(person_id, by):
        with app.app_context():
            both.wait()
            try:
                outcomes.append(service.remove(person_id, by=by))
            except service.NotAllowed as problem:
                outcomes.append(problem)

    threads = [threading.Thread(target=remove, args=pair) for pair in (("dev", "hana"), ("hana", "dev"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    left = roles_of("dev") | roles_of("hana")
    assert Held("administrator", None) in left and len(outcomes) == 2


def test_an_invitation_sets_the_password_once(people):
    link = service.new_link("carys@people.example").rpartition("/")[2]
    assert service.accept_invitation(link, "three green boats") == "carys"
    with pytest.raises(Exception, match="used"):
        service.accept_invitation(link, "three green boats")


def test_only_staff_get_a_link_by_hand(people):
    with pytest.raises(service.NotAllowed, match="No member of staff"):
        service.new_link("amina@people.example")


def test_the_first_administrator_is_made_once(people):
    with pytest.raises(service.NotAllowed, match="There is an administrator already"):
        service.first_administrator("Eve", "eve@people.example")


def test_a_reset_second_step_is_another_administrators_act(people):
    with writing() as session:
        session.get_one(Person, "carys").totp_secret = b"sealed"
    with pytest.raises(service.NotAllowed):
        service.reset_second_step("hana", by="hana")
    service.reset_second_step("carys", by="hana")
    db.session.rollback()
    assert db.session.get(Person, "carys").totp_secret is None


def test_who_may_do_what_is_asked_by_team(people):
    assert [one.id for one in queries.staff_with("claims.decide", "hearts")] == ["carys", "efe"]
    assert [one.id for one in queries.staff_with("claims.decide", "minds")] == ["dev"]
    assert [one.id for one in queries.staff_with("payments.release")] == ["grace"]


def test_names_have_words_for_jobs_and_for_who_has_left(people):
    found = queries.names(["amina", "portal", "gone", ""])
    assert found == {"amina": "Amina Yusuf", "portal": "the portal", "gone": "Someone who has left"}
