"""What pages and other rooms ask about rates. Amounts that nobody has confirmed never leave here for a price."""

import datetime as dt
from dataclasses import dataclass
from operator import attrgetter

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import Person
from portal.changes.queries import waiting_for
from portal.foundation import calendar
from portal.foundation.database import db
from portal.rates import rules
from portal.rates.models import UNSURE, RateCard, RateRow, ReferenceLimit


@dataclass(frozen=True)
class Offer:
    """One way of paying for time, to choose for an opening: "£25 an hour"."""

    card_id: str
    card_name: str
    code: str
    words: str


def as_rate(row: RateRow) -> rules.Rate:
    """A row as the rules see it. Its card must be loaded."""
    return rules.Rate(
        id=row.id,
        code=row.code,
        label=row.label,
        unit=rules.Unit(row.unit),
        amount_tenths=row.amount_tenths,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        from_min=row.from_min,
        to_min=row.to_min,
        block_minutes=row.block_minutes,
        up_to_miles=row.up_to_miles,
        preparation=rules.Preparation(row.preparation),
        scheme=row.card.scheme,
        confidence=row.confidence,
    )


def usable(row: RateRow) -> bool:
    """Published figures are; what was worked out or recalled is once an administrator has confirmed it."""
    return row.confidence not in UNSURE or row.confirmed_at is not None


def rates_for_pricing(card_id: str | None) -> tuple[rules.Rate, ...]:
    """The rows that price anything under a card: its own first, then the shared ones (approved mileage, limits).

    Without a card the shared ones alone. One statement.
    """
    mine = RateCard.shared if card_id is None else RateCard.shared | (RateCard.id == card_id)
    rows = db.session.scalars(
        select(RateRow)
        .join(RateRow.card)
        .where(mine)
        .options(joinedload(RateRow.card))
        .order_by(RateCard.shared, RateCard.scheme, RateRow.effective_from, RateRow.from_min)
    )
    return tuple(as_rate(row) for row in rows if usable(row))


def card_of_scheme(scheme: str) -> str | None:
    """The id of a scheme's card: "NIHR"."""
    return db.session.scalar(select(RateCard.id).where(RateCard.scheme == scheme))


def offers(day: dt.date | None = None) -> tuple[Offer, ...]:
    """Every way of paying for time on a day (today's if none is given) by the cards in use. One statement."""
    on = day or calendar.today()
    rows = db.session.scalars(
        select(RateRow)
        .join(RateRow.card)
        .where(RateCard.in_use, ~RateCard.shared)
        .options(joinedload(RateRow.card))
        .order_by(RateCard.name, RateRow.from_min, RateRow.amount_tenths)
    ).all()
    rates = {row.id: as_rate(row) for row in rows if usable(row)}
    told: dict[tuple[str, str], Offer] = {}  # half and full day are one way of paying
    for row in rows:
        rate = rates.get(row.id)
        if rate and rate.unit in rules.TIME_UNITS and rules.in_force(rate, on):
            own = [one for one in rates.values() if one.scheme == rate.scheme]
            words = rules.offer_words(own, rate.code, on)
            told.setdefault((row.card_id, words), Offer(row.card_id, row.card.name, rate.code, words))
    return tuple(told.values())


def reference_limits() -> tuple[rules.Limit, ...]:
    """All published figures that are not payments, past ones too."""
    rows = db.session.scalars(
        select(ReferenceLimit).order_by(ReferenceLimit.label, ReferenceLimit.effective_from)
    )
    return tuple(
        rules.Limit(row.id, row.code, row.label, row.amount, row.unit, row.effective_from) for row in rows
    )


# What the administrator's pages show


@dataclass(frozen=True)
class CardSummary:
    """One row of the list of cards."""

    id: str
    name: str
    rate_count: int
    in_use: bool
    shared: bool
    to_confirm: int


@dataclass(frozen=True)
class RateLine:
    """One dated amount as an administrator reads it. `newest`: the one that a new amount follows."""

    rate: rules.Rate
    state: str  # now, to come, ended
    source: str
    sureness: str
    usable: bool
    newest: bool
    added: str  # "Added by Hana Sato on 3 March 2026: Trust board decision"; empty for what the portal ships


@dataclass(frozen=True)
class CardPage:
    """A card with all its amounts, past and to come."""

    id: str
    version: int
    name: str
    source_note: str
    in_use: bool
    shared: bool
    confirmed: str  # "by Hana Sato on 3 March 2026", or empty
    lines: tuple[RateLine, ...]

    @property
    def current(self) -> tuple[RateLine, ...]:
        return tuple(line for line in self.lines if line.state != "ended")

    @property
    def ended(self) -> tuple[RateLine, ...]:
        return tuple(line for line in self.lines if line.state == "ended")

    @property
    def to_confirm(self) -> tuple[RateLine, ...]:
        return tuple(line for line in self.lines if not line.usable)


@dataclass(frozen=True)
class Figure:
    """A reference limit as the list of rates shows it."""

    label: str
    amount: str
    start: dt.date
    sureness: str


def all_cards() -> tuple[CardSummary, ...]:
    """Every card, those for everybody first. Two statements."""
    cards = db.session.scalars(
        select(RateCard).options(selectinload(RateCard.rates)).order_by(RateCard.shared.desc(), RateCard.name)
    )
    return tuple(
        CardSummary(
            card.id,
            card.name,
            len({row.code for row in card.rates}),
            card.in_use,
            card.shared,
            sum(not usable(row) for row in card.rates),
        )
        for card in cards
    )


def card_page(card_id: str) -> CardPage | None:
    """One card for its page, its rates by kind, the newest amount of each first. Three statements."""
    card = db.session.get(RateCard, card_id, options=[selectinload(RateCard.rates)], populate_existing=True)
    if card is None:
        return None
    names = _names({card.confirmed_by, *(row.added_by for row in card.rates)})
    confirmed = _by_whom(names, card.confirmed_by, card.confirmed_at)
    return CardPage(
        card.id,
        card.version,
        card.name,
        card.source_note,
        card.in_use,
        card.shared,
        confirmed,
        tuple(_lines(card.rates, names)),
    )


def changes_that_wait(card: CardPage) -> list[tuple[str, str]]:
    """(id, title) of the changes of a card and its rates that wait for a second person. One statement."""
    return waiting_for([card.id, *(f"{card.id}:{line.rate.code}" for line in card.lines)])


def _lines(rows: list[RateRow], names: dict[str, str]) -> list[RateLine]:
    today = calendar.today()
    newest = {row.code: row for row in sorted(rows, key=attrgetter("effective_from"))}
    in_order = sorted(rows, key=lambda row: (_place(newest[row.code]), -row.effective_from.toordinal()))
    return [_line(row, row is newest[row.code], today, names) for row in in_order]


def _place(row: RateRow) -> tuple[str, int, int, str]:
    """Rates of one kind together; half before full days, small tasks before large ones, others by code."""
    return row.unit, row.from_min, row.amount_tenths if row.unit == rules.Unit.TASK else 0, row.code


def _line(row: RateRow, newest: bool, today: dt.date, names: dict[str, str]) -> RateLine:
    by = _by_whom(names, row.added_by, row.added_at)
    state = "to come" if row.effective_from > today else "now"
    ended = row.effective_to is not None and row.effective_to < today
    return RateLine(
        as_rate(row),
        "ended" if ended else state,
        row.source,
        rules.SURENESS[row.confidence],
        usable(row),
        newest,
        f"Added {by}: {row.why}" if by else "",
    )


def _names(ids: set[str | None]) -> dict[str, str]:
    known = [person_id for person_id in ids if person_id]
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(known)))
    return {row.id: row.name for row in rows}


def _by_whom(names: dict[str, str], person_id: str | None, moment: dt.datetime | None) -> str:
    if person_id is None or moment is None:
        return ""
    return f"by {names[person_id]} on {calendar.full_date(moment)}"


def figures() -> tuple[Figure, ...]:
    """The reference limits in words, newest first within each. One statement."""
    newest = (ReferenceLimit.label, ReferenceLimit.effective_from.desc())
    return tuple(
        Figure(
            row.label,
            rules.figure_words(row.amount, row.unit),
            row.effective_from,
            rules.SURENESS[row.confidence],
        )
        for row in db.session.scalars(select(ReferenceLimit).order_by(*newest))
    )
