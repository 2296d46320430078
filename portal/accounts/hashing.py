"""What is kept in place of a secret: argon2id for passwords, a plain hash for links, a keyed one for codes."""

import hashlib
import hmac
import secrets
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)  # OWASP's first choice for argon2id
# Of a random word that nobody knows: an unknown address takes as long as a known one (security.md 2.3).
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$uUynX6Sn7PIgLtu5xOpOOg$mrqIcEguUbevg/qs8PIERoJl9mEJpqIHODb4HxXPjjA"
COMMON = Path(__file__).parent / "data" / "common_passwords.txt"  # the first 10,000 of zxcvbn's list (MIT)


def hash_password(password: str) -> str:
    return HASHER.hash(password)


def password_fits(kept: str | None, password: str) -> bool:
    """Takes the same time whether or not there is a password."""
    try:
        return HASHER.verify(kept or NOBODYS, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def should_hash_again(kept: str) -> bool:
    """Whether the hash was made with less work than we ask for today."""
    return HASHER.check_needs_rehash(kept)


@lru_cache
def common_passwords() -> frozenset[str]:
    """Passwords that many people use, casefolded."""
    return frozenset(COMMON.read_text(encoding="utf-8").split())


def new_secret() -> str:
    """256 bits for a link or a cookie."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """For secrets with enough chance in them that nobody can guess them from the hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hidden(text: str, purpose: str) -> str:
    """For what could be guessed (addresses, networks, short codes): a hash that needs the portal's secret."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, f"{purpose}|{text}".encode(), hashlib.sha256).hexdigest()
