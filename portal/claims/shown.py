"""What a claim comes to: claimed and paid, the same on its page, in lists, e-mails and its PDF. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from portal.claims.rules import kind_of
from portal.foundation.money import pounds


class Sums(NamedTuple):
    """Costs and payment for time, always apart; pence."""

    costs: int
    time: int

    @property
    def words(self) -> str:
        """ "Costs £12.08. Payment for time £50.00"; what is nothing is left out, but for the costs of an empty sum."""
        costs = [f"Costs {pounds(self.costs)}"] if self.costs or not self.time else []
        return ". ".join(costs + ([f"Payment for time {pounds(self.time)}"] if self.time else []))


class Part(NamedTuple):
    """One line of a claim, as far as its sums need it."""

    kind: str
    claimed_pence: int
    approved_pence: int | None  # None: not decided yet
    paid_pence: int
    is_paid: bool
    cleared_pence: int = 0  # of what is approved: paid before


class ComesTo(NamedTuple):
    """The sums of a claim. `waiting` is claimed and not decided yet."""

    claimed: Sums
    to_pay: Sums
    paid: Sums
    waiting: Sums
    decided: bool  # any of it
    before: Sums = Sums(0, 0)  # of what is approved: paid before

    @property
    def rows(self) -> list[tuple[str, Sums]]:
        """What was claimed and, once anything is decided, what we pay, what we paid and what still waits."""
        after = [
            ("We paid before", self.before), ("We paid", self.paid), ("We will pay", self.to_pay),
            ("Not decided yet", self.waiting),
        ]  # fmt: skip
        found = [(label, sums) for label, sums in after if any(sums)] or [("We will pay", self.to_pay)]
        return [("You claimed", self.claimed), *(found if self.decided else [])]


def comes_to(parts: Iterable[Part]) -> ComesTo:
    """The sums of its lines: a claim has no total of its own."""
    lines = list(parts)
    open_ = [line for line in lines if line.approved_pence is None]
    due = [line for line in lines if line.approved_pence is not None and not line.is_paid]
    return ComesTo(
        _sums((line.kind, line.claimed_pence) for line in lines),
        _sums((line.kind, (line.approved_pence or 0) - line.cleared_pence) for line in due),
        _sums((line.kind, line.paid_pence) for line in lines if line.is_paid),
        _sums((line.kind, line.claimed_pence) for line in open_),
        len(open_) < len(lines),
        _sums((line.kind, line.cleared_pence) for line in lines),
    )


def _sums(amounts: Iterable[tuple[str, int]]) -> Sums:
    found = {"costs": 0, "time": 0}
    for kind, pence in amounts:
        found[kind_of(kind)] += pence
    return Sums(**found)
