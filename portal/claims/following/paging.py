"""A long list, twenty a page, with the words of the page."""

from collections.abc import Sequence
from typing import TypeVar

from portal.foundation.shown import Pages

PAGE = 20
Row = TypeVar("Row")


def page_of(rows: Sequence[Row], address: str, number: int) -> tuple[Pages, Sequence[Row]]:
    """The rows of one page and the way to its neighbours; a number that is no page gives the nearest."""
    last = max(1, -(-len(rows) // PAGE))
    here = min(max(number, 1), last)
    words = f"page {here} of {last}" if last > 1 else ""
    back = f"{address}?page={here - 1}" if here > 1 else None
    on = f"{address}?page={here + 1}" if here < last else None
    return Pages(back, on, words), rows[(here - 1) * PAGE : here * PAGE]
