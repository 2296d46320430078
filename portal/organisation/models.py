"""The organisation, its teams and the settings changed on screen."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import calendar
from portal.foundation.database import Model, WithId


class Organisation(Model):
    """Who runs the portal: one row."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(100))
    service_name: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str] = mapped_column(String(30))
    hours: Mapped[str] = mapped_column(String(60))
    email: Mapped[str] = mapped_column(String(254))
    post_address: Mapped[str] = mapped_column(String(300))
    accent: Mapped[str] = mapped_column(String(7), default="#0b5c5a")


class Team(WithId, Model):
    """A team of the organisation; openings, budgets and staff roles belong to one."""

    name: Mapped[str] = mapped_column(String(100), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))


class Setting(WithId, Model):
    """A value from a date on, with who changed it and why; rows are added, never changed."""

    __table_args__ = (UniqueConstraint("name", "from_date", "made_at"),)

    name: Mapped[str] = mapped_column(String(60), index=True)
    value: Mapped[Any] = mapped_column(JSON)
    from_date: Mapped[dt.date]
    why: Mapped[str] = mapped_column(String(300))
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
