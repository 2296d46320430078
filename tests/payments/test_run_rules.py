"""What a run takes, what is worth a look, who may release it, and what the bank's file says (rules 42, 47 to 52)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.payments import rules
from portal.payments.models import RunLine
from portal.payments.rules import CANCELLED, NOT_TAKEN, SENT_BACK, Ready, Releasing, bank_file
from portal.payments.rules.bank_file import FileRow
from portal.payments.runs.queries import LineRow

NOW = dt.datetime(2026, 11, 17, 10, tzinfo=dt.UTC)
LONG_AGO = NOW - dt.timedelta(days=100)


def line(**more):
    facts = {
        "line_id": "l1", "ref": "C104882", "person_id": "amina", "person_name": "Amina Yusuf", "kind": "costs",
        "pence": 460, "what": "Bus", "approved_by": "carys", "typed_by": "amina", "held": (),
        "bank_details_id": "b1", "details_made_at": LONG_AGO,
    }  # fmt: skip
    return Ready(**{**facts, **more})


def test_a_held_person_is_left_out_and_stops_nobody_else():
    held = line(line_id="l2", person_id="ivo", held=("No bank details yet",), bank_details_id=None)
    assert rules.can_go([line(), held]) == [line()]
    assert rules.left_out([line(), held]) == [held]


def test_a_line_worth_nothing_is_not_paid():
    assert rules.can_go([line(pence=0)]) == []


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            {"details_made_at": NOW - dt.timedelta(days=14)},
            "Bank details were given or changed in the last 14 days",
        ),
        ({"shares_account": True}, "Another person is paid into the same account"),
        ({"pence": 50_001}, "£500.01 is more than £500.00"),
        ({"usual_pence": 229}, "£4.60 is more than twice the usual £2.29"),
        ({"typed_by": "carys"}, "The same person typed and approved a claim"),
    ],
)
def test_what_is_worth_a_second_look(more, sentence):
    assert rules.worth_a_look([line(**more)], NOW) == [("Amina Yusuf", sentence)]


@pytest.mark.parametrize(
    "more", [{"pence": 50_000}, {"usual_pence": 230}, {"details_made_at": NOW - dt.timedelta(days=15)}]
)
def test_what_is_just_inside_needs_no_look(more):
    assert rules.worth_a_look([line(**more)], NOW) == []


def test_costs_and_time_are_two_payments_with_two_references():
    lines = [line(), line(line_id="l2", kind="time", pence=5000), line(line_id="l3", pence=300)]
    made = rules.payments(lines, 7, "Northfield")
    assert [(p.kind, p.pence, p.lines, p.reference) for p in made] == [
        ("costs", 760, 2, "COSTS 7-1 NORTHFIE"),
        ("time", 5000, 1, "TIME 7-2 NORTHFIE"),
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["amina", "ivo", "ben"]),
            st.sampled_from(["costs", "time"]),
            st.integers(1, 10**7),
        )
    )
)
def test_no_penny_is_lost_between_lines_and_payments(rows):
    lines = [
        line(line_id=str(n), person_id=who, person_name=who, kind=kind, pence=p)
        for n, (who, kind, p) in enumerate(rows)
    ]
    made = rules.payments(lines, 1, "Bank")
    assert sum(p.pence for p in made) == sum(one.pence for one in lines)
    assert len({p.reference for p in made}) == len(made)
    assert all(6 < len(p.reference) <= 18 for p in made)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Zoë O'Brien-Smythe", "ZOE O BRIEN-SMYTHE"),  # rule 48's own example, 18 characters
        ("李", ""),
        ("=1+1", "1 1"),
        ("-cmd|calc", "CMD CALC"),
        ("Marie-Claire Dupont-Lavigne", "MARIE-CLAIRE DUPON"),
        ("A  B\tC\r\nD", "A B C D"),
    ],
)
def test_text_is_made_safe_for_a_bank(words, text):
    assert bank_file.bank_text(words) == text


@given(st.text(max_size=60))
def test_bank_text_is_never_a_formula_nor_too_long(words):
    text = bank_file.bank_text(words)
    assert (
        len(text) <= 18
        and set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.&/- ")
        and text[:1] not in "=+-@"
    ) or text == ""


RELEASING = Releasing(
    by="grace", made_by="femi", state="frozen", approvers=frozenset({"carys"}), payees=frozenset({"amina"}),
    details_changed_by=frozenset({"amina"}), stale_accounts=(), same_as_frozen=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"by": "femi"}, "made-it"),
        ({"by": "amina"}, "pays-you"),
        ({"by": "carys"}, "approved-claim"),
        ({"by": "ben", "details_changed_by": frozenset({"ben"})}, "changed-details"),
        ({"stale_accounts": ("Amina Yusuf",)}, "account-changed"),
        ({"same_as_frozen": False}, "not-the-same"),
        ({"days_left": 0}, None),
        ({"days_left": -1}, "date-passed"),
        ({"state": "draft"}, "state"),
        ({"state": "released"}, "state"),
    ],
)
def test_who_may_release_what(change, code):
    problem = rules.why_not_release(Releasing(**{**vars(RELEASING), **change}))
    assert (problem.code if problem else None) == code


@pytest.mark.parametrize(
    ("state", "downloaded", "code"),
    [
        ("draft", False, None), ("frozen", False, None), ("released", False, None),
        ("released", True, "file-is-out"), ("paid", True, "ended"), ("cancelled", False, "ended"),
    ],
)  # fmt: skip
def test_a_run_ends_until_its_file_was_taken(state, downloaded, code):
    problem = rules.why_not_cancel(state, downloaded)
    assert (problem.code if problem else None) == code


@pytest.mark.parametrize(
    ("state", "downloaded", "left", "code"),
    [
        ("released", True, 20023, None), ("released", True, 20022, "sum"), ("released", False, 20023, "no-file"),
        ("frozen", True, 20023, "state"), ("paid", True, 20023, "state"),
    ],
)  # fmt: skip
def test_paid_means_the_bank_took_exactly_the_sum(state, downloaded, left, code):
    problem = rules.why_not_paid(state, downloaded, 20023, left)
    assert (problem.code if problem else None) == code


def test_the_payment_file_says_exactly_this():
    rows = [
        FileRow("Zoë O'Brien-Smythe", "089999", "66374958", "", 7500, "TIME 7-1 NORTHFIEL"),
        FileRow("李 Wei", "070116", "00003036", "B/18-3", 5, "COSTS 7-2 NORTHFIE"),
    ]
    assert bank_file.payments_csv(rows, dt.date(2026, 12, 4)) == (
        b"Sort code,Account number,Name,Amount,Reference,Roll number,Payment date\r\n"
        b"089999,66374958,ZOE O BRIEN-SMYTHE,75.00,TIME 7-1 NORTHFIEL,,04/12/2026\r\n"
        b"070116,00003036,WEI,0.05,COSTS 7-2 NORTHFIE,B/18-3,04/12/2026\r\n"
    )


def test_the_fingerprint_changes_with_any_part_and_not_with_the_order():
    rows = [("l1", "amina", "costs", 460, "b1", "R1"), ("l2", "ivo", "time", 5000, "b2", "R2")]
    other = [("l1", "amina", "costs", 461, "b1", "R1"), rows[1]]
    assert rules.content_hash(rows) == rules.content_hash(rows[::-1]) != rules.content_hash(other)


def test_a_line_is_fingerprinted_alike_wherever_it_is_read():
    facts = {"line_id": "l1", "person_id": "amina", "kind": "costs", "pence": 460}
    facts |= {"bank_details_id": "b1", "reference": "R1"}
    seen = LineRow(*[facts.get(field) for field in LineRow._fields])
    row = ("l1", "amina", "costs", 460, "b1", "R1")
    assert rules.fingerprint_row(seen) == rules.fingerprint_row(RunLine(**facts)) == row


@pytest.mark.parametrize(
    ("ending", "before", "after"),  # the file was taken
    [
        (CANCELLED, None, "file-is-out"), (SENT_BACK, None, "file-is-out"), (NOT_TAKEN, "no-file", None),
    ],
)  # fmt: skip
def test_each_way_to_end_a_run_has_its_time(ending, before, after):
    found = [ending.why_not("released", downloaded, True) for downloaded in (False, True)]
    assert [problem.code if problem else None for problem in found] == [before, after]


@pytest.mark.parametrize(
    ("state", "downloaded", "releaser", "code"),
    [
        ("released", True, True, None), ("released", True, False, "file-is-out"), ("released", False, True, "no-file"),
        ("frozen", False, True, "no-file"), ("paid", True, True, "ended"), ("cancelled", True, True, "ended"),
    ],
)  # fmt: skip
def test_who_may_say_that_the_bank_never_took_the_file(state, downloaded, releaser, code):
    problem = rules.why_not_taken_back(state, downloaded, releaser)
    assert (problem.code if problem else None) == code


def test_the_sample_is_chosen_by_nobody_and_stays_the_same():
    refs = [f"C{100_000 + n}" for n in range(40)]
    chosen = rules.sample(refs, "run-1")
    assert chosen == rules.sample(refs[::-1] * 2, "run-1") and len(chosen) == 5
    assert chosen != rules.sample(refs, "run-2") and rules.sample(refs[:2], "run-1") == refs[:2]


@pytest.mark.parametrize(("count", "words"), [(1, "the warning"), (3, "the 3 warnings")])
def test_how_many_warnings_must_be_seen(count, words):
    assert rules.warnings_words(count) == f"Confirm that you have seen {words}"
