"""What an administrator does to rate cards. A row is never rewritten: a newer one ends it the day before it begins."""

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.foundation import audit, calendar
from portal.foundation.database import check_version, writing
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.rates import queries, rules, shipped
from portal.rates.models import RateCard, RateRow, ReferenceLimit

ENTERED = "Entered by an administrator"


def load_shipped_rates(by: str = "portal") -> int:
    """Puts in what the portal ships with and is not there yet; how many rows that were. Twice changes nothing."""
    with writing() as session:
        cards = {card.scheme: card for card in session.scalars(select(RateCard).with_for_update())}
        cards |= _add_cards(session, known=set(cards))
        session.flush()
        added = _add_rows(session, cards) + _add_limits(session)
        if added:
            audit.record("rates loaded", "rate card", "shipped", by=by, after={"rows": added})
        return added


def _add_cards(session: Session, known: set[str]) -> dict[str, RateCard]:
    new = {row["scheme"]: RateCard(**row) for row in shipped.cards() if row["scheme"] not in known}
    session.add_all(new.values())
    return new


def _add_rows(session: Session, cards: dict[str, RateCard]) -> int:
    known = {_key(row): row for row in session.scalars(select(RateRow))}
    added = 0
    for values in shipped.rates():
        row = RateRow(card_id=cards[values.pop("scheme")].id, added_at=calendar.now(), **values)
        if _key(row) not in known:
            _put_in_order(row, [other for other in known.values() if _same_rate(other, row)])
            session.add(row)
            known[_key(row)] = row
            added += 1
    return added


def _add_limits(session: Session) -> int:
    known = {(row.code, row.effective_from) for row in session.scalars(select(ReferenceLimit))}
    new = [
        ReferenceLimit(**row) for row in shipped.limits() if (row["code"], row["effective_from"]) not in known
    ]
    session.add_all(new)
    return len(new)


@once_only
def confirm_card(card_id: str, version: int, by: str) -> str:
    """An administrator has checked the amounts that were worked out or recalled. Raises Stale. Gives the card's id."""
    with writing() as session:
        card = _card_to_change(session, card_id, version)
        now = calendar.now()
        unsure = [row for row in card.rates if not queries.usable(row)]
        for row in unsure:
            row.confirmed_at = now
        card.confirmed_by, card.confirmed_at = by, now
        told = [f"{row.label}: {queries.as_rate(row).pays_words}" for row in unsure]
        audit.record(
            "rate card confirmed", "rate card", card.id, by=by, after={"card": card.name, "amounts": told}
        )
        return card.id


@once_only
def start_using(card_id: str, version: int, by: str) -> str:
    """Openings may pay by this card from now on. Raises Stale, and Refused for amounts that nobody has confirmed."""
    with writing() as session:
        card = _card_to_change(session, card_id, version)
        if not all(queries.usable(row) for row in card.rates):
            raise Refused(
                "unconfirmed",
                "Check and confirm the amounts of this card first.",
                f"/admin/rates/{card.id}",
                "Go back",
            )
        return _switch(card, True, by)


@once_only
def stop_using(card_id: str, version: int, by: str) -> str:
    """New openings can't choose it; those that have it keep it. Raises Stale."""
    with writing() as session:
        return _switch(_card_to_change(session, card_id, version), False, by)


@once_only
def add_rate(card_id: str, code: str, amount_tenths: int, start: dt.date, why: str, by: str) -> str:
    """A new amount, in tenths of a penny, from a day on; the one before ends the day before. Gives the row's id.

    Raises Refused for a day that is past or taken.
    """
    with writing() as session:
        card = session.get_one(RateCard, card_id, with_for_update=True, populate_existing=True)
        rows = [row for row in card.rates if row.code == code]
        refusal = rules.why_not_start([queries.as_rate(row) for row in rows], start, calendar.today())
        if refusal:
            raise Refused(
                "rate-start", f"{refusal}.", f"/admin/rates/{card.id}/{code}/new", "Choose another date"
            )
        before = max(rows, key=lambda row: row.effective_from)
        row = _next_row(before, amount_tenths, start, why, by)
        _put_in_order(row, rows)
        session.add(row)
        session.flush()
        audit.record(
            "rate added", "rate card", card.id, by=by, before=_told(before), after=_told(row), why=why
        )
        return row.id


def _next_row(before: RateRow, amount_tenths: int, start: dt.date, why: str, by: str) -> RateRow:
    """The same rate with another amount."""
    kept = ("code", "label", "unit", "from_min", "to_min", "block_minutes", "up_to_miles", "preparation")
    same: dict[str, Any] = {name: getattr(before, name) for name in kept}
    return RateRow(
        **same,
        card=before.card,
        amount_tenths=amount_tenths,
        effective_from=start,
        source=ENTERED,
        confidence="L",
        added_by=by,
        added_at=calendar.now(),
        why=why,
    )


def _put_in_order(row: RateRow, others: list[RateRow]) -> None:
    """A new row lasts until the day before the next begins, and ends the one before."""
    later = rules.day_before_next((other.effective_from for other in others), row.effective_from)
    row.effective_to = row.effective_to or later
    for other in others:
        if (
            other.effective_from < row.effective_from
            and (other.effective_to or dt.date.max) >= row.effective_from
        ):
            other.effective_to = row.effective_from - calendar.DAY


def _card_to_change(session: Session, card_id: str, version: int) -> RateCard:
    card = session.get_one(RateCard, card_id, with_for_update=True, populate_existing=True)
    check_version(card, version)
    return card


def _switch(card: RateCard, in_use: bool, by: str) -> str:
    card.in_use = in_use
    verb = "rate card put to use" if in_use else "rate card put aside"
    audit.record(verb, "rate card", card.id, by=by, after={"card": card.name})
    return card.id


def _told(row: RateRow) -> dict[str, str]:
    """A row as the audit trail shows it to people."""
    start = calendar.full_date(row.effective_from)
    return {"rate": row.label, "amount": queries.as_rate(row).pays_words, "from": start}


def _key(row: RateRow) -> tuple[str, str, dt.date, int]:
    return row.card_id, row.code, row.effective_from, row.from_min


def _same_rate(one: RateRow, other: RateRow) -> bool:
    return (one.card_id, one.code, one.from_min) == (other.card_id, other.code, other.from_min)
