"""What the worker says in the morning about money paid before: receipts to come, twice; then the team hears of it."""

import datetime as dt

from portal.claims.first import queries, rules
from portal.claims.first.models import MoneyFirst
from portal.foundation import calendar, jobs
from portal.foundation.database import writing
from portal.foundation.money import pounds
from portal.messages import service as messages

MORNING = 8


@jobs.nightly(MORNING)
def remind_of_proof() -> None:
    """E-44 on the promised day and some days after, once each; then a to-do for the team, who call."""
    today = calendar.today()
    for view in queries.proof_due(today):
        first = view.first
        assert first.proof_by
        due = rules.round_of(first.proof_by, today)
        with writing():
            _remind(view, due or 1)
            if today >= first.proof_by + dt.timedelta(days=rules.TODO_AFTER):
                _ask_team(view, f"first-proof:{first.id}", "the receipts are still to come. Call them")


def _remind(view: queries.FirstView, due: int) -> None:
    first = view.first
    messages.tell(
        first.person_id, "E-44", f"{first.id}-{due}", money=pounds(first.agreed_pence or 0), about=first.about,
        link=_link(first),
    )  # fmt: skip


def _ask_team(view: queries.FirstView, key: str, what: str) -> None:
    first = view.first
    words = f"{view.person_name}, {first.about}: {pounds(first.agreed_pence or 0)} paid before, {what}."
    messages.add_todo("money first", words, link=f"/queue/first/{first.id}", team_id=first.team_id, key=key)


@jobs.nightly(MORNING)
def tell_of_what_is_left() -> None:
    """E-45 once: less was spent than was paid before, and the person chooses."""
    for view in queries.left_over():
        with writing():
            messages.tell(
                view.first.person_id, "E-45", view.first.id, left=pounds(view.open_pence), about=view.first.about,
                link=_link(view.first),
            )  # fmt: skip


def _link(first: MoneyFirst) -> str:
    return f"/claims/first/{first.id}"
