"""The help people need (P-10), as coded needs of the Accessible Information Standard (domain.md 5.1).

Needs, never diagnoses. "None of these" is kept too: the standard asks whether somebody was asked.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from portal.foundation.calendar import add_months
from portal.people.rules.coded import Coded, listed

CONTACT, NEVER, FORMAT, MEETING = "contact", "no-contact", "format", "meeting"
NONE, OTHER = "none", "other"
REVIEW_MONTHS = 12  # rule 55

# label · as it stands inside "You ticked … in both lists" and "Contact by …"
CONTACTS = listed(
    ("email", "Email", "email"),
    ("text", "Text message", "text message"),
    ("phone", "Phone call", "phone call"),
    ("letter", "Letter", "letter"),
    ("helper", "Through someone who helps me", "through someone who helps me"),
    ("relay", "Relay UK or text relay", "Relay UK or text relay"),
    ("bsl-video", "BSL video call", "BSL video call"),
)
# label · as staff read it
FORMATS = listed(
    ("standard", "Standard", "Standard"),
    ("easy-read", "Easy read", "Easy read"),
    ("large-print", "Large print", "Large print"),
    ("braille", "Braille", "Braille"),
    ("audio", "Audio", "Audio"),
    ("plain-text", "Plain text email", "Plain text email"),
    ("word", "Word file I can change", "Word file"),
    ("coloured-paper", "On coloured paper", "Coloured paper"),
    ("language", "In another language", "In another language"),
)
SMALLEST_LARGE = "18"
SIZES = {"18": "18 point", "20": "20 point", "24": "24 point", "28": "28 point"}
COLOURS = {"cream": "Cream", "yellow": "Yellow", "blue": "Blue", "green": "Green", "pink": "Pink"}
# label · what we say on an opening where the need can be met
MEETING_NEEDS = listed(
    ("bsl", "BSL interpreter", "We can book a BSL interpreter."),
    ("sse", "Sign-supported English", "We can book Sign-supported English."),
    ("speech-to-text", "Speech to text", "We can book speech to text."),
    ("lipspeaker", "Lipspeaker", "We can book a lipspeaker."),
    ("deafblind", "Deafblind interpreter", "We can book a deafblind interpreter."),
    ("language", "Language interpreter", "We can book an interpreter for your language."),
    ("loop", "Hearing loop", "The room has a hearing loop."),
    ("papers-early", "Papers 7 days before", "You get the papers 7 days before."),
    ("breaks", "Breaks", "There are breaks."),
    ("quiet", "A quiet place", "There is a quiet place."),
    ("step-free", "Step-free room", "The room is step-free."),
    ("online", "Join online", "You can join online."),
    ("camera-off", "Camera off is fine", "You can keep your camera off."),
    ("companion", "Someone comes with me", "You can bring someone with you."),
    ("captions", "Large-screen captions", "There are captions on a large screen."),
)
SHARING = {"all": "Yes, all of it", "ask": "Yes, but ask me first", "no": "No"}
LISTS: dict[str, dict[str, Coded]] = {
    CONTACT: CONTACTS,
    NEVER: CONTACTS,
    FORMAT: FORMATS,
    MEETING: MEETING_NEEDS,
}


@dataclass(frozen=True)
class Need:
    """One coded need; `detail` is its size, colour, language, or the words of "Something else"."""

    group: str
    code: str
    detail: str = ""


@dataclass(frozen=True)
class Format:
    """How to print for somebody: point size, paper ("white" or a colour) and language."""

    size_pt: int = 14
    paper: str = "white"
    language: str = "en"


def contact_clash(by: Iterable[str], never: Iterable[str]) -> str | None:
    """The words for the first way that is ticked in both lists, or None."""
    ruled_out = set(never)
    both = next((code for code in by if code in ruled_out and code in CONTACTS), None)
    return f"You ticked {CONTACTS[both].phrase} in both lists. Untick one." if both else None


def need_words(need: Need) -> str:
    """One need as the person and staff read it: "Large print 18 point"; empty for "None of these"."""
    if need.code == NONE:
        return ""
    if need.code == OTHER:
        return need.detail
    if need.code == "language" and need.group == FORMAT:
        return f"In {need.detail}" if need.detail else "In another language"
    found = LISTS[need.group].get(need.code)
    words = found.phrase if need.group == FORMAT and found else found.label if found else ""
    return f"{words} {_detail_words(need)}".strip()


def _detail_words(need: Need) -> str:
    if need.code == "large-print":
        return SIZES.get(need.detail, "")
    if need.code == "coloured-paper":
        return f"({need.detail})" if need.detail else ""
    return need.detail


def staff_words(needs: Iterable[Need], share: str | None) -> tuple[str, ...]:
    """What staff who write to somebody or run their meetings may see (the standard's steps 3 and 4).

    How to write is for everybody who writes. What helps at meetings only where the person shares it: "ask me first",
    and no answer yet, name no need but say to ask; "no" says nothing.
    """
    own = tuple(needs)
    how = [need_words(need) for need in own if need.group == FORMAT and need.code != "standard"]
    meetings = [need_words(need) for need in own if need.group == MEETING]
    if any(meetings):
        how += meetings if share == "all" else ["Ask about help at meetings"] if share != "no" else []
    return tuple(filter(None, [*how, *_contact_words(own)]))


def _contact_words(needs: tuple[Need, ...]) -> list[str]:
    """ "Contact by letter", "Do not text": only what differs from an e-mail."""
    by = [need.code for need in needs if need.group == CONTACT and need.code in CONTACTS]
    never = [_NEVER_WORDS[need.code] for need in needs if need.group == NEVER and need.code in _NEVER_WORDS]
    words = [f"Contact: {', '.join(CONTACTS[code].phrase for code in by)}"] if by and by != ["email"] else []
    return words + never


_NEVER_WORDS = {
    "email": "Do not email",
    "text": "Do not text",
    "phone": "Do not phone",
    "letter": "Do not send letters",
    "helper": "Do not contact through a helper",
    "relay": "Do not use Relay UK",
    "bsl-video": "Do not call by BSL video",
}


def print_format(needs: Iterable[Need]) -> Format:
    """The format of letters and PDFs; 14 point on white in English unless the person asked otherwise."""
    told = {need.code: need.detail for need in needs if need.group == FORMAT}
    size = told.get("large-print", "14")
    welsh = told.get("language", "").casefold() in ("welsh", "cymraeg")
    return Format(
        size_pt=int(size or SMALLEST_LARGE),
        paper=told.get("coloured-paper") or "white",
        language="cy" if welsh else "en",
    )


def review_due(checked_on: dt.date | None) -> dt.date | None:
    """When to ask "Is this still right?": 12 months after the last check (rule 55)."""
    return add_months(checked_on, REVIEW_MONTHS) if checked_on else None


def recipient(needs: Iterable[Need], usual: str) -> dict[str, object]:
    """How to write to somebody, as the messages room keeps it: the first way that is not ruled out, and the format.

    `usual`: the channel of who picked none, "email" or "text". Only "something else" picked is a call: a person reads
    the words of it, the portal can't.
    """
    own = tuple(needs)
    never = [code for code in CONTACTS if Need(NEVER, code) in own]
    picked = [need.code for need in own if need.group == CONTACT]
    ways = [code for code in CONTACTS if code in picked and code not in never]
    printed = print_format(own)
    return {
        "channel": next(iter(ways), "phone" if OTHER in picked else usual),
        "never_by": never,
        "format": _format_to_send(own),
        "size_pt": printed.size_pt,
        "paper": printed.paper,
        "language": _detail(own, "language")[:40] or "en",
    }


def _format_to_send(needs: tuple[Need, ...]) -> str:
    """The one that a screen can't do, if any; coloured paper matters only where nothing else was picked."""
    picked = [need.code for need in needs if need.group == FORMAT]
    order = (
        "braille",
        "audio",
        "easy-read",
        "language",
        "large-print",
        "plain-text",
        "word",
        "coloured-paper",
    )
    return next((code for code in order if code in picked), "standard")


def _detail(needs: Iterable[Need], code: str) -> str:
    return next((need.detail for need in needs if (need.group, need.code) == (FORMAT, code)), "")
