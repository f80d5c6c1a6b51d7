"""Single values that must survive a restart, such as since when HWA does not answer."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.once import put
from bot.store.schema import notes


async def read(connection: AsyncConnection, key: str) -> str | None:
    """The value under the key, None where there is none."""
    return (await connection.execute(select(notes.c.value).where(notes.c.key == key))).scalar()


async def write(connection: AsyncConnection, key: str, value: str) -> None:
    """Put the value under the key."""
    await put(connection, notes, {"key": key, "value": value})


async def erase(connection: AsyncConnection, key: str) -> None:
    """Take the key away."""
    await connection.execute(delete(notes).where(notes.c.key == key))
