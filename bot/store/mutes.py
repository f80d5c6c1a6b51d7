"""Mutes in the database: what somebody wants silence about, until when and why."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.rows import Mute
from bot.store.schema import mutes


async def add(connection: AsyncConnection, mute: Mute) -> None:
    """Store a mute."""
    await connection.execute(insert(mutes).values(asdict(mute)))


async def active(connection: AsyncConnection, now: datetime) -> tuple[Mute, ...]:
    """The mutes in force, the one that ends first first."""
    query = select(mutes).where(mutes.c.until > now, or_(mutes.c.ended_at.is_(None), mutes.c.ended_at > now))
    rows = await connection.execute(query.order_by(mutes.c.until, mutes.c.id))
    return tuple(Mute(**row._mapping) for row in rows)  # noqa: SLF001 the documented way to a row's names


async def end(connection: AsyncConnection, mute: str, now: datetime) -> bool:
    """End the mute of that id now; False where no such one is in force."""
    in_force = (mutes.c.id == mute, mutes.c.until > now, mutes.c.ended_at.is_(None))
    return (await connection.execute(update(mutes).where(*in_force).values(ended_at=now))).rowcount == 1


async def forget(connection: AsyncConnection, before: datetime) -> int:
    """Delete the mutes that ran out before then; give their number."""
    return (await connection.execute(delete(mutes).where(mutes.c.until < before))).rowcount
