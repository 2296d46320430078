"""Recordings that people send: known by their heads, kept as they are, only ever sent on as attachments."""

import re

from portal.foundation import scanning
from portal.foundation.stored_files import (
    EMPTY,
    MEGABYTE,
    NOT_SCANNED,
    Accepted,
    BadFile,
    fingerprint,
    keep,
    scan,
    shown_name,
)

MOST_BYTES = 25 * MEGABYTE
TOO_BIG = "The selected file must be smaller than 25MB"
NOT_SOUND = "The selected file must be an MP3, M4A, OGG, WAV or WebM recording"
SOUNDS = (
    ("mp3", re.compile(rb"ID3|\xff[\xe2-\xfb]")),
    ("m4a", re.compile(rb".{4}ftyp(M4A|mp4|isom|iso2|dash)", re.DOTALL)),
    ("ogg", re.compile(rb"OggS")),
    ("wav", re.compile(rb"RIFF.{4}WAVE", re.DOTALL)),
    ("webm", re.compile(rb"\x1a\x45\xdf\xa3")),
)


def accept_sound(content: bytes, filename: str = "") -> Accepted:
    """A recording for a story. Raises BadFile, also while the scanner is silent."""
    if not content:
        raise BadFile(EMPTY)
    if len(content) > MOST_BYTES:
        raise BadFile(TOO_BIG)
    kind = next((ending for ending, head in SOUNDS if head.match(content)), None)
    if kind is None:
        raise BadFile(NOT_SOUND)
    try:
        scan(content)
    except scanning.Silent:
        raise BadFile(NOT_SCANNED) from None
    key, sha256 = keep(content, kind), fingerprint(content)
    return Accepted(key, "sound", sha256, 0, 0, "", len(content), 0, shown_name(filename))
