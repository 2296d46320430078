"""A draft's lines as its pages show them: cards with rows, each row with the way to change it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from portal.claims.costs import rules
from portal.claims.costs.rules.families import PAGES
from portal.claims.making.flow import missing_step
from portal.claims.models import Claim, ClaimLine, Receipt
from portal.claims.receipts.rules import unread
from portal.claims.rules import kind_of
from portal.foundation.calendar import long_date
from portal.foundation.money import pounds
from portal.foundation.shown import Row
from portal.rates.rules import miles_words

RECEIPT_WORDS = {
    "complete": "Added",
    "post": "Coming by post",
    "none": "No receipt",
    "waiting": "To be added later",
}
OWN_ANSWER = "Your answer"


class Totals(NamedTuple):
    """Costs and payment for time, always apart."""

    costs: int
    time: int


@dataclass(frozen=True)
class LineCard:
    """One line: what it is, its amount, its answers with their change links, and what is still open."""

    number: int
    title: str
    kind: str
    claimed_pence: int
    payable_pence: int
    cut_words: str
    rows: tuple[Row, ...]
    photo_id: str | None
    missing: str | None  # the first page without an answer
    receipt_waits: bool
    waits: bool = False

    @property
    def needs_receipt(self) -> bool:
        return self.receipt_waits and self.missing is None


def totals(lines: Sequence[ClaimLine], *, own: bool = True) -> Totals:
    """The sums of the lines: a claim has no total of its own. To whoever helps (not `own`), of the costs alone."""
    sums = {
        kind: sum(line.claimed_pence for line in lines if kind_of(line.kind) == kind)
        for kind in ("costs", "time")
    }
    return Totals(sums["costs"], sums["time"] if own else 0)


def line_cards(
    claim: Claim,
    lines: Iterable[ClaimLine],
    photos: Mapping[str, Sequence[Receipt]] | None = None,
    *,
    to_check: bool = False,
    own: bool = True,
) -> list[LineCard]:
    """Cards in the order of the claim. `to_check`: an answer that is changed leads back to the check page. `own`: they
    are read by the person, not by somebody who helps."""
    then = "?then=check" if to_check else ""
    cards = ((line, _card(claim, line, (photos or {}).get(line.id, ()), then)) for line in lines)
    return [card if own or line.kind != "time" else _offer_alone(card, line) for line, card in cards]


def _offer_alone(card: LineCard, line: ClaimLine) -> LineCard:
    """Payment for time reads the same to whoever helps, whatever the person's own answer is (security.md 6.5)."""
    offered = line.offered_pence or 0
    rows = tuple(row for row in card.rows if row.key != OWN_ANSWER)
    return replace(card, claimed_pence=offered, payable_pence=offered, cut_words="", rows=rows, waits=True)


def carry_on(claim: Claim, cards: Iterable[LineCard]) -> tuple[str, str] | None:
    """What is not finished and comes first: words and address; payment for time once the costs are whole."""
    for card in cards:
        if card.missing:
            return f"Carry on with: {card.title}", f"/claims/{claim.ref}/lines/{card.number}/{card.missing}"
    return (
        ("Carry on with: payment for time", f"/claims/{claim.ref}/time") if "time" in claim.to_claim else None
    )


def _card(claim: Claim, line: ClaimLine, photos: Sequence[Receipt], then: str) -> LineCard:
    rows = _time_rows(line) if line.kind == "time" else _cost_rows(claim, line, then)
    return LineCard(
        line.number, line.what, line.kind, line.claimed_pence,
        line.payable_pence, line.cut_words, tuple(rows),
        next((photo.id for photo in photos if photo.state == "kept"), None), missing_step(line),
        line.receipt_state == "waiting", line.waits,
    )  # fmt: skip


def _time_rows(line: ClaimLine) -> Iterator[Row]:
    yield Row("Date", long_date(line.on_date))
    yield Row("How we worked it out", line.priced_words)
    if line.cut_words:
        yield Row(OWN_ANSWER, line.cut_words)


def _cost_rows(claim: Claim, line: ClaimLine, then: str) -> Iterator[Row]:
    if line.kind == rules.PASSENGERS:
        yield _came_along(claim, line, then)
    if not rules.steps(line.kind, line.details) and line.kind != rules.PASSENGERS:
        yield Row("How we worked it out", line.priced_words)
    about = line.what[:1].lower() + line.what[1:]
    for step in rules.steps(line.kind, line.details):
        if answered := answer_words(step, line):
            href = f"/claims/{claim.ref}/lines/{line.number}/{step}{then}"
            yield Row(PAGES[step].row, answered, href, f"{PAGES[step].row.lower()}, {about}")


def _came_along(claim: Claim, line: ClaimLine, then: str) -> Row:
    """Who came along is changed where the journey's miles are."""
    href = f"/claims/{claim.ref}/lines/{line.details['journey']}/miles{then}"
    return Row("Who came with you", line.priced_words, href, f"who came with you, {line.what}")


def answer_words(step: str, line: ClaimLine) -> str:
    """A kept answer in words; empty where there is none."""
    answers, page = line.details, PAGES[step]
    if not rules.answered(step, answers):
        return ""
    return page.answer(answers) if page.answer else _of_line(step, line)


def _of_line(step: str, line: ClaimLine) -> str:
    answers = line.details
    if step == "receipt":
        reason = f". {line.receipt_words}" if line.receipt_state == "none" and line.receipt_words else ""
        new = ". Not checked yet" if unread(answers) else ""
        return RECEIPT_WORDS.get(line.receipt_state, "") + reason + new
    if step == "miles":
        return line.priced_words or miles_words(rules.tenths(answers["miles"]))
    return {
        "when": long_date(line.on_date),
        "hours": f"{line.priced_words}, on {long_date(line.on_date)}",
        "cost": f"{pounds(line.claimed_pence)} on {long_date(line.on_date)}",
    }[step]
