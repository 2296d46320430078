"""Where each role begins its day (journeys.md 5)."""

from collections.abc import Collection

FIRST_PAGES = (  # in order: who holds several roles begins with the first
    ("coordinator", "/queue"),
    ("budget holder", "/queue"),
    ("finance maker", "/finance"),
    ("finance approver", "/finance"),
    ("administrator", "/admin/staff"),
    ("board", "/reports"),
)
HELPING = "/helping"


def first_page(roles: Collection[str]) -> str | None:
    """Where somebody with these roles begins; None for a participant, whose first page is /home itself."""
    for role, href in FIRST_PAGES:
        if role in roles:
            return href
    return None if "participant" in roles else HELPING
