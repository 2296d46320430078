"""What the worker says in the morning: a claim takes longer, was never sent, or waits for its receipt. Each once."""

from portal.claims.reminding import queries, rules
from portal.claims.rules import shown_ref
from portal.foundation import audit, calendar, jobs
from portal.foundation.calendar import full_date, short_date
from portal.foundation.database import writing
from portal.messages import service as messages
from portal.messages.queries import told
from portal.organisation.queries import setting

MORNING = 8


@jobs.nightly(MORNING)
def tell_who_waits_longer() -> None:
    """E-20 with a new day and a name to call, a to-do for the team, and the breach in the trail (rule 53); again for
    each new day that is missed too."""
    today, days = calendar.today(), setting("check_days")
    found = queries.late(today)
    managers = queries.managers(claim.team_id for claim in found)
    for claim in found:
        slipped = rules.slipped(claim.check_by, today, days)
        if slipped:
            _say_late(claim, slipped, managers[claim.team_id])


def _say_late(claim: queries.Late, slipped: rules.Slipped, manager: str) -> None:
    key = f"{claim.id}-late-{slipped.times}"
    with writing():
        if told(claim.person_id, "E-20", key):
            return
        messages.tell(
            claim.person_id, "E-20", key, date=short_date(claim.check_by), new_date=short_date(slipped.new_date),
            manager=manager or "us", ref=shown_ref(claim.ref), link=f"/claims/{claim.ref}",
        )  # fmt: skip
        words = f"Claim {shown_ref(claim.ref)} was promised by {full_date(claim.check_by)}. The person was told of it."
        messages.add_todo("late claim", words, link=f"/queue/{claim.ref}", team_id=claim.team_id, key=key)
        audit.record(
            "claim promise missed", "claim", claim.id, by="portal", person_id=claim.person_id, ref=claim.ref,
            times=slipped.times,
        )  # fmt: skip


@jobs.nightly(MORNING)
def remind_of_drafts() -> None:
    """E-21 after 7 and after 30 days, once each. Whoever does not want to claim need do nothing."""
    today = calendar.today()
    for draft in queries.drafts(calendar.now()):
        due = rules.round_of(calendar.uk_date(draft.touched_at), today, rules.DRAFT_DAYS)
        if due:
            with writing():
                messages.tell(draft.person_id, "E-21", f"{draft.id}-{due}", link=f"/claims/{draft.ref}")


@jobs.nightly(MORNING)
def remind_of_receipts() -> None:
    """E-22 after 5 and after 12 days, once each, for every receipt that was to come later."""
    today = calendar.today()
    for line in queries.awaited_receipts(calendar.now()):
        due = rules.round_of(calendar.uk_date(line.sent_at), today, rules.RECEIPT_DAYS)
        if due:
            link = f"/claims/{line.ref}/lines/{line.number}/receipt"
            with writing():
                messages.tell(
                    line.person_id, "E-22", f"{line.line_id}-{due}", ref=shown_ref(line.ref), link=link
                )
