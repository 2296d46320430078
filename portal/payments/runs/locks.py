"""How services load the run they change: locked in one order (people, then the run), refused with a way back."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Person
from portal.foundation.pages import Refused
from portal.payments import rules
from portal.payments.models import PaymentRun
from portal.payments.runs.queries import LineRow


def lock_people(session: Session, lines: Sequence[rules.Ready | LineRow]) -> None:
    """Locks the people of these lines, in id order."""
    people = sorted({line.person_id for line in lines})
    session.execute(
        select(Person.id).where(Person.id.in_(people)).order_by(Person.id).with_for_update()
    ).all()


def lock_run(session: Session, run_id: str) -> PaymentRun:
    """The run as it is now, locked."""
    return session.get_one(PaymentRun, run_id, with_for_update=True, populate_existing=True)


def refusal(problem: rules.Problem, run_id: str = "") -> Refused:
    """A rule's words as a page, with the way back."""
    if run_id:
        return Refused(problem.code, problem.text, f"/finance/runs/{run_id}", "Go back to the run")
    return Refused(problem.code, problem.text, "/finance", "Go back to payments")


def refuse(problem: rules.Problem | None, run_id: str = "") -> None:
    """Raises Refused when there is a problem."""
    if problem:
        raise refusal(problem, run_id)


def hash_of(lines: Sequence[LineRow]) -> str:
    """The fingerprint of what a run would pay, to whom and where."""
    return rules.content_hash(map(rules.fingerprint_row, lines))


def same_as_frozen(run: PaymentRun, lines: Sequence[LineRow]) -> bool:
    """Whether the run would still pay exactly what was frozen."""
    return hash_of(lines) == run.content_hash
