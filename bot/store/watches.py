"""Watches in the database: who wants to hear when which job ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.rows import StoredWatch
from bot.store.schema import watches


async def add(connection: AsyncConnection, added: Sequence[StoredWatch]) -> None:
    """Store watches; one for a job that the same conversation watches already replaces it."""
    for watch in added:
        await connection.execute(
            delete(watches).where(
                watches.c.key == watch.key,
                watches.c.conversation == watch.conversation,
                watches.c.done_at.is_(None),
            )
        )
        await connection.execute(watches.insert().values(asdict(watch)))


async def opened(connection: AsyncConnection, environment: str) -> tuple[StoredWatch, ...]:
    """The watches whose job has not ended, oldest first."""
    query = select(watches).where(watches.c.environment == environment, watches.c.done_at.is_(None))
    rows = await connection.execute(query.order_by(watches.c.asked_at, watches.c.id))
    return tuple(StoredWatch(**row._mapping) for row in rows)  # noqa: SLF001 the documented way to a row's names


async def of_conversation(connection: AsyncConnection, environment: str, conversation: str) -> tuple[StoredWatch, ...]:
    """The watches of one conversation whose job has not ended, oldest first."""
    return tuple(watch for watch in await opened(connection, environment) if watch.conversation == conversation)


async def done(connection: AsyncConnection, watch: str, now: datetime) -> bool:
    """Note that its end was told; False where that was noted before."""
    result = await connection.execute(
        update(watches).where(watches.c.id == watch, watches.c.done_at.is_(None)).values(done_at=now)
    )
    return result.rowcount == 1


async def late_told(connection: AsyncConnection, watch: str, now: datetime) -> bool:
    """Note that it was told that the job had not ended in time; False where that was noted before."""
    result = await connection.execute(
        update(watches).where(watches.c.id == watch, watches.c.late_told_at.is_(None)).values(late_told_at=now)
    )
    return result.rowcount == 1


async def forget(connection: AsyncConnection, before: datetime) -> int:
    """Delete the watches that were done before then; give their number."""
    return (await connection.execute(delete(watches).where(watches.c.done_at < before))).rowcount
