"""Improvement projects of the teams."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import calendar
from portal.foundation.database import Model, WithId, WithVersion


class Project(WithId, WithVersion, Model):
    """A piece of improvement work, at a stage (projects/rules.py)."""

    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    aim: Mapped[str] = mapped_column(String(1000))
    stage: Mapped[str] = mapped_column(String(20))  # listening, planning, testing, making it stick, finished
    cost_centre: Mapped[str] = mapped_column(String(20), default="")
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    ended_at: Mapped[dt.datetime | None]
