"""The files that tell a story, and how it was."""

from sqlalchemy import select

from portal.contributions.models import Reflection, StoryFile
from portal.foundation.database import db


def files(entry_id: str) -> list[StoryFile]:
    """Photos and recordings in the order added."""
    mine = select(StoryFile).where(StoryFile.entry_id == entry_id)
    return list(db.session.scalars(mine.order_by(StoryFile.made_at, StoryFile.id)))


def file(entry_id: str, file_id: str) -> StoryFile | None:
    """One of them."""
    return db.session.scalar(select(StoryFile).where(StoryFile.id == file_id, StoryFile.entry_id == entry_id))


def reflection(entry_id: str) -> Reflection | None:
    """What the person answered to the two short questions."""
    return db.session.scalar(select(Reflection).where(Reflection.entry_id == entry_id))
