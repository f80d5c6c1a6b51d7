"""What people chose for themselves, in the database: their language."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import people


async def choose_language(
    connection: AsyncConnection, *, platform: str, tenant: str, user: str, language: str, now: datetime
) -> None:
    """Keep the language that a person wants."""
    same = (people.c.platform == platform, people.c.tenant == tenant, people.c.user == user)
    await connection.execute(delete(people).where(*same))
    chosen = {"platform": platform, "tenant": tenant, "user": user, "language": language, "chosen_at": now}
    await connection.execute(insert(people).values(chosen))


async def language(connection: AsyncConnection, *, platform: str, tenant: str, user: str) -> str | None:
    """The language that a person chose, None where they chose none."""
    query = select(people.c.language).where(
        people.c.platform == platform, people.c.tenant == tenant, people.c.user == user
    )
    return (await connection.execute(query)).scalar()
