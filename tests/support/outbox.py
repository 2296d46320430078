"""What the portal wrote to people, as a test reads it."""

import re
from email import message_from_bytes, policy

from flask import current_app
from sqlalchemy import select

from portal.foundation.database import db
from portal.messages.models import Message


class Outbox:
    """Messages in the order in which they were written."""

    def to(self, someone) -> list[Message]:
        """All that one person was sent, or would have been."""
        return self._select(Message.person_id == someone.id)

    def kinds(self, someone) -> list[str]:
        """Their kinds alone: ["E-01", "E-08"]."""
        return [message.kind for message in self.to(someone)]

    def to_address(self, address: str) -> list[Message]:
        """All that was sent to one address or number."""
        return self._select(Message.to == address)

    def _select(self, where) -> list[Message]:
        db.session.rollback()
        return list(db.session.scalars(select(Message).where(where).order_by(Message.made_at)))


def link_in(message: Message) -> str:
    """The first link of its text, without the portal's own address."""
    found = re.search(r"https?://[^/\s]+(/\S*)", message.body_text)
    assert found, f"There is no link in {message.kind}:\n{message.body_text}"
    return found.group(1).rstrip(".")


def link_in_newest_file() -> str:
    """The first link of the newest message that was written as a file: sign-in links are kept nowhere else."""
    folder = current_app.extensions["settings"].data_dir / "outbox"
    newest = max(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    text = message_from_bytes(newest.read_bytes(), policy=policy.default).get_body(("plain",)).get_content()
    found = re.search(r"https?://[^/\s]+(/\S*)", text)
    assert found, f"There is no link in {newest.name}"
    return found.group(1).rstrip(".")
