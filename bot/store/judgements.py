"""What people thought of answers, in the database."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.rows import Judgement
from bot.store.schema import judgements


async def add(connection: AsyncConnection, judgement: Judgement) -> None:
    """Store a judgement; the last word of a person about an answer stands alone."""
    await connection.execute(
        delete(judgements).where(
            judgements.c.conversation == judgement.conversation,
            judgements.c.question == judgement.question,
            judgements.c.who == judgement.who,
        )
    )
    await connection.execute(insert(judgements).values({**asdict(judgement), "tools": list(judgement.tools)}))


async def forget(connection: AsyncConnection, before: datetime) -> int:
    """Delete the judgements that were given before then; give their number."""
    return (await connection.execute(delete(judgements).where(judgements.c.at < before))).rowcount
