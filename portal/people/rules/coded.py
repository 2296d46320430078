"""One answer of a coded list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Coded:
    """`label` is what a person ticks; `phrase` how the same thing stands inside a sentence of ours."""

    code: str
    label: str
    phrase: str
    heading: str = ""


def listed(*rows: tuple[str, str, str], heading: str = "") -> dict[str, Coded]:
    """Rows of (code, label, phrase) as a list in page order."""
    return {code: Coded(code, label, phrase, heading) for code, label, phrase in rows}


def labels(known: Mapping[str, Coded], codes: Iterable[str]) -> tuple[str, ...]:
    """The labels of some codes in the order of the list; unknown codes are left out."""
    picked = set(codes)
    return tuple(one.label for code, one in known.items() if code in picked)
