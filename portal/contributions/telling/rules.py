"""How it was, and whose words stand when a story is open in two windows (journeys P-32, P-33, 4.4). Pure."""

HOW_IT_WAS = {
    "a lot": "Yes, a lot",
    "a bit": "Yes, a bit",
    "not sure": "Not sure",
    "not really": "Not really",
    "not at all": "Not at all",
    "skip": "Prefer not to say",
}
MOST_FILES = 10


def may_write(version: int, draft_key: str | None, seen: int, key: str) -> bool:
    """Whether an open form may write: it saw the newest words, or wrote them itself. An older window may not."""
    return seen == version or (bool(key) and key == draft_key)


def is_being_written_by_another(draft: str | None, draft_by: str | None, reader: str) -> bool:
    """Somebody's unsaved words are theirs alone: whoever helps does not see what the person is still writing."""
    return draft is not None and draft_by is not None and draft_by != reader
