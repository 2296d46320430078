"""What the worker does for this room each night: what was kept only for a while goes."""

import datetime as dt

from sqlalchemy import delete

from portal.accounts import rules
from portal.accounts.joining.service import remove_unconfirmed
from portal.accounts.models import EndedSignIn, KeptForm, KnownDevice, SignInFailure, SignInLink
from portal.foundation import calendar, jobs
from portal.foundation.database import writing

LINKS_KEPT = rules.DAY * 30  # so that an old link can still say that it was used


@jobs.nightly(2)
def remove_accounts_nobody_confirmed() -> None:
    """Provisional accounts past their 7 days, some at a time so that nobody waits."""
    while remove_unconfirmed():
        pass


@jobs.nightly(2)
def forget_what_is_past() -> None:
    """Tries, links, kept forms, ended sign-ins and browsers, each past its time (security.md 8.5)."""
    now = calendar.now()
    ends: list[tuple[object, dt.timedelta]] = [
        (SignInFailure.at, rules.FAILURES_KEPT),
        (SignInLink.expires_at, LINKS_KEPT),
        (KeptForm.made_at, rules.KEPT_FORM_LIFE),
        (EndedSignIn.at, rules.KEPT),
        (KnownDevice.last_used_at, rules.DEVICE_LIFE),
    ]
    for column, life in ends:
        with writing() as session:
            session.execute(delete(column.class_).where(column < now - life))  # type: ignore[attr-defined, operator]
