"""One claim with all that is known about it, for the one who decides (C-10)."""

from dataclasses import dataclass
from typing import Any

from portal.claims import hands, rules
from portal.claims.costs.rules import agreement_words, is_held, too_short_for_food
from portal.claims.deciding import facts
from portal.claims.deciding import rules as deciding
from portal.claims.models import Claim, ClaimLine
from portal.foundation import calendar
from portal.organisation.queries import setting
from portal.people import queries as people


@dataclass(frozen=True)
class LineView:
    """One line, its evidence, and why this person may not decide it (None: they may). `asked`: an answer is awaited;
    `alike`: the same was claimed before or beside it, so that paying needs a tick (rule 18).
    """

    line: ClaimLine
    photos: list[facts.Photo]
    checks: list[deciding.Check]
    why_not: hands.Refusal | None
    asked: bool
    alike: bool = False
    to_agree: bool = False  # held until somebody checks that it was agreed before (rule 23)


@dataclass(frozen=True)
class ClaimView:
    """The claim's page."""

    claim: Claim
    frame: facts.Frame
    needs: tuple[str, ...]
    checks: list[deciding.Check]
    lines: list[LineView]
    said: list[facts.Said]
    own: bool  # whoever reads it claims it

    @property
    def person_name(self) -> str:
        return self.frame.person

    @property
    def first_name(self) -> str:
        return self.frame.person.split()[0]

    @property
    def over(self) -> hands.Over | None:
        return self.frame.over

    @property
    def saved(self) -> dict[str, Any]:
        return self.frame.saved

    @property
    def to_decide(self) -> list[LineView]:
        return [view for view in self.lines if view.why_not is None]

    @property
    def nothing_to_look_at(self) -> bool:
        """Whether every check of the claim and its lines passes."""
        of_lines = [check for line in self.lines for check in line.checks]
        return all(good for good, _ in [*self.checks, *of_lines])

    @property
    def why_nothing(self) -> hands.Refusal | None:
        """The one reason when no line can be decided by this person."""
        return None if self.to_decide or not self.lines else self.lines[0].why_not

    @property
    def sums(self) -> dict[str, int]:
        """Pence claimed, by kind; and approved so far."""
        sums = {"costs": 0, "time": 0, "approved": 0}
        for view in self.lines:
            sums[rules.kind_of(view.line.kind)] += view.line.claimed_pence
            sums["approved"] += view.line.approved_pence or 0
        return sums


def claim_view(ref: str, decider: hands.Decider) -> ClaimView | None:
    """Everything that the page shows, in six statements; None for a claim out of reach."""
    frame = facts.find(ref, decider.teams, decider.id)
    if frame is None:
        return None
    claim, photos, said = frame.claim, facts.photos(frame.claim.id), facts.said(frame.claim.id)
    asked = {one.line_id for one in said if one.what == "question" and one.answered_at is None}
    lines = [_line_view(claim, held, photos, asked, decider) for held in facts.lines_with_alike(claim.id)]
    own = any(view.why_not == hands.OWN_CLAIM for view in lines)
    needs = people.needs_words([claim.person_id]).get(claim.person_id, ())
    return ClaimView(
        claim,
        frame,
        tuple(needs),
        deciding.claim_checks(_about(frame, own)),
        lines,
        said,
        claim.person_id == decider.id,
    )


def _about(frame: facts.Frame, own: bool) -> deciding.About:
    claim = frame.claim
    other = frame.sent_by if claim.sent_by != claim.person_id else None
    typed = other or (frame.made_by if claim.made_by != claim.person_id else None)
    return deciding.About(
        frame.person.split()[0], claim.about, claim.about_date, frame.attendance, claim.meeting_id is not None, typed,
        frame.shares_account, claim.late_reason, own,
    )  # fmt: skip


def _line_view(
    claim: Claim,
    held: facts.HeldLine,
    photos: list[facts.Photo],
    asked: set[str | None],
    decider: hands.Decider,
) -> LineView:
    line, mine = held.line, [photo for photo in photos if photo.line_id == held.line.id]
    files = {photo.id for photo in mine}
    evidence = deciding.Evidence(
        line.kind, line.on_date, calendar.uk_date(claim.sent_at or calendar.now()), int(setting("claim_months")),
        line.claimed_pence, line.payable_pence, line.cut_words, line.receipt_state, line.receipt_words, len(mine),
        tuple(rules.shown_ref(photo.same_on) for photo in mine if photo.same_on), held.alike, line.waits,
        too_short_for_food(line.details),
        any(photo.id in files for photo in photos if photo.line_id != line.id),
        tuple(rules.shown_ref(photo.alike_on) for photo in mine if photo.alike_on and not photo.same_on),
        any(photo.state == "waiting" for photo in mine), int(setting("no_receipt_up_to_pence")), held.twice,
        agreement_words(line.details),
    )  # fmt: skip
    alike = line.kind != "time" and (bool(held.alike) or held.twice)
    return LineView(
        line, mine, deciding.line_checks(evidence), why_not(claim, line, decider), line.id in asked, alike,
        is_held(line.details),
    )  # fmt: skip


def lines_of(claim: Claim) -> list[ClaimLine]:
    """The lines that were sent, in the order of the page."""
    return [held.line for held in facts.lines_with_alike(claim.id)]


def why_not(claim: Claim, line: ClaimLine, decider: hands.Decider) -> hands.Refusal | None:
    """Rule 42 for one line: the page and the service ask the same question."""
    facts_of_line = hands.LineToDecide(
        line.claimed_by, line.typed_by, claim.made_by, claim.sent_by, claim.team_id, claim.state, line.decision,
        line.waits,
    )  # fmt: skip
    return hands.why_not_decide(facts_of_line, decider)
