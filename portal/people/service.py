"""What people tell about themselves, saved; and who may act for them."""

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.accounts.models import Person
from portal.foundation import access, audit, calendar
from portal.foundation.database import writing
from portal.messages import service as messages
from portal.people import rules
from portal.people.models import Availability, CommunicationNeed, Profile, Strength, TrustedGrant

Answers = Sequence[tuple[str, str]]  # (code, detail)


def save_contact(person_id: str, ways: Answers, never: Answers, no_money_words: bool, *, by: str) -> None:
    """How to contact somebody, how not, and whether messages may speak of money (P-10, page 1)."""
    with writing() as session:
        profile = _profile_to_change(session, person_id)
        profile.no_money_words = no_money_words
        _replace_needs(session, person_id, rules.CONTACT, ways)
        _replace_needs(session, person_id, rules.NEVER, never)
        _needs_changed(session, profile, by, contact="changed")


def save_formats(person_id: str, formats: Answers, *, by: str) -> None:
    """How to send things to read (P-10, page 2)."""
    with writing() as session:
        profile = _profile_to_change(session, person_id)
        _replace_needs(session, person_id, rules.FORMAT, formats)
        _needs_changed(session, profile, by, formats="changed")


def save_meeting_needs(person_id: str, needs: Answers, *, by: str) -> None:
    """What helps at meetings (P-10, page 3)."""
    with writing() as session:
        profile = _profile_to_change(session, person_id)
        _replace_needs(session, person_id, rules.MEETING, needs)
        _needs_changed(session, profile, by, meetings="changed")


def save_sharing(person_id: str, other: str, share: str | None, *, by: str) -> None:
    """Anything else that helps, and whether those who run meetings may know (P-10, page 4)."""
    with writing() as session:
        profile = _profile_to_change(session, person_id)
        profile.help_other, profile.help_share = other, share
        _needs_changed(session, profile, by, anything_else="changed", sharing=share)


def confirm_needs(person_id: str, *, by: str) -> None:
    """ "This is still right": the next review is 12 months from today (rule 55)."""
    with writing() as session:
        profile = _profile_to_change(session, person_id)
        _checked(profile)
        audit.record("communication needs confirmed", "person", person_id, by=by, person_id=person_id)


def save_strengths(person_id: str, codes: Iterable[str], language: str, other: str, *, by: str) -> int:
    """What somebody is good at (P-12); how many strengths that makes."""
    picked = [code for code in rules.STRENGTHS if code in set(codes)]
    with writing() as session:
        profile = _profile_to_change(session, person_id)
        profile.strength_language = language if "language" in picked else ""
        profile.other_strengths, profile.strengths_at = other, calendar.now()
        session.execute(delete(Strength).where(Strength.person_id == person_id))
        session.add_all(Strength(person_id=person_id, code=code) for code in picked)
        audit.record("strengths changed", "person", person_id, by=by, person_id=person_id, picked=len(picked))
    return len(picked)


def save_when(
    person_id: str,
    codes: Iterable[str],
    travel: str | None,
    place: str,
    how_much: str | None,
    *,
    by: str,
) -> None:
    """When, how, how far and how much (P-13). `codes` are of TIMES and WAYS together."""
    known = {**rules.TIMES, **rules.WAYS}
    with writing() as session:
        profile = _profile_to_change(session, person_id)
        profile.travel, profile.place, profile.how_much = travel, place, how_much
        profile.when_at = calendar.now()
        session.execute(delete(Availability).where(Availability.person_id == person_id))
        session.add_all(Availability(person_id=person_id, code=code) for code in known if code in set(codes))
        audit.record("availability changed", "person", person_id, by=by, person_id=person_id)


def hide_tasks(person_id: str) -> None:
    """Getting started (P-07) is done with: the list is not shown again."""
    with writing() as session:
        _profile_to_change(session, person_id).hidden_tasks = True


def _profile_to_change(session: Session, person_id: str) -> Profile:
    """The profile, locked with its person, so that two tabs at once can't both make it."""
    session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
    profile = session.get(Profile, person_id, populate_existing=True)
    if profile is None:
        profile = Profile(person_id=person_id)
        session.add(profile)
        session.flush()
    return profile


def _replace_needs(session: Session, person_id: str, group: str, answers: Answers) -> None:
    mine = (CommunicationNeed.person_id == person_id, CommunicationNeed.group == group)
    session.execute(delete(CommunicationNeed).where(*mine))
    session.add_all(
        CommunicationNeed(person_id=person_id, group=group, code=code, detail=detail)
        for code, detail in answers
    )
    session.flush()


def _needs_changed(session: Session, profile: Profile, by: str, **what: str | None) -> None:
    """A saved page is a check, an event without the answers in it, and news for whoever writes to the person."""
    _checked(profile)
    audit.record(
        "communication needs changed", "person", profile.person_id, by=by, person_id=profile.person_id, **what
    )
    tell_messages(session, profile.person_id)


def _checked(profile: Profile) -> None:
    profile.help_checked_at, profile.review_asked_at = calendar.now(), None


def tell_messages(session: Session, person_id: str) -> None:
    """Hands the messages room how to write to somebody, as it stands now."""
    rows = session.scalars(select(CommunicationNeed).where(CommunicationNeed.person_id == person_id))
    needs = [rules.Need(row.group, row.code, row.detail) for row in rows]
    person, profile = session.get_one(Person, person_id), session.get(Profile, person_id)
    messages.set_recipient(
        person_id,
        **rules.recipient(needs, "email" if person.email else "text"),
        name=person.name,
        no_money_words=bool(profile and profile.no_money_words),
    )


def ask_for_review(person_id: str) -> None:
    """A message did not reach somebody: "Is this still right?" is asked now, not in 12 months (domain.md 5.1)."""
    with writing() as session:
        profile = session.get(Profile, person_id, with_for_update=True, populate_existing=True)
        if profile is not None and profile.review_asked_at is None:
            profile.review_asked_at = calendar.now()
            audit.record("needs review asked", "person", person_id, by="portal", person_id=person_id)


def give_grant(
    person_id: str,
    helper_id: str,
    relationship: str,
    powers: Iterable[str],
    until: dt.date | None,
    *,
    by: str,
) -> str:
    """Lets a trusted person act for somebody, within `powers`, to `until` (both days counted in); its id.

    Both are told (E-16). Raises ValueError for a power that nobody can give.
    """
    given = [power for power in access.HELPER_POWERS if power in set(powers)]
    if not given or set(powers) - set(access.HELPER_POWERS):
        raise ValueError("unknown power")
    with writing() as session:
        session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
        grant = TrustedGrant(
            person_id=person_id, helper_id=helper_id, relationship=relationship, powers=given, until=until
        )
        session.add(grant)
        session.flush()
        audit.record(
            "help allowed", "grant", grant.id, by=by, person_id=person_id, helper=helper_id, powers=given
        )
        _tell_both(session, grant)
        return grant.id


def _tell_both(session: Session, grant: TrustedGrant) -> None:
    helper = session.get_one(Person, grant.helper_id).name
    powers = ", ".join(access.HELPER_POWERS[power] for power in grant.powers)
    for who in (grant.person_id, grant.helper_id):
        messages.tell(who, "E-16", f"grant-{grant.id}", helper=helper, powers=powers, link="/helpers")


def end_grant(grant_id: str, *, by: str) -> None:
    """Ends what a trusted person may do, at once: their next request no longer acts for anybody."""
    with writing() as session:
        grant = session.get_one(TrustedGrant, grant_id, with_for_update=True, populate_existing=True)
        if grant.ended_at is None:
            grant.ended_at = calendar.now()
            audit.record(
                "help ended", "grant", grant.id, by=by, person_id=grant.person_id, helper=grant.helper_id
            )


def start_helping(grant_id: str, person_id: str, *, by: str) -> None:
    """Records that a trusted person went to work for somebody."""
    with writing():
        audit.record("helping started", "grant", grant_id, by=by, person_id=person_id)


def stop_helping(grant_id: str, person_id: str, *, by: str) -> None:
    """Records that a trusted person stopped for now."""
    with writing():
        audit.record("helping stopped", "grant", grant_id, by=by, person_id=person_id)
