"""Subscriptions of channels in the database: who wants to hear of which incidents."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.rows import Subscription
from bot.store.schema import subscriptions


async def add(connection: AsyncConnection, subscription: Subscription) -> None:
    """Store a subscription; one of that channel to that pattern is replaced."""
    await connection.execute(delete(subscriptions).where(*_same(subscription)))
    await connection.execute(insert(subscriptions).values(asdict(subscription)))


async def drop(connection: AsyncConnection, chat: str, target: str, pattern: str = "") -> int:
    """Delete the channel's subscription to that pattern, or all that it has; give their number."""
    meant = [subscriptions.c.chat == chat, subscriptions.c.target == target]
    if pattern:
        meant.append(subscriptions.c.pattern == pattern)
    return (await connection.execute(delete(subscriptions).where(*meant))).rowcount


async def read(connection: AsyncConnection) -> tuple[Subscription, ...]:
    """All subscriptions, oldest first."""
    order = (subscriptions.c.created_at, subscriptions.c.chat, subscriptions.c.target, subscriptions.c.pattern)
    rows = await connection.execute(select(subscriptions).order_by(*order))
    return tuple(Subscription(**row._mapping) for row in rows)  # noqa: SLF001 the documented way to a row's names


def _same(subscription: Subscription) -> tuple[ColumnElement[Any], ...]:
    return (
        subscriptions.c.chat == subscription.chat,
        subscriptions.c.target == subscription.target,
        subscriptions.c.pattern == subscription.pattern,
    )
