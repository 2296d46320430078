"""Inviting staff, giving and ending roles, resetting a second step. Nobody does any of it for themselves."""

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from portal.accounts import hashing, letters, links, rules
from portal.accounts.joining.service import new_person, owner_of
from portal.accounts.models import Person, RecoveryCode, StaffRole
from portal.foundation import audit, calendar
from portal.foundation.database import Stale, writing
from portal.foundation.once import once_only
from portal.organisation.models import Team


class NotAllowed(Exception):
    """A rule about roles stops this. Its text is shown to the administrator."""


@once_only
def invite(name: str, email: str, role: str, team_id: str | None, by: str, why: str = "") -> str:
    """Gives a role to the owner of an address, or to a new account there, and sends a one-time link; the person's id.
    Raises NotAllowed.
    """
    with writing() as session:
        person = owner_of(session, rules.email_key(email), None) or _new_staff(session, name, email)
        _give(session, person, role, team_id, by)
        letters.send_invitation(session, person, role, _name(session, by))
        audit.record(
            "member of staff invited",
            "person",
            person.id,
            by=by,
            person_id=person.id,
            role=role,
            team=_team(session, team_id),
            **_reason(why),
        )
        return person.id


def _new_staff(session: Session, name: str, email: str) -> Person:
    """An invited address is one that we wrote down, not one that somebody claims: it is confirmed by its link."""
    invited = select(Person).where(Person.email_key == rules.email_key(email), Person.confirmed_at.is_(None))
    with_role = invited.join(StaffRole, StaffRole.person_id == Person.id).limit(1)
    person = session.scalar(with_role) or new_person(name, email, None)
    person.takes_part = False
    session.add(person)
    session.flush()
    letters.keep_new_recipient(person)
    return person


def first_administrator(name: str, email: str) -> str:
    """For `flask setup`: an administrator whom nobody could invite; the one-time link. Raises NotAllowed when there is
    an administrator already."""
    with writing() as session:
        if administrators(session):
            raise NotAllowed("There is an administrator already. They can invite others.")
        person = _new_staff(session, name, email)
        _give(session, person, "administrator", None, "portal")
        audit.record("member of staff invited", "person", person.id, by="portal", role="administrator")
        return links.make(session, person.id, "staff-invitation").href


def new_link(email: str) -> str:
    """For `flask staff link`: a one-time link to choose a new password, when the post does not arrive. Raises
    NotAllowed for an address that is no member of staff's."""
    with writing() as session:
        person = session.scalar(_staff_at(email))
        if person is None:
            raise NotAllowed(f"No member of staff has the address {email}.")
        audit.record("sign-in link made by hand", "person", person.id, by="portal", person_id=person.id)
        return links.make(session, person.id, "staff-invitation").href


def _staff_at(email: str) -> Select[Person]:
    return (
        select(Person)
        .join(StaffRole, StaffRole.person_id == Person.id)
        .where(Person.email_key == rules.email_key(email), StaffRole.ended_at.is_(None))
        .limit(1)
    )


def invite_again(person_id: str, by: str) -> None:
    """A new link for somebody whose first one is too old."""
    with writing() as session:
        person, roles = session.get_one(Person, person_id), _live_roles(session, person_id)
        if not roles:
            raise NotAllowed("This person is not a member of staff.")
        letters.send_invitation(session, person, roles[0].role, _name(session, by))
        audit.record("member of staff invited", "person", person_id, by=by, person_id=person_id, again=True)


def accept_invitation(secret: str, password: str) -> str:
    """Uses an invitation: the password is set and the address confirmed; the person's id. Raises LinkFails."""
    kept = hashing.hash_password(password)
    with writing() as session:
        link = links.use(session, secret, "staff-invitation")
        person = session.get_one(Person, link.person_id, with_for_update=True, populate_existing=True)
        person.password_hash = kept
        person.confirmed_at = person.confirmed_at or calendar.now()
        person.sessions_ended += 1
        audit.record("password chosen", "person", person.id, by=person.id, person_id=person.id)
        return person.id


def change_role(
    person_id: str, old_role_id: str, role: str, team_id: str | None, by: str, why: str = ""
) -> None:
    """Ends one role and gives another, in one act; signs the person out everywhere. Raises NotAllowed, Stale."""
    with writing() as session:
        person = session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
        old = _role_to_end(session, person_id, old_role_id, by)
        _end(old, by)
        session.flush()
        _give(session, person, role, team_id, by)
        person.sessions_ended += 1
        letters.tell_of_role(person, old.role, role)
        audit.record(
            "role changed", "person", person_id, by=by, person_id=person_id,
            before={"role": old.role, "team": _team(session, old.team_id)},
            after={"role": role, "team": _team(session, team_id)}, **_reason(why),
        )  # fmt: skip


def add_role(person_id: str, role: str, team_id: str | None, by: str, why: str = "") -> None:
    """One more role beside those held; signs the person out everywhere. Raises NotAllowed."""
    with writing() as session:
        person = session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
        _give(session, person, role, team_id, by)
        person.sessions_ended += 1
        letters.tell_of_role(person, None, role)
        audit.record(
            "role given",
            "person",
            person_id,
            by=by,
            person_id=person_id,
            role=role,
            team=_team(session, team_id),
            **_reason(why),
        )


def remove(person_id: str, by: str) -> None:
    """Ends every role of a member of staff and signs them out everywhere. Doing it twice changes nothing more. Raises
    NotAllowed."""
    with writing() as session:
        person = session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
        roles = _live_roles(session, person_id)
        for role in roles:
            _refuse(rules.why_not_end(person_id, by, role.role, administrators(session)))
            _end(role, by)
        if roles:
            person.sessions_ended += 1
            letters.tell_of_role(person, roles[0].role, None)
            audit.record(
                "member of staff removed", "person", person_id, by=by, person_id=person_id,
                roles=[role.role for role in roles],
            )  # fmt: skip


def reset_second_step(person_id: str, by: str) -> None:
    """Another administrator takes a lost second step away; the person sets up a new one with their password."""
    if person_id == by:
        raise NotAllowed("You cannot reset your own second step. Ask another administrator.")
    with writing() as session:
        person = session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
        person.totp_secret, person.totp_last_step = None, 0
        person.sessions_ended += 1
        session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
        letters.send_way_to_second_step(session, person, _name(session, by))
        audit.record("second step reset", "person", person_id, by=by, person_id=person_id)


def administrators(session: Session) -> list[str]:
    """Ids of all who administer now; locked, so that two cannot remove each other at once."""
    return list(
        session.scalars(
            select(StaffRole.person_id)
            .where(StaffRole.role == "administrator", StaffRole.ended_at.is_(None))
            .order_by(StaffRole.id)
            .with_for_update()
        )
    )


def _give(session: Session, person: Person, role: str, team_id: str | None, by: str) -> None:
    held = _live_roles(session, person.id)
    _refuse(rules.why_not_give(rules.RoleAsked(person.id, by, role, team_id), [one.role for one in held]))
    if any((one.role, one.team_id) == (role, team_id) for one in held):
        raise NotAllowed(f"{person.name} has this role already.")
    session.add(StaffRole(person_id=person.id, role=role, team_id=team_id, given_by=by))
    session.flush()


def _reason(why: str) -> dict[str, str]:
    return {"why": why} if why else {}


def _name(session: Session, person_id: str) -> str:
    return session.get_one(Person, person_id).name


def _team(session: Session, team_id: str | None) -> str | None:
    """Its name, for the trail."""
    return session.get_one(Team, team_id).name if team_id else None


def _role_to_end(session: Session, person_id: str, role_id: str, by: str) -> StaffRole:
    """Raises Stale when another administrator has ended it meanwhile."""
    role = next((one for one in _live_roles(session, person_id) if one.id == role_id), None)
    if role is None:
        raise Stale
    _refuse(rules.why_not_end(person_id, by, role.role, administrators(session)))
    return role


def _end(role: StaffRole, by: str) -> None:
    role.ended_at, role.ended_by = calendar.now(), by


def _live_roles(session: Session, person_id: str) -> list[StaffRole]:
    live = select(StaffRole).where(StaffRole.person_id == person_id, StaffRole.ended_at.is_(None))
    return list(session.scalars(live.order_by(StaffRole.given_at)))


def _refuse(why: str | None) -> None:
    if why:
        raise NotAllowed(why)
