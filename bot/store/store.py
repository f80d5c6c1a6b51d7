"""The database: opened once, read freely, written by one transaction at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import ResyncError, SettingsError, because
from bot.store.migrate import bring_to_head

# Another process may hold SQLite's only write lock for a moment.
BUSY_MILLISECONDS = 10_000
DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}


class Store:
    """The open database. A transaction that was left without an error is on disk, all of it or nothing.

    `sender` is held by whoever hands over stored messages to a chat: several environments share one outbox.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._one_writer = asyncio.Lock()
        self._senders: dict[str, asyncio.Lock] = {}

    @classmethod
    async def open(cls, url: str) -> Store:
        """Open the database at an SQLAlchemy URL (sqlite:/// or postgresql://), making and migrating it where needed.

        Raises: SettingsError where the URL is none, or the database cannot be used.
        """
        address = _address(url)
        _make_folder(address)
        engine = _engine(address)
        if address.get_backend_name() == "sqlite":
            event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        try:
            await bring_to_head(engine)
        except DBAPIError as trouble:
            await engine.dispose()
            raise SettingsError.saying(
                "start.database", address=address.render_as_string(), reason=_first_line(trouble)
            ) from trouble
        except ResyncError:
            await engine.dispose()
            raise
        return cls(engine)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection to read with."""
        async with self._engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: committed at the end, rolled back on an error."""
        async with self._one_writer, self._engine.begin() as connection:
            yield connection

    def sender(self, chat: str) -> asyncio.Lock:
        """The lock of whoever hands over messages to that chat."""
        return self._senders.setdefault(chat, asyncio.Lock())

    async def ping(self) -> None:
        """Ask the database whether it is there.

        Raises: ResyncError where it is not.
        """
        try:
            async with self.reading() as connection:
                await connection.execute(text("SELECT 1"))
        except DBAPIError as trouble:
            raise ResyncError.saying("start.database_silent", reason=_first_line(trouble)) from trouble

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as trouble:
        raise SettingsError.saying("start.database_address") from trouble
    if address.get_backend_name() not in DRIVERS:
        raise SettingsError.saying("start.database_kind", kind=address.get_backend_name())
    return address.set(drivername=DRIVERS[address.get_backend_name()])


def _engine(address: URL) -> AsyncEngine:
    try:
        return create_async_engine(address)
    except ModuleNotFoundError as trouble:
        raise SettingsError.saying(
            "start.database_driver", kind=address.get_backend_name(), driver=str(trouble.name)
        ) from trouble


def _make_folder(address: URL) -> None:
    if address.get_backend_name() != "sqlite" or not address.database or address.database == ":memory:":
        return
    folder = Path(address.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise SettingsError.saying("start.database_folder", folder=str(folder), reason=because(trouble)) from trouble


def _first_line(trouble: DBAPIError) -> str:
    return next(iter(str(trouble.orig).splitlines()), type(trouble).__name__)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    # WAL: reading goes on while something is written. NORMAL: a commit survives kill -9; a power cut may take back
    # the last commits, never damage the file.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={BUSY_MILLISECONDS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
