"""Documents as values: how content is kept, what makes two documents the same, and codes that people can type."""

import dataclasses
import datetime as dt
import hashlib
import json
from typing import Any

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is misread: no 0/O, 1/I/L, U/V
CODE_LENGTH = 8
DATE, MOMENT = "__date__", "__moment__"  # keys are ours, never what people typed


@dataclasses.dataclass(frozen=True)
class Format:
    """How a person gets things on paper: points of the text, colour of the paper, language."""

    size_pt: int = 14
    paper: str = "white"
    language: str = "en"


def frozen(value: Any) -> Any:
    """A finished value as JSON: dataclasses become dictionaries; dates and moments stay what they are on thawing."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: frozen(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return frozen(value._asdict())
    if isinstance(value, dict):
        return {str(key): frozen(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [frozen(inner) for inner in value]
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return {MOMENT: value.astimezone(dt.UTC).isoformat()}
    if isinstance(value, dt.date):
        return {DATE: value.isoformat()}
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"a document is made of plain values, not of {type(value).__name__}")


def thawed(value: Any) -> Any:
    """What was frozen, for a template: dictionaries, lists, dates and moments."""
    if isinstance(value, list):
        return [thawed(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if DATE in value:
        return dt.date.fromisoformat(value[DATE])
    if MOMENT in value:
        return dt.datetime.fromisoformat(value[MOMENT])
    return {key: thawed(inner) for key, inner in value.items()}


def content_hash(*parts: Any) -> str:
    """64 hex digits over a canonical form of everything that makes a document what it is."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def tidy_code(typed: str) -> str | None:
    """A code as people type it ("k7qm-3xrd") → as we keep it, or None when it can't be one."""
    code = "".join(c for c in typed.upper() if c.isalnum())
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) else None


def shown_code(code: str) -> str:
    """ "K7QM3XRD" → "K7QM 3XRD": two short words to read aloud."""
    return f"{code[:4]} {code[4:]}"


def file_name(kind: str, dated: dt.date) -> str:
    """The name of a downloaded file, made of our words only."""
    return f"{kind}-{dated.isoformat()}.pdf"
