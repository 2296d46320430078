"""Documents: a value handed over once, and the file that the worker draws from it."""

import datetime as dt
import enum
from typing import Any

from sqlalchemy import JSON, Enum, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import calendar
from portal.foundation.database import Model, WithId


class DocumentState(enum.Enum):
    """waiting for the worker · made · failed (the worker gave up; asking again tries again)."""

    WAITING = "waiting"
    MADE = "made"
    FAILED = "failed"


class Document(WithId, Model):
    """One issued document. The same content, template and format for the same person is the same row again."""

    kind: Mapped[str] = mapped_column(String(30), index=True)  # "statement": the start of its file's name
    title: Mapped[str] = mapped_column(String(200))
    template: Mapped[str] = mapped_column(String(60))  # print/<template>.html
    content: Mapped[dict[str, Any]] = mapped_column(JSON)  # the finished value, frozen (rules.frozen)
    data_csv: Mapped[str | None] = mapped_column(Text)  # the same lines as data, inside the PDF
    format: Mapped[dict[str, Any]] = mapped_column(
        JSON
    )  # {"size_pt": 14, "paper": "white", "language": "en"}
    content_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[str | None] = mapped_column(
        String(40), index=True
    )  # whose it is; None: of the organisation
    code: Mapped[str] = mapped_column(String(8), unique=True)  # typed at /verify
    total_pence: Mapped[int | None]
    dated: Mapped[dt.date]
    state: Mapped[DocumentState] = mapped_column(
        Enum(
            DocumentState,
            native_enum=False,
            length=10,
            values_callable=lambda kinds: [k.value for k in kinds],
        ),
        default=DocumentState.WAITING,
        index=True,
    )
    file_key: Mapped[str | None] = mapped_column(String(60))
    asked_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    made_at: Mapped[dt.datetime | None]
    requested_by: Mapped[str] = mapped_column(String(40))
