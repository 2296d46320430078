"""What the layout shows on every page: whose service it is, where to go, who is signed in and for whom they act."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, g
from sqlalchemy.exc import SQLAlchemyError

from portal.foundation.pages import navigation
from portal.organisation.queries import NOT_SET_UP, OrganisationView, organisation


@dataclass(frozen=True)
class SignedInView:
    """Who is signed in, in the header."""

    name: str
    is_staff: bool
    href: str = "/me"


@dataclass(frozen=True)
class HelpingView:
    """For whom somebody acts, in the banner."""

    name: str
    stop_href: str = "/helping/stop"


def on_every_page() -> dict[str, Any]:
    """For templates: organisation, navigation, signed_in, helping, demo."""
    actor, helping = g.get("actor"), g.get("helping")
    return {
        "organisation": _organisation(),
        "navigation": navigation(),
        "signed_in": SignedInView(actor.name, actor.is_staff) if actor else None,
        "helping": HelpingView(helping.person_name) if helping else None,
        "demo": current_app.extensions["settings"].demo,
    }


def _organisation() -> OrganisationView:
    try:
        return organisation()
    except SQLAlchemyError:  # a page about a database that is gone must not ask it who we are
        return NOT_SET_UP
