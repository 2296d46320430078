"""The settings of a portal under test."""

from pathlib import Path
from typing import Any

from portal.settings import Settings


def settings_for(folder: Path, database_url: str, **more: Any) -> Settings:
    """Jobs at once, forms without tokens, files in `folder`; `more` says what a test wants otherwise."""
    usual: dict[str, Any] = {"demo": False, "production": False, "jobs_immediate": True, "csrf": False}
    return Settings(
        secret_key="for tests alone, and long enough",
        data_dir=folder,
        database_url=database_url,
        public_url="http://localhost",
        **usual | more,
    )
