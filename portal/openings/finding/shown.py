"""What the list of openings shows beside its rows: filters in force and where it goes on."""

from typing import Any

from flask import url_for

from portal.foundation.shown import Chosen, Pages
from portal.openings.finding.forms import HOW, WHEN, OpeningsFilter
from portal.openings.finding.queries import PAGE, Asked, CardsPage

LABELS = {"paid": "Paid", "new": "New to this is fine", "saved": "Saved for later"}


def of_list(found: CardsPage, number: int, chosen: dict[str, Any]) -> dict[str, Any]:
    """A page of openings with its count, its filters and the pages around it."""
    return {
        "found": found,
        "count": counted(found.total),
        "chosen": chosen_filters(chosen),
        "pages": pages_of(found.total, number, chosen),
    }


def asked_by(form: OpeningsFilter, person_id: str | None) -> Asked:
    """What the form asks for. Only somebody signed in has openings saved."""
    told = chosen_in(form)
    return Asked(
        **{name: told.get(name, "") for name in ("words", "how", "when", "where")},
        paid="paid" in told,
        new="new" in told,
        saved_by=person_id if "saved" in told else None,
    )


def chosen_in(form: OpeningsFilter) -> dict[str, Any]:
    """The filters in force as they stand in the address; what no list knows is left out."""
    known = {"how": dict(HOW), "when": dict(WHEN)}
    told = {name: form[name].data or "" for name in ("words", "how", "when", "where")}
    ticks = {name: "yes" for name in LABELS if form[name].data}
    return {
        name: text[:100] for name, text in told.items() if text and text in known.get(name, {text})
    } | ticks


def chosen_filters(chosen: dict[str, Any]) -> list[Chosen]:
    """Each filter in force, with the address without it."""
    return [Chosen(_label(name, text), address(without(chosen, name))) for name, text in chosen.items()]


def _label(name: str, text: str) -> str:
    return LABELS.get(name) or {"how": dict(HOW), "when": dict(WHEN)}.get(name, {}).get(text, text)


def without(chosen: dict[str, Any], name: str) -> dict[str, Any]:
    return {other: text for other, text in chosen.items() if other != name}


def address(chosen: dict[str, Any], **more: Any) -> str:
    return url_for("openings.list_openings", **chosen, **more)


def pages_of(total: int, number: int, chosen: dict[str, Any]) -> Pages:
    """Links to the pages before and after."""
    last = max(1, -(-total // PAGE))

    def link(to: int) -> str | None:
        return address(chosen, page=to) if 1 <= to <= last else None

    return Pages(link(number - 1), link(number + 1), f"page {number} of {last}")


def page_number(asked: int) -> int:
    """From 1 on, and no longer than a database can count."""
    return min(max(1, asked), 10_000)


def counted(total: int) -> str:
    """ "12 openings", for the status line."""
    return "1 opening" if total == 1 else f"{total} openings"
