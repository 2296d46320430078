"""Every setting of a deployment, read from the environment once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DEFAULT_SECRETS = {"", "change-me", "secret", "dev"}


class BadSettings(RuntimeError):
    """The portal refuses to start; the text says which setting to mend."""


def _yes(value: str | None) -> bool:
    return (value or "").strip().casefold() in {"1", "yes", "true", "on"}


@dataclass(frozen=True)
class Settings:
    """One deployment. Names are those of the environment, in lower case."""

    secret_key: str  # signs sessions, forms and links
    data_dir: Path  # database, files, queue and keys of a small deployment
    database_url: str = ""  # sqlite:///… or postgresql://…; empty: a SQLite file in data_dir
    data_keys_file: Path | None = None  # keys for sealed values, by id; empty: data_dir/keys.json
    public_url: str = "http://127.0.0.1:8000"  # how people reach the portal; links in messages begin with it
    smtp_url: str = ""  # smtp://user:password@host:port; empty: messages are files in data_dir/outbox
    clamd_socket: str = ""  # ClamAV: /run/clamav/clamd.ctl or host:3310; empty: files are not scanned
    read_photos: bool = False  # where Tesseract is there, staff see what it reads on a receipt
    metrics_token: str = ""  # lets a collector beyond loopback read /metrics
    proxies: int = 0  # how many proxies stand in front; X-Forwarded-* is believed from these only
    demo: bool = False  # the sample organisation may be loaded, and its sign-ins work
    production: bool = True  # secure cookies, HSTS, no default secrets, no demo
    jobs_immediate: bool = False  # background work is done at once, in the same process (tests)
    csrf: bool = True
    database_options: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.production and (self.secret_key in DEFAULT_SECRETS or len(self.secret_key) < 24):
            raise BadSettings("SECRET_KEY is missing or too short. Set 24 random characters or more.")
        if self.production and self.demo:
            raise BadSettings(
                "DEMO=yes and PRODUCTION=yes exclude each other. The demo's sign-ins are public."
            )

    @property
    def database(self) -> str:
        """The database's address, with psycopg 3 named as the driver of PostgreSQL."""
        url = self.database_url or f"sqlite:///{self.data_dir.resolve() / 'portal.db'}"
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def keys_file(self) -> Path:
        return self.data_keys_file or self.data_dir / "keys.json"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Raises BadSettings. Production unless DEMO=yes or PRODUCTION=no."""
        demo = _yes(environ.get("DEMO"))
        keys = environ.get("DATA_KEYS_FILE")
        return cls(
            secret_key=environ.get("SECRET_KEY", ""),
            data_dir=Path(environ.get("DATA_DIR", "var")),
            database_url=environ.get("DATABASE_URL", ""),
            data_keys_file=Path(keys) if keys else None,
            public_url=environ.get("PUBLIC_URL", cls.public_url).rstrip("/"),
            smtp_url=environ.get("SMTP_URL", ""),
            clamd_socket=environ.get("CLAMD_SOCKET", ""),
            read_photos=_yes(environ.get("READ_PHOTOS")),
            metrics_token=environ.get("METRICS_TOKEN", ""),
            proxies=int(environ.get("PROXIES", "0")),
            demo=demo,
            production=_yes(environ.get("PRODUCTION", "no" if demo else "yes")),
        )
