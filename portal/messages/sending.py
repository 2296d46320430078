"""Gateways: an SMTP server when one is set; files in DATA_DIR/outbox otherwise, for trying the portal.

A portal in production without a server says so on each message ("off") instead of pretending.
"""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import current_app

from portal.foundation import calendar
from portal.messages.models import Message
from portal.organisation.queries import organisation

SECONDS = 30  # for the server to answer


class Off(RuntimeError):
    """No gateway for this channel: nothing can be sent. Its text is for the administrator."""


class NotTaken(RuntimeError):
    """The other side will never take this message: trying again is of no use."""


@dataclass(frozen=True)
class Server:
    """An SMTP server out of SMTP_URL: smtp://user:password@host:port, or smtps:// for TLS from the start."""

    host: str
    port: int
    user: str | None
    password: str | None
    tls: bool

    @classmethod
    def of(cls, url: str) -> "Server":
        """Special characters in user and password are written as %xx."""
        parts = urlsplit(url)
        tls = parts.scheme == "smtps"
        user, password = (unquote(part) if part else None for part in (parts.username, parts.password))
        return cls(parts.hostname or "localhost", parts.port or (465 if tls else 25), user, password, tls)


def can_text() -> bool:
    """Text messages have no gateway yet: they are files while the portal is tried, and off in production."""
    return not current_app.extensions["settings"].production


def deliver(message: Message) -> None:
    """Hands one message over. Raises Off, NotTaken, and OSError or SMTPException for what may pass."""
    settings = current_app.extensions["settings"]
    if message.channel == "email" and settings.smtp_url:
        return _by_smtp(Server.of(settings.smtp_url), as_email(message))
    if message.channel == "email":
        write_file(message, ".eml", as_email(message).as_bytes(policy=SMTP))
    elif can_text():
        write_file(message, ".txt", f"To: {message.to}\n\n{message.body_text}\n".encode())
    if settings.production:
        raise Off(
            "No mail server is set: SMTP_URL" if message.channel == "email" else "No way to send texts is set"
        )


def _by_smtp(server: Server, email: EmailMessage) -> None:
    connect = smtplib.SMTP_SSL if server.tls else smtplib.SMTP
    try:
        with connect(server.host, server.port, timeout=SECONDS) as connection:
            if not server.tls and connection.has_extn("starttls"):
                connection.starttls(context=ssl.create_default_context())
            if server.user:
                connection.login(server.user, server.password or "")
            connection.send_message(email)
    except smtplib.SMTPRecipientsRefused as problem:
        if all(code >= 500 for code, _ in problem.recipients.values()):
            raise NotTaken("the address was refused") from None
        raise


def as_email(message: Message) -> EmailMessage:
    """Plain text and HTML with the same words. The Message-ID is the row's, so that a repeat is known as one."""
    ours, host = organisation(), urlsplit(current_app.extensions["settings"].public_url).hostname
    email = EmailMessage()
    email["From"] = formataddr((f"{ours.name}, {ours.service_name}", ours.email or f"portal@{host}"))
    email["To"], email["Subject"] = message.to, message.subject
    email["Date"], email["Message-ID"] = format_datetime(calendar.now()), f"<{message.id}@{host}>"
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(message.body_text)
    if message.body_html:
        email.add_alternative(message.body_html, subtype="html")
    return email


def folder() -> Path:
    """Where messages are files."""
    data: Path = current_app.extensions["settings"].data_dir
    return data / "outbox"


def write_file(message: Message, ending: str, content: bytes) -> None:
    """One file a message, in the order in which they were made."""
    folder().mkdir(parents=True, exist_ok=True)
    name = f"{message.made_at:%Y%m%d-%H%M%S}-{message.id}{ending}"
    (folder() / name).write_bytes(content)
