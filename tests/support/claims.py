"""Claims from their sending on, without the pages that make them: `sent_claim`, `approved`, `ready`, `paid`.

People are somebody of the cast or an id of theirs. Each gives the claim's number, C100001 and so on.
"""

import datetime as dt
import itertools
import uuid

from sqlalchemy import select

from portal.accounts.models import Person
from portal.claims.deciding import service as deciding
from portal.claims.deciding.rules import Choice
from portal.claims.models import Claim, ClaimLine, Question, Receipt, ReceiptUse
from portal.foundation import calendar
from portal.foundation.database import db, new_id, writing
from portal.messages.models import Recipient
from portal.organisation import service as organisation
from portal.payees import service as payees
from portal.payees.models import BankDetails
from portal.payments import rules as payment_rules
from portal.payments.runs import files, paying, queries
from portal.payments.runs import service as runs_service
from tests.support.cast import HEARTS, password_hash

DAY = dt.date(2026, 11, 16)  # the day before the tests' today
PAY_ON = dt.date(2026, 11, 20)
_numbers = itertools.count(66_374_958)


def once():
    return uuid.uuid4().hex


def id_of(someone):
    return someone if isinstance(someone, str) else someone.id


def newcomer(id, name=None):
    """Somebody more who takes part; their id."""
    email = f"{id}@people.example"
    with writing() as session:
        session.add(
            Person(
                id=id, name=name or id.title(), email=email, email_key=email, takes_part=True, session_key=f"s-{id}",
                agreed_at=calendar.now(), confirmed_at=calendar.now(), password_hash=password_hash(),
            )
        )  # fmt: skip
        session.flush()
        session.add(Recipient(person_id=id, name=name or id.title(), email=email))
    return id


def sent_claim(person, *, bus=460, time=None, team=HEARTS, by=None, day=DAY, **line):
    """A claim of a bus fare and, if wished, of payment for time; pence, or lists of pence. `line` is for every line."""
    who = id_of(person)
    maker = id_of(by) if by else who
    with writing() as session:
        claim = _claim(session, who, team, maker, day)
        session.add(claim)
        session.flush()
        lines = [("public transport", pence) for pence in _many(bus)] + [
            ("time", pence) for pence in _many(time)
        ]
        for number, (kind, pence) in enumerate(lines, 1):
            session.add(claim_line(claim, number, kind, pence, maker, day, **line))
        claim.total_pence, claim.line_count = sum(pence for _, pence in lines), len(lines)
        return claim.ref


def _many(pence):
    return pence if isinstance(pence, list) else [pence] * (pence is not None)


def _claim(session, person, team, maker, day):
    number = 100_001 + session.query(Claim).count()
    today = calendar.today()
    return Claim(
        id=new_id(), ref=f"C{number}", person_id=person, team_id=team, about="Falls group", about_date=day,
        state="sent", made_by=maker, sent_by=maker, sent_at=calendar.now(),
        check_by=calendar.add_working_days(today, 5), pay_by=calendar.add_working_days(today, 10),
    )  # fmt: skip


def claim_line(claim, number, kind, pence, maker, day, **more):
    """One line as it is when it was sent: a bus fare with its receipt, or the time of a session."""
    usual = {
        "what": "Bus, Market Square to City Hospital" if kind != "time" else "Falls group, 2 hours",
        "payable_pence": pence, "offered_pence": pence if kind == "time" else None, "claimed_by": claim.person_id,
        "typed_by": maker, "receipt_state": "none needed" if kind == "time" else "waiting",
    }  # fmt: skip
    values = {**usual, **more}
    return ClaimLine(
        id=new_id(), claim_id=claim.id, number=number, kind=kind, on_date=day, claimed_pence=pence, **values
    )


def add_receipt(ref, number=1, sha256=None):
    """A photo tied to a line; its id."""
    line = lines_of(ref)[number - 1]
    with writing() as session:
        claim, held = claim_of(ref), session.get_one(ClaimLine, line.id)
        held.receipt_state = "complete"
        same = {"person_id": claim.person_id, "original_sha256": sha256 or "0" * 64}
        photo = session.query(Receipt).filter_by(**same).first() or Receipt(
            id=new_id(), file_key="ab/abc.jpg", small_key="ab/abc-small.jpg", width=60, height=80,
            added_by=claim.person_id, **same,
        )  # fmt: skip
        session.add(photo)
        session.flush()
        session.add(
            ReceiptUse(receipt_id=photo.id, claim_id=claim.id, line_id=line.id, added_by=claim.person_id)
        )
        return photo.id


def claim_of(ref):
    return db.session.scalars(
        select(Claim).where(Claim.ref == ref).execution_options(populate_existing=True)
    ).one()


def lines_of(ref):
    rows = select(ClaimLine).join(Claim, Claim.id == ClaimLine.claim_id).where(Claim.ref == ref)
    return list(db.session.scalars(rows.order_by(ClaimLine.number).execution_options(populate_existing=True)))


def question_of(ref):
    (question,) = db.session.scalars(select(Question).where(Question.claim_id == claim_of(ref).id))
    return question


def decide(ref, *decisions, by="carys", teams=None, key=None, seen=None, note=""):
    """Decides lines in their order: "approve", ("different", pence, why), ("decline", why), ("question", words)."""
    lines = [line for line in lines_of(ref) if line.decision == "undecided"]
    choices = [
        _choice(line.id, one) for line, one in zip(lines, decisions or ["approve"] * len(lines), strict=False)
    ]
    version = claim_of(ref).version if seen is None else seen
    return deciding.decide(ref, choices, note, version, teams, by=id_of(by), once=key or once())


def wide_limits():
    """From today on a coordinator decides whatever a test makes, so that it is about something else than rule 43."""
    organisation.change_setting("coordinator_limit_pence", 500_000, calendar.today(), "For a test", "hana")


def _choice(line_id, one):
    if isinstance(one, str):
        return Choice(line_id, one)
    decision, *rest = one
    if decision == "different":
        return Choice(line_id, decision, *rest)
    wants = rest[1] if len(rest) > 1 else "words"
    return Choice(line_id, decision, None, rest[0], wants)


def approved(person, *, by="carys", **more):
    """A claim of which every line is approved."""
    return decide(sent_claim(person, **more), by=by)


def bank(person, account=None, sort_code="089999", name="A Person", **more):
    """Bank details that nobody has confirmed yet; their id."""
    details = payees.Details(name, sort_code, account or str(next(_numbers)), **more)
    return payees.give_bank_details(id_of(person), details, by=id_of(person), once=once())


def confirmed_bank(person, by="femi", **more):
    """Bank details that a second person confirmed; their id."""
    details_id = bank(person, **more)
    payees.confirm(details_id, "face to face", "", by=id_of(by), once=once())
    return details_id


def ready(person, *, by="carys", **more):
    """A claim approved and a confirmed account: it can be paid."""
    who = id_of(person)
    if not db.session.query(BankDetails).filter_by(person_id=who, ended_at=None).count():
        confirmed_bank(person)
    return approved(person, by=by, **more)


def draft_run(by="femi", pay_on=PAY_ON):
    """A run of everything that can go; its id."""
    lines = [line.line_id for line in payment_rules.can_go(queries.ready())]
    return runs_service.start_run(lines, pay_on, by=id_of(by), once=once())


def frozen_run(by="femi", pay_on=PAY_ON):
    run_id = draft_run(by, pay_on)
    runs_service.send_for_approval(run_id, "FA", 1, by=id_of(by), once=once())
    return run_id


def released_run(by="femi", to="grace", pay_on=PAY_ON):
    run_id = frozen_run(by, pay_on)
    runs_service.release(run_id, by=id_of(to), once=once())
    return run_id


def take_file(run_id, by="femi", why=""):
    """The bytes of the payment file."""
    taken = files.take_payment_file(run_id, why, by=id_of(by), once=once())
    return files.hand_out(taken, by=id_of(by))[1]


def paid_run(by="femi", to="grace", pay_on=PAY_ON, reference="FP 0001"):
    """A run of everything that can go, paid; its id."""
    run_id = released_run(by, to, pay_on)
    take_file(run_id, by)
    total = queries.run_of(run_id).total_pence
    return paying.mark_paid(run_id, reference, total, by=id_of(by), once=once())


def paid(person, *, pay_on=PAY_ON, **more):
    """A claim that was paid, in a run with everything else that could go."""
    ref = ready(person, **more)
    paid_run(pay_on=pay_on)
    return ref
