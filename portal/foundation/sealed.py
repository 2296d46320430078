"""Single values at rest: AES-GCM, bound to their row, with a key id in front so that keys can be changed.

A ciphertext moved to another person's row does not open there: its row's name is part of what is authenticated.
The keys live in a file of their own (settings: DATA_KEYS_FILE), apart from the data and its backups.
"""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask, current_app

from portal.foundation import calendar

KEY_BYTES = 32
EQUALITY = "equality"  # this key never seals: it finds equal values, and stays when the others change


class NoKeys(RuntimeError):
    """The keys file is missing or holds no key: nothing can be sealed or opened. Its text is for the operator."""


class Keyring:
    """Keys by id, newest first: {"2026b": 32 bytes, "2026a": …}. Seals with the newest, opens with any."""

    def __init__(self, keys: dict[str, bytes], path: Path | None = None):
        self.keys, self.path = keys, path

    def seal(self, text: str, belongs_to: str) -> bytes:
        """`belongs_to` names table, column and row, like "bank_details.account_number:42"."""
        key_id = next(name for name in self.keys if name != EQUALITY)
        nonce = os.urandom(12)
        sealed = AESGCM(self.keys[key_id]).encrypt(nonce, text.encode(), f"{key_id}|{belongs_to}".encode())
        return key_id.encode() + b"|" + nonce + sealed

    def open(self, sealed: bytes, belongs_to: str) -> str:
        """Raises KeyError for an unknown key, InvalidTag when changed or moved."""
        name, rest = _parts(sealed)
        if name not in self.keys and self.path:
            self.keys = read_keys(self.path)  # a newer key was added while this process ran
        return AESGCM(self.keys[name]).decrypt(rest[:12], rest[12:], f"{name}|{belongs_to}".encode()).decode()

    def digest(self, text: str, purpose: str) -> str:
        """Equal texts for one purpose have equal digests, and nobody without the key can guess the text from it."""
        return hmac.new(self.keys[EQUALITY], f"{purpose}|{text}".encode(), hashlib.sha256).hexdigest()


def _parts(sealed: bytes) -> tuple[str, bytes]:
    key_id, _, rest = sealed.partition(b"|")
    return key_id.decode(), rest


def read_keys(path: Path) -> dict[str, bytes]:
    """The file's keys, newest first. Raises NoKeys."""
    try:
        keys = {name: base64.b64decode(key) for name, key in json.loads(path.read_text()).items()}
    except FileNotFoundError:
        raise NoKeys(f"{path} does not exist. Make it with `flask keys make`.") from None
    if EQUALITY not in keys or len(keys) < 2 or any(len(key) != KEY_BYTES for key in keys.values()):
        raise NoKeys(f"{path} does not hold the keys that the portal needs.")
    return keys


def make_keys_file(path: Path) -> None:
    """A new file with one key for sealing and one for finding equal values, readable by its owner alone.
    Raises FileExistsError: a key that sealed something must never be written over.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = _written_beside(path, {_new_id(): _new_key(), EQUALITY: _new_key()})
    try:
        os.link(beside, path)  # whole or not at all, and never over another
    finally:
        beside.unlink()


def add_key(path: Path) -> str:
    """Puts a new key first, for everything sealed from now on; older ones still open. Its id."""
    name = _new_id()
    _written_beside(path, {name: _new_key(), **json.loads(path.read_text())}).replace(path)
    return name


def _written_beside(path: Path, keys: dict[str, str]) -> Path:
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(keys, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return beside


def _new_id() -> str:
    return f"{calendar.now():%Y-%m-%d}-{secrets.token_hex(2)}"


def _new_key() -> str:
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


def install(app: Flask) -> None:
    """Adds `flask keys make` and `flask keys add`."""
    from portal.foundation import keys_commands

    app.cli.add_command(keys_commands.commands)


def keyring() -> Keyring:
    """This app's keys, read again when their file changed. Raises NoKeys."""
    path = _keys_file()
    stamp = path.stat().st_mtime_ns if path.exists() else 0
    known: tuple[int, Keyring] | None = current_app.extensions.get("keyring")
    if known is None or known[0] != stamp:
        known = current_app.extensions["keyring"] = (stamp, Keyring(read_keys(path), path))
    return known[1]


def _keys_file() -> Path:
    """The demo, development and tests make their own; a real portal never seals with a key nobody knows of."""
    settings = current_app.extensions["settings"]
    if not settings.production and not settings.keys_file.exists():
        with contextlib.suppress(FileExistsError):  # another process was first
            make_keys_file(settings.keys_file)
    path: Path = settings.keys_file
    return path


def seal(text: str, belongs_to: str) -> bytes:
    """Seals with the newest key; `belongs_to` is "table.column:row id" and is needed again to open."""
    return keyring().seal(text, belongs_to)


def open_sealed(sealed: bytes, belongs_to: str) -> str:
    """Raises KeyError for an unknown key, InvalidTag when changed or moved to another row."""
    return keyring().open(sealed, belongs_to)


def key_of(sealed: bytes) -> str:
    """Which key sealed this: `flask keys rotate` seals again what an older one did."""
    return _parts(sealed)[0]


def same_value_digest(text: str, purpose: str) -> str:
    """64 hex digits, equal for equal texts of one purpose: finds one account on two people without opening any."""
    return keyring().digest(text, purpose)
