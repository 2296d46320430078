"""What an administrator proposes about rate cards, and what the portal ships with. applying.py has what follows."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.changes import service as changes
from portal.foundation import audit, calendar
from portal.foundation.database import Stale, writing
from portal.foundation.once import once_only
from portal.rates import applying, queries, rules, shipped
from portal.rates.models import RateCard, RateRow, ReferenceLimit


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
            applying.put_in_order(row, [other for other in known.values() if _same_rate(other, row)])
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
    """An administrator has checked the amounts that were worked out or recalled; a second person confirms. Raises
    Stale. Gives the change's id."""
    with writing() as session:
        card = _card_seen(session, card_id, version)
        unsure = [row for row in card.rates if not queries.usable(row)]
        rows = [(row.label, "Pays nothing yet", queries.as_rate(row).pays_words) for row in unsure]
        values = {"rows": [row.id for row in unsure], "place": f"/admin/rates/{card_id}"}
        why = "Checked against our own policy"
        title = f"Use the amounts of {card.name}"
        return changes.put_forward(applying.AMOUNTS, card_id, title, rows, values, None, why, by=by)


@once_only
def start_using(card_id: str, version: int, why: str, by: str) -> str:
    """Openings may pay by this card once a second person confirms. Raises Stale, and Refused for amounts that nobody
    has confirmed. Gives the change's id."""
    with writing() as session:
        return _switch(_card_seen(session, card_id, version), True, why, by)


@once_only
def stop_using(card_id: str, version: int, why: str, by: str) -> str:
    """New openings can't choose it, once a second person confirms; those that have it keep it. Raises Stale."""
    with writing() as session:
        return _switch(_card_seen(session, card_id, version), False, why, by)


def _switch(card: RateCard, in_use: bool, why: str, by: str) -> str:
    words = {True: "In use", False: "Not in use"}
    rows = [("Openings can pay by it", words[not in_use], words[in_use])]
    title = f"{'Use' if in_use else 'Put aside'} {card.name}"
    values = {"in_use": in_use, "place": f"/admin/rates/{card.id}"}
    return changes.put_forward(applying.USE, card.id, title, rows, values, None, why, by=by)


@once_only
def add_rate(card_id: str, code: str, amount_tenths: int, start: dt.date, why: str, by: str) -> str:
    """Proposes a new amount, in tenths of a penny, from a day on. Gives the change's id.

    Raises Refused for a day that is past or taken, and while another amount from that day waits.
    """
    with writing() as session:
        rows = applying.rows_of(session, card_id, code)
        newest = queries.as_rate(max(rows, key=lambda row: row.effective_from))
        after = replace(newest, amount_tenths=amount_tenths, effective_from=start)
        before = rules.row_on([queries.as_rate(row) for row in rows], code, start) or newest
        values = {
            "amount_tenths": amount_tenths, "unit": newest.unit, "start": start.isoformat(), "why": why,
            "place": f"/admin/rates/{card_id}/{code}/new",
        }  # fmt: skip
        return changes.put_forward(
            applying.RATE, applying.thing_of(card_id, code), f"{after.label}: {after.pays_words}",
            _before_and_after(before, after), values, start, why, by=by,
        )  # fmt: skip


def _before_and_after(before: rules.Rate, after: rules.Rate) -> list[tuple[str, str, str]]:
    return [
        ("Amount", before.pays_words, after.pays_words),
        ("For example", rules.preview(before), rules.preview(after)),
    ]


def _card_seen(session: Session, card_id: str, version: int) -> RateCard:
    card = session.get_one(RateCard, card_id, with_for_update=True, populate_existing=True)
    if card.version != version:
        raise Stale
    return card


def _key(row: RateRow) -> tuple[str, str, dt.date, int]:
    return row.card_id, row.code, row.effective_from, row.from_min


def _same_rate(one: RateRow, other: RateRow) -> bool:
    return (one.card_id, one.code, one.from_min) == (other.card_id, other.code, other.from_min)
