"""Which way a message goes, and when it may not go at all (rule 54)."""

import datetime as dt

import pytest

from portal.messages import rules
from portal.messages.rules import ByHand, Kind, Piece, Reach, Way, paragraphs, way_for

USUAL = {
    "email": "amina@people.example", "mobile": None, "channel": "email", "never_by": frozenset(),
    "format": "standard", "size_pt": 14, "language": "en",
}  # fmt: skip
BOTH = {"mobile": "+447700900982"}
EMAIL, TEXT = Way("email", "amina@people.example"), Way("text", "+447700900982")


def way(kind=None, texts=True, **reach):
    return way_for(Reach(**{**USUAL, **reach}), kind or Kind("x"), texts=texts)


@pytest.mark.parametrize(
    ("reach", "goes"),
    [
        ({}, EMAIL),
        ({**BOTH, "channel": "text"}, TEXT),
        ({**BOTH, "channel": "text", "texts": False}, EMAIL),
        ({**BOTH, "never_by": frozenset({"email"})}, TEXT),
        ({"email": None, **BOTH}, TEXT),
        ({"format": "large-print", "size_pt": 24}, EMAIL),
        ({"format": "plain-text"}, EMAIL),
    ],
)
def test_a_message_goes_the_way_a_person_chose(reach, goes):
    assert way(**reach) == goes


@pytest.mark.parametrize(
    ("reach", "words"),
    [
        (
            {"channel": "letter", "format": "large-print", "size_pt": 24},
            "Send it by letter in large print, 24 point",
        ),
        ({"channel": "letter"}, "Send it by letter"),
        ({"channel": "phone"}, "Tell them by phone"),
        ({"channel": "helper"}, "Tell them through the person who helps them"),
        ({"channel": "bsl-video"}, "Tell them by BSL video call"),
        ({"format": "easy-read"}, "Send it in easy read"),
        ({"format": "braille"}, "Send it in Braille"),
        ({"format": "language", "language": "Polish"}, "Send it in their language"),
        ({"never_by": frozenset({"email"})}, "We have no address that we may use. Call them"),
        ({"email": None}, "We have no address that we may use. Call them"),
    ],
)
def test_rule_54_a_message_that_would_go_the_wrong_way_is_done_by_hand(reach, words):
    assert way(**reach) == ByHand(words)


def test_a_sign_in_link_reaches_whoever_asked_for_it():
    always = Kind("x", always=True)
    assert way(always, channel="letter", format="braille") == EMAIL
    assert way(always, channel="text", **BOTH) == TEXT
    assert isinstance(way(always, email=None, texts=False, **BOTH), ByHand)


def test_the_waits_between_tries_grow_and_end():
    now = dt.datetime(2026, 3, 3, tzinfo=dt.UTC)
    waits = [rules.next_try(n, now) for n in range(1, len(rules.WAITS) + 2)]
    assert waits[-1] is None and waits[:-1] == sorted(waits[:-1])


def test_the_words_before_an_address_of_ours_become_the_link():
    line = "We could not pay all. Ask us here: http://localhost/claims/C1 or call us."
    assert paragraphs(line, "http://localhost") == [
        [
            Piece("We could not pay all. "),
            Piece("Ask us here", "http://localhost/claims/C1"),
            Piece(" or call us."),
        ]
    ]


def test_an_address_that_a_person_typed_never_becomes_a_link():
    assert paragraphs("Look: http://evil.example/x", "http://localhost") == [
        [Piece("Look: http://evil.example/x")]
    ]
    assert paragraphs("http://localhost.evil.example/", "http://localhost")[0][0].href is None


def test_a_subject_is_one_line_whatever_people_typed():
    assert rules.one_line("About Falls\r\nBcc: all@x\x00") == "About Falls Bcc: all@x"
