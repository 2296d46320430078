"""What the person's pages fetch first, scoped to them, and how pages speak to whoever fills them in.

Whoever helps the person writes in their log, and never sees what belongs to a story marked "Only me".
"""

from flask import abort, g

from portal.contributions import queries, rules
from portal.contributions.models import LogEntry


def my_entry(entry_id: str) -> LogEntry:
    """An entry of the person whose page this is, saved or just begun. Not theirs and not there: 404."""
    return queries.entry(g.person_id, entry_id) or abort(404)


def my_saved_entry(entry_id: str) -> LogEntry:
    """One that counts."""
    entry = my_entry(entry_id)
    return entry if entry.saved_at else abort(404)


def my_story(entry_id: str) -> LogEntry:
    """An entry whose story the one signed in may see and write."""
    entry = my_saved_entry(entry_id)
    return entry if sees_story(entry.seen_by) else abort(404)


def my_entry_to_delete(entry_id: str) -> LogEntry:
    """Any entry of the person; for a helper none with a story that they may not see."""
    entry = my_entry(entry_id)
    return entry if sees_story(entry.seen_by) else abort(404)


def sees_story(seen_by: str) -> bool:
    """False for a helper where the person said "Only me"."""
    return not (g.helping and seen_by == rules.ONLY_ME)


OWN_WORDS = {
    "you": "you", "your": "your", "you_have": "you have", "me": "me",
    "You": "You", "Your": "Your", "You_have": "You have", "Me": "Me",
}  # fmt: skip


def words() -> dict[str, str]:
    """The braces in labels and headings: how the page speaks to whoever fills it in, about whom (P-71)."""
    if not g.helping:
        return OWN_WORDS
    name = g.helping.person_name.split()[0]
    about = {"you": name, "your": f"{name}'s", "you_have": f"{name} has", "me": name}
    return about | {key.capitalize(): said for key, said in about.items()}
