"""The words of a message: one text template for each kind; the e-mail's HTML is made of the same words."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from flask import current_app

from portal.foundation import calendar, money
from portal.messages.rules import KINDS, one_line, paragraphs, plain
from portal.organisation.queries import OrganisationView, organisation

REFERENCE = re.compile(r"^([A-Z])(\d{3})(\d{3})$")


@dataclass(frozen=True)
class Words:
    """What one message says."""

    subject: str
    body: str
    html: str | None


def email_words(kind: str, name: str, values: dict[str, Any], size_pt: int, with_html: bool) -> Words:
    """An e-mail. `values` are what its template names, see templates/sent/. Raises jinja2's UndefinedError for a
    value that is missing.
    """
    ours = organisation()
    subject, _, body = _rendered(f"sent/{kind}.txt", ours, name, values).partition("\n")
    subject, body = one_line(subject.removeprefix("Subject: ")), plain(body)
    return Words(
        subject, body + "\n" + _foot(ours), _html(subject, body, ours, size_pt) if with_html else None
    )


def text_words(kind: str, name: str, values: dict[str, Any]) -> Words:
    """A text message: one paragraph."""
    body = _rendered(f"sent/{KINDS[kind].text}.txt", organisation(), name, values)
    return Words("", " ".join(plain(body).split()), None)


def _rendered(template: str, ours: OrganisationView, name: str, values: dict[str, Any]) -> str:
    frame = {
        "name": name,
        "org": ours.name,
        "service": ours.service_name,
        "phone": ours.phone,
        "hours": ours.hours,
    }
    shown = {"home": full_address("/home"), "me": full_address("/me")}
    return current_app.jinja_env.get_template(template).render({**frame, **shown, **_readable(values)})


def _readable(values: dict[str, Any]) -> dict[str, Any]:
    """Money, dates, claim numbers and addresses as people read them."""
    return dict(_shown(name, value) for name, value in values.items())


def _shown(name: str, value: Any) -> tuple[str, Any]:
    if name.endswith("_pence") and isinstance(value, int):
        return name.removesuffix("_pence"), money.pounds(value)
    if isinstance(value, dt.date):
        return name, calendar.long_date(value)
    if isinstance(value, str) and (name == "link" or name.endswith("_link")):
        return name, full_address(value)
    if isinstance(value, str) and (number := REFERENCE.match(value)):
        return name, " ".join(number.groups())
    return name, value


def full_address(path: str) -> str:
    """A path of ours → the address that works from an e-mail."""
    ours = str(current_app.extensions["settings"].public_url)
    return ours + path if path.startswith("/") else path


def _foot(ours: OrganisationView) -> str:
    return _rendered("sent/_foot.txt", ours, "", {})


def _html(subject: str, body: str, ours: OrganisationView, size_pt: int) -> str:
    address = full_address("/").rstrip("/")
    lines, foot = paragraphs(body, address), paragraphs(_foot(ours), address)
    page = current_app.jinja_env.get_template("sent/_email.html")
    size_px = 16 if size_pt <= 14 else round(size_pt * 4 / 3)
    return page.render(subject=subject, lines=lines, foot=foot, organisation_name=ours.name, size_px=size_px)
