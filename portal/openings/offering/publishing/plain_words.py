"""The plain-language check of C-30: long sentences and words of the trade. Advice, never a refusal."""

import re
from dataclasses import dataclass

from portal.openings.offering.publishing.jargon import JARGON

LONGEST = 25  # words in a sentence (journeys.md 3)
_END = re.compile(r"(?<=[.!?:;])\s+|\n+")
_WORD = re.compile(r"[^\W_][\w'’-]*")
_SHORT_FORMS = re.compile(r"\b(e\.g|i\.e|etc|Mr|Mrs|Ms|Dr)\.")
_JARGON = re.compile(
    r"(?<![\w-])(" + "|".join(sorted(map(re.escape, JARGON), key=len, reverse=True)) + r")(?![\w-])", re.I
)
_PLAIN = {term.casefold(): plain for term, plain in JARGON.items()}


@dataclass(frozen=True)
class Advice:
    """Something to look at in a text, as a sentence."""

    kind: str  # "long" or "jargon"
    text: str


def advice_on(text: str) -> list[Advice]:
    """Long sentences first, in the order of the text; each word of the trade once."""
    return [*_long_sentences(text), *_words_of_the_trade(text)]


def _long_sentences(text: str) -> list[Advice]:
    found = []
    for sentence in _END.split(_SHORT_FORMS.sub(r"\1", text)):
        count = len(_WORD.findall(sentence))
        if count > LONGEST:
            start = " ".join(sentence.split()[:6])
            found.append(Advice("long", f"A sentence has {count} words. Make it two: “{start}…”"))
    return found


def _words_of_the_trade(text: str) -> list[Advice]:
    used = dict.fromkeys(match[0].casefold() for match in _JARGON.finditer(text) if _is_meant(match[0]))
    return [Advice("jargon", f"You wrote “{_as_listed(term)}”. Try: {_PLAIN[term]}.") for term in used]


def _is_meant(found: str) -> bool:
    """Short forms in capitals are meant only as such: "ICS" is, "ics" is not."""
    listed = _as_listed(found)
    return found == listed if listed.isupper() else True


def _as_listed(term: str) -> str:
    return next((listed for listed in JARGON if listed.casefold() == term.casefold()), term)
