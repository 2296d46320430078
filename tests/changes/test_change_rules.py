"""Who may answer a proposed change, and what it would mean, in words."""

import pytest

from portal.changes import rules
from portal.changes.rules import Answering, Effect


@pytest.mark.parametrize(
    ("act", "by", "state", "code"),
    [
        ("confirm", "grace", "waiting", None),
        ("turn down", "grace", "waiting", None),
        ("take back", "hana", "waiting", None),
        ("confirm", "hana", "waiting", "same-person"),
        ("turn down", "hana", "waiting", "same-person"),
        ("take back", "grace", "waiting", "not-yours"),
        *((act, by, state, "answered-already") for act in ("confirm", "turn down", "take back")
          for by in ("hana", "grace") for state in ("confirmed", "turned down", "taken back", "alone")),
    ],
)  # fmt: skip
def test_a_second_person_answers_and_only_the_first_takes_back(act, by, state, code):
    stopped = rules.why_not(Answering(act, by, "hana", state))
    assert (stopped and stopped[0]) == code


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (Effect(0), ["It touches nobody's open claims or roles today."]),
        (Effect(1, 0), ["It touches 1 person today.",
                        "What was paid or asked for in the last 12 months would have been the same."]),
        (Effect(12, 8400), ["It touches 12 people today.",
                            "What was paid or asked for in the last 12 months would have been £84.00 more."]),
        (Effect(2, -1, ("More.",)), ["It touches 2 people today.",
                                     "What was paid or asked for in the last 12 months would have been £0.01 less.",
                                     "More."]),
    ],
)  # fmt: skip
def test_what_a_change_would_mean_is_said_in_people_then_pounds(effect, words):
    assert list(rules.effect_words(effect)) == words


def test_every_state_has_words():
    assert set(rules.STATES) == {"waiting", "confirmed", "turned down", "taken back", "alone"}
