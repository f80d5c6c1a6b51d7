"""Which events of a chat platform were handled, in the database."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import seen

_LONGEST = 300


async def note(connection: AsyncConnection, key: str, now: datetime) -> bool:
    """Note an event; False where it was noted before."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    new = dialect.insert(seen).values(key=_short(key), at=now).on_conflict_do_nothing()
    return (await connection.execute(new)).rowcount == 1


async def forget(connection: AsyncConnection, before: datetime) -> int:
    """Delete the events that were noted before then; give their number."""
    return (await connection.execute(delete(seen).where(seen.c.at < before))).rowcount


def _short(key: str) -> str:
    return key if len(key) <= _LONGEST else hashlib.sha256(key.encode()).hexdigest()
