"""Where each role begins its day (journeys.md 5)."""

from collections.abc import Collection, Mapping

from portal.foundation.shown import Task

FIRST_PAGES = (  # in order: who holds several roles begins with the first
    ("coordinator", "/queue"),
    ("budget holder", "/queue"),
    ("finance maker", "/finance"),
    ("finance approver", "/finance"),
    ("administrator", "/admin/staff"),
    ("board", "/reports"),
)
HELPING = "/helping"
OWN_PAGE = "/home/mine"  # of staff who take part too: their first page is their work


def first_page(roles: Collection[str]) -> str | None:
    """Where somebody with these roles begins; None for a participant, whose first page is /home itself."""
    for role, href in FIRST_PAGES:
        if role in roles:
            return href
    return None if "participant" in roles else HELPING


KINDS = (
    "bank",
    "question",
    "first",
    "pay",
    "role",
    "claim draft",
    "interest draft",
    "interest",
)  # what may wait for a person, in this order
FOR_HELPERS = {"question": {"fill", "send"}, "claim draft": {"fill", "send"}}
TASKS = (  # name of the fact, title, address
    ("help", "Help we can give you", "/me/help"),
    ("strengths", "Your strengths", "/me/strengths"),
    ("when", "When and how you can take part", "/me/when"),
    ("pay", "How we pay you", "/me/bank?back=/home"),
    ("helper", "Someone who helps you (optional)", "/helpers"),
)
OPTIONAL = {"helper"}


def kinds_for(powers: Collection[str] | None) -> tuple[str, ...]:
    """What of it somebody sees: everything of their own (None), or what a trusted person was ticked for. An answer
    about payment and a role agreement are nobody's but the person's own (security.md 1.4)."""
    if powers is None:
        return KINDS
    return tuple(kind for kind in KINDS if set(powers) & FOR_HELPERS.get(kind, set()))


def tasks(done: Mapping[str, bool], confirmed: bool) -> list[Task]:
    """Getting started; empty once everything but the optional is done. Bank details wait for the address's link."""
    if all(done[name] for name, _title, _href in TASKS if name not in OPTIONAL):
        return []
    return [_task(name, title, href, done[name], confirmed) for name, title, href in TASKS]


def _task(name: str, title: str, href: str, done: bool, confirmed: bool) -> Task:
    if name == "pay" and not confirmed:
        return Task(title, None, "Cannot start yet", "Open the link that we sent you first")
    return Task(title, href, "Completed" if done else "Incomplete")
