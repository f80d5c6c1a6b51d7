"""The conversations' memory: langgraph's checkpoints in SQLite, one row a conversation, old ones forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import datetime, timedelta
from pathlib import Path

import aiosqlite
from langgraph.checkpoint.base.id import UUID
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from bot.errors import ResyncError

# UUIDv6 counts 100 ns steps from the Gregorian reform, 1582-10-15 (RFC 9562, 5.6).
_GREGORIAN = 0x01B21DD213814000


class Conversations(AsyncSqliteSaver):
    """A checkpointer that keeps only the newest state of each conversation."""

    async def forget_history(self, thread_id: str) -> None:
        """Delete all but the newest checkpoint of a conversation, and the writes that led to them."""
        async with self.lock:
            for table in ("checkpoints", "writes"):
                await self.conn.execute(
                    f"DELETE FROM {table} WHERE thread_id = ? AND checkpoint_id < "  # noqa: S608 (two fixed names)
                    "(SELECT MAX(checkpoint_id) FROM checkpoints WHERE thread_id = ?)",
                    (thread_id, thread_id),
                )
            await self.conn.commit()

    async def forget_idle(self, now: datetime, idle: timedelta) -> int:
        """Delete conversations whose newest turn is older than `idle`; gives how many."""
        async with (
            self.lock,
            self.conn.execute("SELECT thread_id, MAX(checkpoint_id) FROM checkpoints GROUP BY thread_id") as rows,
        ):
            newest = [(str(thread), _seconds(str(checkpoint))) async for thread, checkpoint in rows]
        old = [thread for thread, seconds in newest if seconds < (now - idle).timestamp()]
        for thread in old:
            await self.adelete_thread(thread)
        return len(old)


def _seconds(checkpoint_id: str) -> float:
    return (UUID(checkpoint_id).time - _GREGORIAN) / 1e7


def _look_at(path: Path | None) -> None:
    # aiosqlite's thread outlives the loop where its connection cannot be opened, and says so with a traceback.
    with closing(sqlite3.connect(path or ":memory:")) as connection:
        connection.execute("PRAGMA schema_version")


@asynccontextmanager
async def conversations(path: Path | None) -> AsyncIterator[Conversations]:
    """Open the memory in a file, or in the process alone where the path is None.

    Raises: ResyncError where the file cannot be opened or is no memory of conversations.
    """
    async with AsyncExitStack() as opened:
        try:
            _look_at(path)
            connection = await opened.enter_async_context(aiosqlite.connect(path or ":memory:"))
            await connection.execute("PRAGMA synchronous=NORMAL")
            await connection.execute("PRAGMA busy_timeout=5000")
            saver = Conversations(connection, serde=JsonPlusSerializer(allowed_msgpack_modules=None))
            await saver.setup()
        except sqlite3.Error as error:
            raise ResyncError.saying("start.memory", file=str(path), reason=str(error)) from error
        yield saver
