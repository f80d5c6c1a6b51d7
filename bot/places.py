"""Where things are kept: the data directory, the database, the operators' files."""

from __future__ import annotations

import os
from pathlib import Path

from bot.errors import SettingsError, because
from bot.settings import Settings

SAMPLE_SHEET = Path(__file__).parents[1] / "rag" / "sample" / "knowledge.xlsx"


def data_folder(settings: Settings) -> Path:
    """The data directory, made where it is not there.

    Raises: SettingsError where it cannot be written.
    """
    folder = settings.resync_data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError.saying("start.folder", folder=str(folder), reason=because(error)) from error
    if not os.access(folder, os.W_OK):
        raise SettingsError.saying("start.folder_locked", folder=str(folder))
    return folder


def database_url(settings: Settings) -> str:
    """The database's SQLAlchemy address."""
    named = settings.resync_database_url.get_secret_value()
    return named or f"sqlite:///{(settings.resync_data_dir / 'resync.sqlite').resolve()}"


def knowledge_files(settings: Settings) -> list[Path]:
    """The operators' files, or the sample sheet.

    Raises: SettingsError where one does not exist.
    """
    named = list(settings.resync_knowledge or settings.structure.knowledge)
    missing = [str(path) for path in named if not path.exists()]
    if missing:
        raise SettingsError.saying("start.knowledge_missing", files=", ".join(missing))
    return named or [SAMPLE_SHEET]
