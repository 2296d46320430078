"""What a change of rates does once it is confirmed, what it would mean, and why it can't be done any more.

A row is never rewritten: a newer one ends it the day before it begins.
"""

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.changes.rules import ChangeKind, Effect, register
from portal.foundation import audit, calendar
from portal.foundation.database import db
from portal.rates import effects, queries, rules
from portal.rates.models import RateCard, RateRow

RATE, AMOUNTS, USE = "rate", "rate card amounts", "rate card use"
ENTERED = "Entered by an administrator"
Values = dict[str, Any]


def register_kinds() -> None:
    """Called in register(app)."""
    register(ChangeKind(RATE, _add_rate, _rate_means, _why_not_rate))
    register(ChangeKind(AMOUNTS, _use_amounts, _amounts_mean, _why_not_amounts))
    register(ChangeKind(USE, switch, _use_means, _why_not_use))


def thing_of(card_id: str, code: str) -> str:
    """One rate of a card, as a change names it."""
    return f"{card_id}:{code}"


def rows_of(session: Session, card_id: str, code: str) -> list[RateRow]:
    """Every dated row of one rate, with its card. One statement."""
    return [row for row in _all_rows(session, card_id) if row.code == code]


def _all_rows(session: Session, card_id: str) -> list[RateRow]:
    rows = select(RateRow).where(RateRow.card_id == card_id).options(joinedload(RateRow.card))
    return list(session.scalars(rows.execution_options(populate_existing=True)))


# A new amount


def _add_rate(session: Session, thing_id: str, values: Values, *, by: str) -> None:
    card_id, _, code = thing_id.partition(":")
    session.get_one(RateCard, card_id, with_for_update=True, populate_existing=True)
    rows = rows_of(session, card_id, code)
    before = max(rows, key=lambda row: row.effective_from)
    row = _next_row(before, values)
    put_in_order(row, rows)
    session.add(row)
    session.flush()
    audit.record(
        "rate added", "rate card", card_id, by=by, before=_told(before), after=_told(row), why=values["why"],
        proposed_by=values["proposed_by"],
    )  # fmt: skip


def _next_row(before: RateRow, values: Values) -> RateRow:
    """The same rate with another amount, in the name of who proposed it."""
    kept = ("code", "label", "unit", "from_min", "to_min", "block_minutes", "up_to_miles", "preparation")
    same: dict[str, Any] = {name: getattr(before, name) for name in kept}
    return RateRow(
        **same,
        card=before.card,
        amount_tenths=values["amount_tenths"],
        effective_from=dt.date.fromisoformat(values["start"]),
        source=ENTERED,
        confidence="L",
        added_by=values["proposed_by"],
        added_at=calendar.now(),
        why=values["why"],
    )


def put_in_order(row: RateRow, others: list[RateRow]) -> None:
    """A new row lasts until the day before the next begins, and ends the one before."""
    later = rules.day_before_next((other.effective_from for other in others), row.effective_from)
    row.effective_to = row.effective_to or later
    for other in others:
        if (
            other.effective_from < row.effective_from
            and (other.effective_to or dt.date.max) >= row.effective_from
        ):
            other.effective_to = row.effective_from - calendar.DAY


def _told(row: RateRow) -> dict[str, str]:
    """A row as the audit trail shows it to people."""
    start = calendar.full_date(row.effective_from)
    return {"rate": row.label, "amount": queries.as_rate(row).pays_words, "from": start}


def _why_not_rate(thing_id: str, values: Values) -> str | None:
    card_id, _, code = thing_id.partition(":")
    rates = [queries.as_rate(row) for row in rows_of(db.session(), card_id, code)]
    refusal = rules.why_not_start(rates, dt.date.fromisoformat(values["start"]), calendar.today())
    return f"{refusal}." if refusal else None


def _rate_means(thing_id: str, values: Values) -> Effect:
    card_id, _, code = thing_id.partition(":")
    touched = effects.touched(card_id, code)
    more = rules.would_have_been_more(touched.lines, rules.Unit(values["unit"]), values["amount_tenths"])
    count = sum(line.count for line in touched.lines)
    used = f"{count} {'line' if count == 1 else 'lines'} of claims used this rate in the last 12 months."
    return Effect(touched.people, more, (used, _sent_already(values)))


def _sent_already(values: Values) -> str:
    start = dt.date.fromisoformat(values["start"])
    if start >= calendar.today():
        return "What is sent already keeps its rate."
    return (
        f"Miles already approved for days from {calendar.full_date(start)} on are paid the difference, once. "
        "What was paid stays as it is."
    )


# The amounts of a card that nobody has confirmed


def _use_amounts(session: Session, card_id: str, values: Values, *, by: str) -> None:
    card = _card_to_change(session, card_id)
    now = calendar.now()
    rows = [row for row in card.rates if row.id in values["rows"]]
    for row in rows:
        row.confirmed_at = now
    card.confirmed_by, card.confirmed_at = values["proposed_by"], now
    told = [f"{row.label}: {queries.as_rate(row).pays_words}" for row in rows]
    audit.record(
        "rate card confirmed", "rate card", card.id, by=by, after={"card": card.name, "amounts": told},
        proposed_by=values["proposed_by"],
    )  # fmt: skip


def _why_not_amounts(card_id: str, values: Values) -> str | None:
    rows = db.session.scalars(select(RateRow).where(RateRow.id.in_(values["rows"])))
    waits = any(not queries.usable(row) for row in rows)
    return None if waits else "No amount of this card waits to be confirmed."


def _amounts_mean(card_id: str, values: Values) -> Effect:
    return Effect(0, None, ("Claims and openings can use these amounts from then on.",))


# Whether openings may pay by a card


def switch(session: Session, card_id: str, values: Values, *, by: str) -> None:
    """Puts a card to use or aside, as `values["in_use"]` says. Also for `flask setup`, which asks nobody."""
    card = _card_to_change(session, card_id)
    card.in_use = values["in_use"]
    verb = "rate card put to use" if card.in_use else "rate card put aside"
    audit.record(verb, "rate card", card.id, by=by, after={"card": card.name})


def _why_not_use(card_id: str, values: Values) -> str | None:
    rows = _all_rows(db.session(), card_id)
    if values["in_use"] and not all(queries.usable(row) for row in rows):
        return "Check and confirm the amounts of this card first."
    if rows[0].card.in_use == values["in_use"]:
        return f"This card is {'in use' if values['in_use'] else 'put aside'} already."
    return None


def _use_means(card_id: str, values: Values) -> Effect:
    if values["in_use"]:
        return Effect(
            0, None, ("New openings can offer payment by this card. Those that are there stay as they are.",)
        )
    people = effects.touched(card_id, None).people
    return Effect(people, None, ("New openings cannot offer it. Roles and openings that have it keep it.",))


def _card_to_change(session: Session, card_id: str) -> RateCard:
    card = session.get_one(RateCard, card_id, with_for_update=True, populate_existing=True)
    card.version += 1
    return card
