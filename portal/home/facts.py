"""How far a person has got with starting, and the newest thanks they had: one statement."""

from dataclasses import dataclass

from sqlalchemy import Subquery, select, true

from portal.accounts.models import Person
from portal.contributions.models import EntryReply, LogEntry
from portal.foundation.database import db
from portal.payees.models import BankDetails, PayWish
from portal.people.models import Profile, TrustedGrant


@dataclass(frozen=True)
class Facts:
    """What the person has told us already."""

    help: bool = False
    strengths: bool = False
    when: bool = False
    pay: bool = False
    helper: bool = False
    hidden: bool = False
    thanks: str = ""
    thanks_by: str = ""

    def done(self) -> dict[str, bool]:
        """Each task of the list, done or not."""
        return {name: getattr(self, name) for name in ("help", "strengths", "when", "pay", "helper")}


def facts_of(person_id: str) -> Facts:
    """Raises NoResultFound for an id that is nobody's."""
    thanks = _newest_thanks(person_id)
    has_account = select(BankDetails.id).where(
        BankDetails.person_id == person_id, BankDetails.ended_at.is_(None)
    )
    has_wish = select(PayWish.person_id).where(PayWish.person_id == person_id)
    has_helper = select(TrustedGrant.id).where(
        TrustedGrant.person_id == person_id, TrustedGrant.ended_at.is_(None)
    )
    row = db.session.execute(
        select(
            Profile.help_checked_at.is_not(None).label("help"),
            Profile.strengths_at.is_not(None).label("strengths"),
            Profile.when_at.is_not(None).label("when"),
            (has_account.exists() | has_wish.exists()).label("pay"),
            has_helper.exists().label("helper"),
            Profile.hidden_tasks.label("hidden"),
            thanks.c.words.label("thanks"),
            thanks.c.name.label("thanks_by"),
        )
        .select_from(Person)
        .outerjoin(Profile, Profile.person_id == Person.id)
        .outerjoin(thanks, true())
        .where(Person.id == person_id)
    ).one()
    return Facts(
        help=bool(row.help),
        strengths=bool(row.strengths),
        when=bool(row.when),
        pay=bool(row.pay),
        helper=bool(row.helper),
        hidden=bool(row.hidden),
        thanks=row.thanks or "",
        thanks_by=row.thanks_by or "",
    )


def _newest_thanks(person_id: str) -> Subquery:
    return (
        select(EntryReply.words.label("words"), Person.name.label("name"))
        .join(LogEntry, LogEntry.id == EntryReply.entry_id)
        .join(Person, Person.id == EntryReply.by)
        .where(LogEntry.person_id == person_id, LogEntry.deleted_at.is_(None), EntryReply.thanks)
        .order_by(EntryReply.made_at.desc(), EntryReply.id)
        .limit(1)
        .subquery()
    )
