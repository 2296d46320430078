"""Which way a message goes, or why a person must see to it (rule 54), and how a text becomes an e-mail."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

SECRET_GONE = "This message held a link that opens an account. The link is not kept."
HAND_DAYS = 2  # working days until a message that we may not send is due by hand (rule 54)
WAITS = (
    1,
    5,
    15,
    60,
    180,
    360,
    720,
    1440,
)  # minutes before each new try to send; after the last one we give up
BY_HAND = {  # channel → what staff do
    "phone": "Tell them by phone",
    "letter": "Send it by letter",
    "helper": "Tell them through the person who helps them",
    "relay": "Tell them by Relay UK or text relay",
    "bsl-video": "Tell them by BSL video call",
}
FORMATS_WE_SEND = {"standard", "large-print", "plain-text", "word", "coloured-paper"}  # what a screen can do
FORMAT_WORDS = {
    "easy-read": "easy read",
    "large-print": "large print",
    "braille": "Braille",
    "audio": "audio",
    "plain-text": "plain text",
    "word": "a Word file",
    "coloured-paper": "coloured paper",
    "language": "their language",
}


@dataclass(frozen=True)
class Kind:
    """A kind of message. `always`: security and sign-in, which reach a person whatever they chose."""

    about: str  # for staff: "Write to Amina about: her claim"
    text: str = "T-00"  # the text message that says the same
    money: bool = False  # speaks of money: "You have a message. Sign in." where a person asked for that
    always: bool = False
    secret: bool = False  # holds a link that opens an account: not kept once sent


KINDS: dict[str, Kind] = {
    "E-00": Kind("a message that waits for them"),
    "E-01": Kind("their link to sign in", text="T-01", always=True, secret=True),
    "E-02": Kind("their new account", text="T-02", always=True, secret=True),
    "E-03": Kind("their account", always=True, secret=True),
    "E-04": Kind("an opening they are interested in"),
    "E-05": Kind("a role they can join"),
    "E-06": Kind("an opening they are interested in"),
    "E-07": Kind("a meeting that is coming", text="T-07"),
    "E-08": Kind("their claim", money=True),
    "E-09": Kind("a question on their claim", text="T-09", money=True),
    "E-10": Kind("their claim", money=True),
    "E-11": Kind("their claim", money=True),
    "E-12": Kind("a payment we made", text="T-12", money=True),
    "E-13": Kind("a payment that came back", money=True),
    "E-14": Kind("a change of their bank details", always=True),
    "E-15": Kind("their next payment", always=True),
    "E-16": Kind("a person who can now help them"),
    "E-17": Kind("a claim that was sent for them", money=True),
    "E-18": Kind("the help we give them"),
    "E-19": Kind("what changed because of them"),
    "E-20": Kind("a claim that takes longer", money=True),
    "E-21": Kind("a claim they have not sent", money=True),
    "E-22": Kind("a receipt we wait for", money=True),
    "E-23": Kind("a role agreement that waits for them"),
    "E-24": Kind("an offer of payment for their time", money=True),
    "E-25": Kind("a meeting that was called off", text="T-25"),
    "E-26": Kind("their claim, which we are looking at again", money=True),
    "E-27": Kind("a rate that changed for miles they claimed", money=True),
    "E-46": Kind("a decision on their claim that we took back", money=True),
    "E-30": Kind("their invitation as staff", always=True, secret=True),
    "E-31": Kind("a sign-in on a new device", always=True),
    "E-32": Kind("a change of their address", always=True),
    "E-33": Kind("a change of their password", always=True),
    "E-34": Kind("a change of their role", always=True),
    "E-35": Kind("their second step to sign in", always=True, secret=True),
    "E-36": Kind("what waits today"),
    "E-37": Kind("their new address", text="T-37", always=True, secret=True),
    "E-43": Kind("what they need paid first", money=True),
    "E-44": Kind("a receipt for money we paid before", money=True),
    "E-45": Kind("what is left of money we paid before", money=True),
    "E-39": Kind("a file we could not keep"),
    "E-38": Kind("their copy of a role agreement"),
    "E-40": Kind("a change that waits for a second person", always=True),
    "E-41": Kind("a change that they proposed", always=True),
}


@dataclass(frozen=True)
class Reach:
    """What a person told us about writing to them."""

    email: str | None
    mobile: str | None
    channel: str
    never_by: frozenset[str]
    format: str
    size_pt: int
    language: str


@dataclass(frozen=True)
class Way:
    """Send it like this."""

    channel: str  # "email" or "text"
    to: str


@dataclass(frozen=True)
class ByHand:
    """Do not send it: this is what a member of staff does instead."""

    words: str


def way_for(reach: Reach, kind: Kind, *, texts: bool) -> Way | ByHand:
    """How one message goes to one person (rule 54). `texts`: whether the portal can send text messages at all."""
    if kind.always:
        return _any_way(reach, texts)
    if reach.channel in BY_HAND:
        return ByHand(_in_format(BY_HAND[reach.channel], reach))
    if reach.format not in FORMATS_WE_SEND or reach.language != "en":
        return ByHand(_in_format("Send it", reach))
    return _electronic(reach, texts)


def _electronic(reach: Reach, texts: bool) -> Way | ByHand:
    """By what they chose, or by the other of the two when that one can't be used and they did not rule it out."""
    usable = {"email": reach.email, "text": reach.mobile if texts else None}
    for channel in sorted(usable, key=lambda name: name != reach.channel):
        to = usable[channel]
        if to and channel not in reach.never_by:
            return Way(channel, to)
    return ByHand("We have no address that we may use. Call them")


def _any_way(reach: Reach, texts: bool) -> Way | ByHand:
    if reach.mobile and texts and (reach.channel == "text" or not reach.email):
        return Way("text", reach.mobile)
    if reach.email:
        return Way("email", reach.email)
    return ByHand("We can't send text messages yet. Call them")


def _in_format(act: str, reach: Reach) -> str:
    if reach.format == "standard" or (reach.format == "language" and reach.language == "en"):
        return act
    size = f", {reach.size_pt} point" if reach.format == "large-print" else ""
    return f"{act} in {FORMAT_WORDS.get(reach.format, reach.format)}{size}"


def key_of(person_id: str, kind: str, thing: str) -> str:
    """Twice is once: the same person, kind and thing make the same message."""
    return f"{person_id}:{kind}:{thing}"[:160]


def next_try(tries: int, now: dt.datetime) -> dt.datetime | None:
    """When to try again after so many failed tries; None: give up."""
    return now + dt.timedelta(minutes=WAITS[tries - 1]) if tries <= len(WAITS) else None


# From text to e-mail


@dataclass(frozen=True)
class Piece:
    """Some words of a line, with the address they lead to."""

    words: str
    href: str | None = None


def one_line(text: str) -> str:
    """For subjects: no line breaks, no control characters, at most 200."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def plain(text: str) -> str:
    """For bodies: line breaks stay, other control characters go, and no more than one empty line."""
    clean = "".join(c for c in text.replace("\r\n", "\n") if c.isprintable() or c == "\n")
    return re.sub(r"\n{3,}", "\n\n", clean).strip() + "\n"


def paragraphs(body: str, ours: str) -> list[list[Piece]]:
    """Each line as pieces; addresses of ours become links, others stay words. In "Answer here: https://…" the words
    are the link: read aloud, a list of links makes sense.
    """
    link = re.compile(
        r"(?:([^.!?:\n]*?): )?(" + re.escape(ours) + r"(?:/(?:[^\s<>\"]*[^\s<>\".,])?)?)(?=[.,]?(?:\s|$))"
    )
    return [list(_pieces(line, link)) for line in body.split("\n") if line.strip()]


def _pieces(line: str, link: re.Pattern[str]) -> Iterable[Piece]:
    end = 0
    for found in link.finditer(line):
        words = found[1] or found[2]
        before = line[end : found.start()] + words[: len(words) - len(words.lstrip())]
        if before:
            yield Piece(before)
        yield Piece(words.strip(), found[2])
        end = found.end()
    if line[end:]:
        yield Piece(line[end:])
