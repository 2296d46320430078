"""When finance is alarmed about the ledger. Pure."""

import datetime as dt

QUIET = dt.timedelta(hours=36)  # nightly, and half a day for a machine that was off


def alarm(
    checked_at: dt.datetime | None, problems: int, first_at: dt.datetime | None, now: dt.datetime
) -> str:
    """What is wrong, in words: the check failed, or has not run since money was first written down (`first_at`).
    Nothing while all is well.
    """
    if problems:
        return f"The ledger does not tie: {problems} {'thing differs' if problems == 1 else 'things differ'}."
    since = checked_at or first_at
    return "The nightly check of the ledger has not run." if since and now - since > QUIET else ""
