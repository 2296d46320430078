"""The nightly look at whether every penny ties."""

import structlog

from portal.foundation import calendar
from portal.foundation.jobs import nightly
from portal.ledger import service
from portal.messages import service as messages

log = structlog.get_logger()


@nightly(3)
def check_ledger() -> None:
    """A ledger that does not tie is an alarm: in the log, for staff, and on finance's first page."""
    problems = sum(map(len, service.check_now().values()))
    if problems:
        log.error("ledger does not tie", problems=problems)
        words = f"The ledger does not tie: {problems} things differ. Call whoever looks after the portal."
        messages.add_todo("ledger", words, link="/finance", key=f"ledger:{calendar.today()}")
