"""The style of documents in a person's own size and colour of paper. Parsed by foundation/pdf.py, once for each."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from portal.foundation.assets import FONTS

SOURCE = Path(__file__).parents[2] / "static" / "src" / "print.css"
SMALLEST, LARGEST = 9, 40  # points
LARGE = (
    18  # from here on nothing is smaller than the person asked, and pages with columns of money are turned
)
# Tints on which our ink keeps a contrast of 7:1 or more; people name them, a printer's paper may differ.
PAPERS = {
    "white": "#ffffff",
    "cream": "#fdf6e3",
    "yellow": "#fff7c2",
    "blue": "#e3f1fa",
    "green": "#e6f4e4",
    "pink": "#fbe7ee",
    "peach": "#fdeadd",
    "lilac": "#efe8f8",
    "grey": "#eeeeee",
}


def print_css(points: int = 14, paper: str | None = None, footer: str = "") -> str:
    """The style sheet for text of that many points on that paper (a name of PAPERS or #rrggbb; others print white)."""
    size = min(max(points, SMALLEST), LARGEST)
    side, less, turn = (14, "1", "landscape") if size >= LARGE else (18, ".86", "portrait")
    filled = {
        "@SIDE@": str(side),
        "@LESS@": less,
        "@TURN@": turn,
        "@POINTS@": str(size),
        "@SMALL@": str(min(max(round(size * 0.72), 9), 14)),
        "@PAPER@": paper_colour(paper),
        "@FOOTER@": quoted(footer),
    }
    return re.sub("|".join(filled), lambda found: filled[found[0]], _source())


def paper_colour(paper: str | None) -> str:
    """A colour that CSS takes; white for what we do not know, because the words must be readable."""
    wanted = (paper or "white").strip().casefold()
    named = next((colour for name, colour in PAPERS.items() if name in wanted.split()), PAPERS["white"])
    return wanted if re.fullmatch(r"#[0-9a-f]{6}", wanted) else named


def quoted(text: str) -> str:
    """People's words as a CSS string: whatever could end it becomes a code point."""
    safe = (
        sign if (sign.isalnum() and sign.isascii()) or sign in " ,.-" else f"\\{ord(sign):06x} "
        for sign in text
    )
    return f'"{"".join(safe)}"'


def printable(text: str) -> str:
    """Text in letters that our typeface has (Latin, Greek, Cyrillic): an accent it lacks goes, an emoji too; for a
    letter of another script stands a mark that something is missing. A PDF without the glyph would not be readable."""
    known = _letters()
    return "".join(sign if ord(sign) in known or sign in "\n\t\r" else _nearest(sign, known) for sign in text)


def _nearest(sign: str, known: frozenset[int]) -> str:
    parts = "".join(part for part in unicodedata.normalize("NFKD", sign) if ord(part) in known)
    if parts:
        return parts
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(sign)[0] in "LN" else ""


@lru_cache(1)
def _letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # comes with WeasyPrint; only where documents are made

    with TTFont(FONTS / "NotoSans-Regular.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())


@lru_cache(1)
def _source() -> str:
    return SOURCE.read_text()
