"""The three state machines: every event from every state by every role, against one table written out here."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.claims.rules import MOVES, STATES, CannotMove, after, may

ROLES = (
    "participant", "helper", "coordinator", "budget holder", "finance maker", "finance approver", "administrator",
    "board",
)  # fmt: skip
PERSON, DECIDE = ("participant", "helper"), ("coordinator", "budget holder")
FINANCE = ("finance maker", "finance approver")
EXPECTED = {  # (machine, event, state before) → (state after, roles)
    ("decision", "send", "draft"): ("sent", PERSON),
    ("decision", "ask", "sent"): ("question", DECIDE),
    ("decision", "answer", "question"): ("sent", PERSON),
    ("decision", "drop question", "question"): ("sent", DECIDE),
    ("decision", "decide", "sent"): ("decided", DECIDE),
    ("decision", "decide", "question"): ("decided", DECIDE),
    ("decision", "undo", "decided"): ("sent", DECIDE),
    ("decision", "take back", "sent"): ("draft", PERSON),
    ("decision", "take back", "question"): ("draft", PERSON),
    ("decision", "cancel", "draft"): ("withdrawn", PERSON),
    ("decision", "cancel", "sent"): ("withdrawn", PERSON),
    ("decision", "cancel", "question"): ("withdrawn", PERSON),
    ("evidence", "add photo", "waiting"): ("complete", PERSON),
    ("evidence", "add photo", "complete"): ("complete", PERSON),
    ("evidence", "add photo", "post"): ("complete", PERSON),
    ("evidence", "add photo", "none"): ("complete", PERSON),
    ("evidence", "remove photo", "complete"): ("waiting", PERSON),
    ("evidence", "add later", "waiting"): ("waiting", PERSON),
    ("evidence", "add later", "post"): ("waiting", PERSON),
    ("evidence", "add later", "none"): ("waiting", PERSON),
    ("evidence", "send by post", "waiting"): ("post", PERSON),
    ("evidence", "send by post", "post"): ("post", PERSON),
    ("evidence", "send by post", "none"): ("post", PERSON),
    ("evidence", "have none", "waiting"): ("none", PERSON),
    ("evidence", "have none", "post"): ("none", PERSON),
    ("evidence", "have none", "none"): ("none", PERSON),
    ("evidence", "arrived by post", "waiting"): ("complete", DECIDE),
    ("evidence", "arrived by post", "post"): ("complete", DECIDE),
    ("payment", "approve", "not ready"): ("ready", DECIDE),
    ("payment", "clear", "ready"): ("cleared", DECIDE),
    ("payment", "approve cash", "not ready"): ("cash", DECIDE),
    ("payment", "hand over", "cash"): ("handed over", PERSON),
    ("payment", "undo", "ready"): ("not ready", DECIDE),
    ("payment", "gather", "ready"): ("in a run", ("finance maker",)),
    ("payment", "take out", "in a run"): ("ready", FINANCE),
    ("payment", "release", "in a run"): ("sent", ("finance approver",)),
    ("payment", "pay", "in a run"): ("paid", FINANCE),
    ("payment", "pay", "sent"): ("paid", FINANCE),
    ("payment", "return", "sent"): ("returned", FINANCE),
    ("payment", "return", "paid"): ("returned", FINANCE),
    ("payment", "pay again", "returned"): ("ready", FINANCE),
}


def events():
    return {(move.machine, move.event) for move in MOVES}


def test_every_event_from_every_state_by_every_role_leads_where_the_table_says():
    walked = 0
    for machine, event in sorted(events()):
        for state, role in itertools.product(STATES[machine], ROLES):
            leads_to, who = EXPECTED.get((machine, event, state), (None, ()))
            assert may(machine, event, state, role) == (role in who), (event, state, role)
            if role in who:
                assert after(machine, event, state, role) == leads_to
            walked += 1
    assert walked == len(ROLES) * sum(len(STATES[machine]) for machine, _ in events())


def test_what_does_not_lead_on_says_what_was_tried():
    with pytest.raises(CannotMove, match="decide does not lead on from draft for a coordinator"):
        after("decision", "decide", "draft", "coordinator")


@given(st.lists(st.tuples(st.sampled_from(sorted(events())), st.sampled_from(ROLES)), max_size=40))
def test_no_sequence_of_events_pays_a_line_that_nobody_approved(walk):
    state, approved, released = "not ready", False, False
    for (machine, event), role in walk:
        if machine == "payment" and may(machine, event, state, role):
            approved |= event in ("approve", "approve cash") and role in DECIDE
            approved &= event != "undo"
            state = after(machine, event, state, role)
            assert state in ("not ready",) or approved
            released |= event == "release"


@given(st.lists(st.tuples(st.sampled_from(sorted(events())), st.sampled_from(ROLES)), max_size=40))
def test_a_withdrawn_claim_never_moves_again_and_a_decided_one_only_when_it_is_undone(walk):
    state, ended = "draft", None
    for (machine, event), role in walk:
        if machine == "decision" and may(machine, event, state, role):
            assert ended is None or (ended, event) == ("decided", "undo")
            state = after(machine, event, state, role)
            ended = state if state in ("decided", "withdrawn") else None
