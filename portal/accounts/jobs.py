"""What the worker does for this room each night: what was kept only for a while goes."""

from sqlalchemy import ColumnElement, delete

from portal.accounts import rules
from portal.accounts.joining.removing import remove_unconfirmed
from portal.accounts.models import EndedSignIn, KeptForm, KnownDevice, SignInFailure, SignInLink
from portal.foundation import calendar, jobs
from portal.foundation.database import Model, writing

LINKS_KEPT = rules.DAY * 30  # so that an old link can still say that it was used


@jobs.job
def nothing() -> None:
    """Queued where a link would be sent if the address were known: asking takes as long (security.md 2.3)."""


@jobs.nightly(2)
def remove_accounts_nobody_confirmed() -> None:
    """Provisional accounts past their 7 days."""
    remove_unconfirmed()


@jobs.nightly(2)
def forget_what_is_past() -> None:
    """Tries, links, kept forms, ended sign-ins and browsers, each past its time (security.md 8.5)."""
    now = calendar.now()
    _delete(SignInFailure, SignInFailure.at < now - rules.FAILURES_KEPT)
    _delete(SignInLink, SignInLink.expires_at < now - LINKS_KEPT)
    _delete(KeptForm, KeptForm.made_at < now - rules.KEPT_FORM_LIFE)
    _delete(EndedSignIn, EndedSignIn.at < now - rules.KEPT)
    _delete(KnownDevice, KnownDevice.last_used_at < now - rules.DEVICE_LIFE)


def _delete(table: type[Model], past: ColumnElement[bool]) -> None:
    with writing() as session:
        session.execute(delete(table).where(past))
