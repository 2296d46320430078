"""What was typed on earlier pages of joining, sealed in the cookie: it holds a name and an address."""

import base64
import json
import secrets

from cryptography.exceptions import InvalidTag
from flask import session

from portal.foundation import sealed


def remember(**values: str | None) -> None:
    """Adds to what was typed."""
    _keep({**recall(), **values})


def recall() -> dict[str, str | None]:
    """What was typed so far; nothing when the cookie is of another time."""
    try:
        kept = base64.b64decode(session.get("joining", ""))
        return dict(json.loads(sealed.open_sealed(kept, "joining"))) if kept else {}
    except (ValueError, KeyError, InvalidTag):
        return {}


def _keep(values: dict[str, str | None]) -> None:
    session["joining"] = base64.b64encode(sealed.seal(json.dumps(values), "joining")).decode()


def forget() -> None:
    session.pop("joining", None)


def browser() -> str:
    """A name for this browser's session, for once-only keys of somebody who is not signed in."""
    return str(session.setdefault("browser", secrets.token_hex(12)))


def for_account() -> tuple[str, str | None, str | None]:
    """Name, e-mail address and mobile number, one of the last two. Raises KeyError when pages were left out."""
    typed = recall()
    by_email = typed["how"] == "email"
    return str(typed["name"]), typed["email"] if by_email else None, None if by_email else typed["mobile"]
