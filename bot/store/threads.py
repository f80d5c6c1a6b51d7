"""Which incident a thread of a chat platform is about, in the database."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.rows import Kind
from bot.store.schema import deliveries


async def incident_of(connection: AsyncConnection, chat: str, channel: str, thread: str) -> str:
    """The incident whose root message the thread hangs on, empty where it hangs on none.

    A reference is the platform's own, made of the channel's id and the message's, in that order.
    """
    reference = deliveries.c.reference
    query = select(deliveries.c.incident).where(
        deliveries.c.chat == chat,
        deliveries.c.kind == Kind.ROOT,
        reference.startswith(channel, autoescape=True),
        reference.contains(thread, autoescape=True),
    )
    return (await connection.execute(query.order_by(deliveries.c.id.desc()).limit(1))).scalar() or ""
