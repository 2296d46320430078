"""People who take part, for coordinators (C-20)."""

from typing import Any

from flask import g, request, url_for

from portal.foundation.access import requires
from portal.foundation.pages import part_or_page
from portal.foundation.shown import Chosen, Pages
from portal.people import rules
from portal.people.directory import queries
from portal.people.directory.forms import PeopleFilter
from portal.people.views import Answer, page


@page.get("/people")
@requires("people.see")
def list_people() -> Answer:
    form = PeopleFilter(request.args, meta={"csrf": False})
    chosen = chosen_in(form)
    number = min(max(1, request.args.get("page", 1, int)), 10_000)
    asked = {**chosen, "due": "due" in chosen}
    found = queries.people_page(g.actor.teams("people.see"), **asked, number=number)
    values = {"form": form, "found": found, **around(found.total, number, chosen)}
    return part_or_page("people/_people_answer.html", "people/list_people.html", **values)


def around(total: int, number: int, chosen: dict[str, Any]) -> dict[str, Any]:
    """What stands around the list: its count, the filters in force, the pages before and after."""
    return {
        "count": counted(total),
        "chosen": chosen_filters(chosen),
        "pages": pages_of(total, number, chosen),
    }


def counted(total: int) -> str:
    """ "12 people", for the status line."""
    return "1 person" if total == 1 else f"{total} people"


def chosen_in(form: PeopleFilter) -> dict[str, Any]:
    """What the person narrowed the list by; words that no list knows are left out."""
    known = {"strength": queries.SHOWN, "due": {"yes"}}
    told = {name: form[name].data or "" for name in ("name", "strength", "due")}
    return {name: text for name, text in told.items() if text and text in known.get(name, {text})}


def chosen_filters(chosen: dict[str, Any]) -> list[Chosen]:
    """Each filter in force, with the address without it."""
    return [
        Chosen(filter_label(name, text), url_for("people.list_people", **without(chosen, name)))
        for name, text in chosen.items()
    ]


def filter_label(name: str, text: str) -> str:
    if name == "strength":
        return rules.STRENGTHS[text].label
    return "Help not checked" if name == "due" else text


def without(chosen: dict[str, Any], name: str) -> dict[str, Any]:
    return {other: text for other, text in chosen.items() if other != name}


def pages_of(total: int, number: int, chosen: dict[str, Any]) -> Pages:
    """Links to the pages before and after."""
    last = max(1, -(-total // queries.PAGE))

    def link(to: int) -> str | None:
        return url_for("people.list_people", **chosen, page=to) if 1 <= to <= last else None

    return Pages(link(number - 1), link(number + 1), f"page {number} of {last}")
