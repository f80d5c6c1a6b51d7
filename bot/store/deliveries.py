"""The outbox in the database: what was decided on, and how far each message got."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.once import insert_once
from bot.store.rows import Delivery, Draft, Kind, Progress
from bot.store.schema import deliveries, incidents

_OPEN = (Progress.PENDING, Progress.SENDING)
_DRAFT = ("decision", "incident", "chat", "target", "payload", "lifecycle", "language")


async def add(connection: AsyncConnection, drafts: Sequence[Draft], now: datetime) -> None:
    """Store messages to be sent; a decision that is stored already is left as it is."""
    await insert_once(connection, deliveries, [_values(draft, now) for draft in drafts])


async def waiting(connection: AsyncConnection, chat: str, limit: int) -> tuple[Delivery, ...]:
    """The messages that a chat has not taken yet, in the order of their decision."""
    query = select(deliveries).where(deliveries.c.chat == chat, deliveries.c.progress.in_(_OPEN))
    return tuple(_delivery(row) for row in await connection.execute(query.order_by(deliveries.c.id).limit(limit)))


async def count_waiting(connection: AsyncConnection) -> int:
    """How many messages no chat has taken yet."""
    query = select(func.count()).select_from(deliveries).where(deliveries.c.progress.in_(_OPEN))
    return (await connection.execute(query)).scalar_one()


async def root_reference(connection: AsyncConnection, draft: Draft) -> str | None:
    """The platform's reference to the root of the thread that a message belongs to, None where none was sent."""
    query = select(deliveries.c.reference).where(
        deliveries.c.incident == draft.incident,
        deliveries.c.chat == draft.chat,
        deliveries.c.target == draft.target,
        deliveries.c.kind != Kind.REPLY,
        deliveries.c.progress == Progress.SENT,
    )
    # The newest, and edits too: a thread whose root was given up on begins with an edit.
    return (await connection.execute(query.order_by(deliveries.c.id.desc()).limit(1))).scalar()


async def rooted(connection: AsyncConnection, incident: str) -> frozenset[tuple[str, str]]:
    """The chats and targets in which a root message was decided on for an incident, sent or not."""
    query = select(deliveries.c.chat, deliveries.c.target).where(
        deliveries.c.incident == incident, deliveries.c.kind == Kind.ROOT
    )
    return frozenset((row.chat, row.target) for row in await connection.execute(query.distinct()))


async def count_roots(connection: AsyncConnection, environment: str, since: datetime) -> int:
    """How many incidents of an environment got a root message since then; the card of a storm is none of theirs."""
    query = select(func.count(deliveries.c.incident.distinct())).where(
        deliveries.c.kind == Kind.ROOT,
        deliveries.c.created_at >= since,
        deliveries.c.incident == incidents.c.id,
        incidents.c.environment == environment,
    )
    return (await connection.execute(query)).scalar_one()


async def withdraw(connection: AsyncConnection, incidents: Collection[str]) -> dict[str, frozenset[tuple[str, str]]]:
    """Take back the threads that nobody has begun to send; by incident the chats and targets that hear nothing."""
    if not incidents:
        return {}
    unsent = (deliveries.c.progress == Progress.PENDING, deliveries.c.attempts == 0)
    query = select(deliveries.c.incident, deliveries.c.chat, deliveries.c.target).where(
        deliveries.c.incident.in_(incidents), deliveries.c.kind == Kind.ROOT, *unsent
    )
    found: dict[str, frozenset[tuple[str, str]]] = {}
    for row in await connection.execute(query):
        found[row.incident] = found.get(row.incident, frozenset()) | {(row.chat, row.target)}
        of_thread = [deliveries.c[name] == getattr(row, name) for name in ("incident", "chat", "target")]
        await connection.execute(delete(deliveries).where(*of_thread, *unsent))
    return found


async def handing_over(connection: AsyncConnection, ids: Collection[int], next_at: datetime) -> bool:
    """Note that messages are about to be handed over; if no answer is ever noted, they are due again at `next_at`.

    False where they were withdrawn.
    """
    changed = {"progress": Progress.SENDING, "attempts": deliveries.c.attempts + 1, "next_at": next_at}
    noted = await connection.execute(update(deliveries).where(deliveries.c.id.in_(ids)).values(**changed))
    return noted.rowcount > 0


async def sent(connection: AsyncConnection, ids: Collection[int], reference: str | None, now: datetime) -> None:
    """Note that the platform took messages."""
    await _set(connection, ids, progress=Progress.SENT, reference=reference, sent_at=now)


async def put_off(connection: AsyncConnection, ids: Collection[int], next_at: datetime) -> None:
    """Note that the platform did not take messages, and when to try again."""
    await _set(connection, ids, progress=Progress.PENDING, next_at=next_at)


async def refuse(connection: AsyncConnection, ids: Collection[int], now: datetime) -> None:
    """Note that messages will not be tried again."""
    await _set(connection, ids, progress=Progress.REFUSED, sent_at=now)


async def forget(connection: AsyncConnection, before: datetime) -> int:
    """Delete the messages that were decided on before then, taken or not; give their number."""
    query = delete(deliveries).where(deliveries.c.created_at < before)
    return (await connection.execute(query)).rowcount


async def _set(connection: AsyncConnection, ids: Collection[int], **values: Any) -> None:
    await connection.execute(update(deliveries).where(deliveries.c.id.in_(ids)).values(**values))


def _values(draft: Draft, now: datetime) -> dict[str, Any]:
    return {
        **{name: getattr(draft, name) for name in _DRAFT},
        "kind": draft.kind.value,
        "mentions": list(draft.mentions),
        "progress": Progress.PENDING.value,
        "attempts": 0,
        "next_at": now,
        "created_at": now,
    }


def _delivery(row: Row[Any]) -> Delivery:
    values = dict(row._mapping)  # noqa: SLF001 the documented way to a row's names
    draft = Draft(
        kind=Kind(values.pop("kind")),
        mentions=tuple(values.pop("mentions")),
        **{name: values.pop(name) for name in _DRAFT},
    )
    return Delivery(draft=draft, progress=Progress(values.pop("progress")), **values)
