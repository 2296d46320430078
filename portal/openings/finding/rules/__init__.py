"""Which openings fit somebody and why, and what one would pay. Pure."""

from portal.openings.finding.rules.matching import Match, OpeningFacts, PersonFacts, best, match
from portal.openings.finding.rules.paying import Session, list_words, pay_example

__all__ = [
    "Match",
    "OpeningFacts",
    "PersonFacts",
    "Session",
    "best",
    "list_words",
    "match",
    "pay_example",
]
