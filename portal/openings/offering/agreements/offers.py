"""What an opening offers at this moment, for an agreement: words, rates of today, coming dates."""

from dataclasses import dataclass

from portal.foundation import calendar
from portal.openings.models import Opening
from portal.openings.offering.agreements.queries import coming_dates
from portal.openings.offering.agreements.words import Offer
from portal.openings.offering.publishing.queries import price_with
from portal.openings.offering.publishing.rules import DECIDE_HOW
from portal.openings.offering.publishing.shown import session_words
from portal.organisation.queries import organisation, setting
from portal.rates import queries as rates
from portal.rates import rules as pricing


@dataclass(frozen=True)
class PayTerms:
    """What time pays by the rates of today."""

    offered_words: str  # "£25 an hour", empty without payment
    session_words: str  # "A session of 2 hours pays £50.00."
    session_pence: int | None


NOTHING = PayTerms("", "", None)


def pay_terms(row: Opening) -> PayTerms:
    """By the opening's card and code; without an amount in force today nothing is promised."""
    if not (row.pays_time and row.rate_card_id and row.rate_code):
        return NOTHING
    today, rows = calendar.today(), rates.rates_for_pricing(row.rate_card_id)
    try:
        words = pricing.offer_words(rows, row.rate_code, today)
    except pricing.NoRate:
        return NOTHING
    priced = price_with(rows, row, today)
    each = session_words(row, priced.pence) if priced else ""
    return PayTerms(words, each, priced.pence if priced else None)


def offer_of(row: Opening) -> Offer:
    """All that the first words of an agreement are made from."""
    ours, terms = organisation(), pay_terms(row)
    dates = tuple((one.starts_at, one.ends_at) for one in coming_dates(row.id, calendar.now()))
    decide = f"{DECIDE_HOW[row.decide_how]}. {row.decide_words}" if row.decide_how else row.decide_words
    return Offer(
        name=row.name, purpose=row.purpose, can_change=row.can_change, tasks=row.tasks, training=row.training,
        when_words=row.when_words, minutes=row.minutes, dates=dates, place=row.place, access=row.access,
        pays_time=bool(row.pays_time), offered_words=terms.offered_words, session_words=terms.session_words,
        pay_words=row.pay_words, costs_words=row.costs_words, decide_words=decide, hear_by=row.hear_by,
        lead_name=row.lead_name or "The coordinator", lead_phone=row.lead_phone,
        answer_days=row.answer_days or setting("answer_days"), claim_months=setting("claim_months"),
        organisation=ours.name, phone=ours.phone, support=tuple(setting("support")), on=calendar.today(),
    )  # fmt: skip
