"""Files that people send and that we make: judged by their content, redrawn, kept under random names.

S1  What is kept was drawn anew by us, but for sound, which is only ever sent on as an attachment.   accept()
S2  Decoding happens in a child process with limits on memory and time.                              in_a_child()
S3  A file is written and fsynced before a row names it, and never written over.                     keep()
S4  Whoever asks is checked by the view that calls send_stored(); names in keys can't be guessed.    new_key()
S5  Where a scanner is set, it has answered before a file is opened; until then the file waits.      scan()
"""

import hashlib
import json
import os
import re
import secrets
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from flask import Response, current_app

from portal.foundation import scanning

if TYPE_CHECKING:
    from obstore.store import ObjectStore

    from portal.foundation.redraw import Facts

Kind = Literal["photo", "pdf", "sound"]
MEGABYTE = 1_000_000
MOST_BYTES = 10 * MEGABYTE
CHILD_SECONDS = 40  # by the clock on the wall: the person waits meanwhile
AT_ONCE = threading.BoundedSemaphore(2)  # each child may take 400 MiB

WAITS = "waiting"  # the ending of what came and is not opened: no address sends it
REDRAW = Path(__file__).with_name("redraw.py")
READ_WORDS = Path(__file__).with_name("read_words.py")
EMPTY = "The selected file is empty"
TOO_BIG = "The selected file must be smaller than 10MB"
NOT_READ = "The selected file could not be uploaded – try again"
VIRUS = "The selected file contains a virus"
NOT_SCANNED = "We cannot check files for viruses just now. Try again later, or call us"

MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "webm": "audio/webm",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
}


class BadFile(ValueError):
    """Its text is a sentence for the person, to stand beside the field."""


@dataclass(frozen=True)
class Accepted:
    """A file that we kept. `sha256` is that of the file as sent: the same photo twice is noticed by it."""

    key: str
    kind: Kind
    sha256: str
    width: int  # pixels of the picture, or of page one; 0 for sound
    height: int
    small_key: str  # a JPEG of at most 100 kB; "" for sound
    size: int  # bytes of what we kept
    pages: int  # pictures to show, see page_key(); 0 for sound
    name: str  # what the person calls it, for their own eyes only
    look: str = ""  # of a photo or page one, see redraw.look


@dataclass(frozen=True)
class Waiting:
    """A file kept as it came, because the scanner has not answered yet: nothing opens, shows or sends it."""

    key: str
    sha256: str


def accept(content: bytes, filename: str = "") -> Accepted:
    """A photo (JPEG, PNG, WebP, HEIC) or PDF, redrawn and kept. Raises BadFile, also while the scanner is silent.
    Takes up to seconds: call it before `writing()`, never inside.
    """
    _check_size(content)
    try:
        return _opened(content, filename)
    except scanning.Silent:
        raise BadFile(NOT_SCANNED) from None


def accept_or_wait(content: bytes, filename: str = "") -> Accepted | Waiting:
    """The same for a caller that keeps what waits, and asks open_waiting() for it again and again."""
    _check_size(content)
    try:
        return _opened(content, filename)
    except scanning.Silent:
        return Waiting(keep(content, WAITS), fingerprint(content))


def open_waiting(key: str) -> Accepted | None:
    """A file that waited, as accept() gives it; None while the scanner is silent. Raises BadFile."""
    try:
        return _opened(read(key), "")
    except scanning.Silent:
        return None


def fingerprint(content: bytes) -> str:
    """By which the same file is known again."""
    return hashlib.sha256(content).hexdigest()


def _check_size(content: bytes) -> None:
    if not content:
        raise BadFile(EMPTY)
    if len(content) > MOST_BYTES:
        raise BadFile(TOO_BIG)


def scan(content: bytes) -> None:
    """Raises BadFile, and scanning.Silent where a scanner is set that does not answer."""
    if scanning.is_infected(content):
        raise BadFile(VIRUS)


def _opened(content: bytes, filename: str) -> Accepted:
    """Raises BadFile and scanning.Silent."""
    scan(content)
    kind: Kind = "pdf" if b"%PDF-" in content[:1024] else "photo"
    facts, parts = in_a_child(kind, content)
    if "bad" in facts:
        raise BadFile(str(facts["bad"]))
    return _kept(kind, fingerprint(content), facts, parts, shown_name(filename))


def _kept(kind: Kind, sha256: str, facts: "Facts", parts: list[bytes], name: str) -> Accepted:
    main, small, *pictures = parts
    key = keep(main, "pdf" if kind == "pdf" else "jpg")
    small_key = keep(small, "jpg", key=f"{_stem(key)}-small.jpg")
    for number, picture in enumerate(pictures, 1):
        keep(picture, "jpg", key=page_key(key, number))
    pages = len(pictures) or 1
    return Accepted(
        key, kind, sha256, facts["width"], facts["height"], small_key, len(main), pages, name, facts["look"]
    )


def shown_name(filename: str) -> str:
    """The last part of what a browser sent, without control characters, at most 80 characters."""
    last = re.split(r"[/\\]", filename)[-1]
    return "".join(c for c in last if c.isprintable()).strip()[:80]


def page_key(key: str, number: int) -> str:
    """The picture that shows page `number` (from 1): of a PDF a drawn page, of a photo the photo itself."""
    return f"{_stem(key)}-page-{number}.jpg" if key.endswith(".pdf") else key


def in_a_child(kind: Kind | Literal["read"], content: bytes) -> tuple["Facts", list[bytes]]:
    """What `redraw.clean` makes of it. A child that dies or takes too long means that the file is bad."""
    command = [sys.executable, "-I", str(READ_WORDS if kind == "read" else REDRAW), kind]
    path = os.environ.get("PATH", "/usr/bin:/bin")
    environment = {"PATH": path, "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}  # and no secrets
    try:
        with AT_ONCE:
            done = subprocess.run(  # noqa: S603  # our own interpreter and script; `kind` is one of ours
                command,
                input=content,
                capture_output=True,
                timeout=CHILD_SECONDS,
                check=True,
                env=environment,
            )
    except subprocess.SubprocessError:
        return {"bad": NOT_READ}, []
    line, _, rest = done.stdout.partition(b"\n")
    facts = json.loads(line)
    return facts, _cut(rest, facts["lengths"])


def _cut(joined: bytes, lengths: list[int]) -> list[bytes]:
    parts, start = [], 0
    for length in lengths:
        parts.append(joined[start : start + length])
        start += length
    return parts


def read_words(key: str) -> str:
    """What stands on a picture or on page one of a PDF, as far as Tesseract can read it."""
    facts, _ = in_a_child("read", read(page_key(key, 1)))
    return str(facts.get("text", ""))


def new_key(ending: str) -> str:
    """128 random bits, in 256 folders."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}.{ending}"


def _stem(key: str) -> str:
    return key.rsplit(".", 1)[0]


def folder() -> Path:
    """Where the files of this app are."""
    data: Path = current_app.extensions["settings"].data_dir
    return data.resolve() / "files"


def store() -> "ObjectStore":
    """This app's store, opened when first needed. Object storage elsewhere is one more branch here."""
    opened = current_app.extensions.get("files")
    if opened is None:
        from obstore.store import LocalStore  # not on the way of a page

        opened = current_app.extensions["files"] = LocalStore(folder(), mkdir=True)
    return opened


def keep(content: bytes, ending: str, *, key: str = "") -> str:
    """Writes a new file, durably, and gives its key. Raises obstore's AlreadyExistsError rather than write over one."""
    key = key or new_key(ending)
    store().put(key, content, mode="create")
    _fsync(key)
    return key


def _fsync(key: str) -> None:
    """A row that names the file may be committed next: a power cut must not leave the row alone."""
    path = folder() / key
    for written in (path, path.parent, folder()):
        handle = os.open(written, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read(key: str) -> bytes:
    """Raises FileNotFoundError."""
    return bytes(store().get(key).bytes())


def remove(key: str) -> None:
    """With its small copy and page pictures. What is gone already is no error."""
    stem = _stem(key)
    for batch in store().list(prefix=key[:2]):
        store().delete([item["path"] for item in batch if item["path"].startswith(stem)])


def keys_older_than(seconds: int) -> list[str]:
    """Keys of all main files at least this old: the nightly sweep takes away those that no row names."""
    now = time.time()  # files have the machine's clock
    found = [item for batch in store().list() for item in batch]
    old = [item["path"] for item in found if now - item["last_modified"].timestamp() >= seconds]
    return [key for key in old if "-" not in key]


def send_stored(key: str, download_name: str, *, inline: bool = False) -> Response:
    """The answer to a request for a file, after the view has checked the right to it. `download_name` is made by us
    (no words of people). Only pictures that we drew may be shown inline. Raises FileNotFoundError.
    """
    return send_bytes(read(key), key.rsplit(".", 1)[1], download_name, inline=inline and key.endswith(".jpg"))


def send_bytes(content: bytes, ending: str, download_name: str, *, inline: bool = False) -> Response:
    """A file made for this answer, with the same headers."""
    answer = Response(content, content_type=MEDIA_TYPES[ending])
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", download_name).strip("-.") or "file"
    how = "inline" if inline else "attachment"
    answer.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "no-store"
    return answer
