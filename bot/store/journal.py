"""The life of each incident, moment by moment, in the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reports import Happening
from bot.store.schema import incidents, journal


async def add(connection: AsyncConnection, happened: Sequence[tuple[str, Happening]]) -> None:
    """Write moments of incidents, in the order in which they happened."""
    rows = [
        {"incident": incident, "at": one.at, "what": one.what, "who": one.who, "text": one.text}
        for incident, one in happened
    ]
    if rows:
        await connection.execute(journal.insert(), rows)


async def read(connection: AsyncConnection, incidents: Collection[str]) -> dict[str, tuple[Happening, ...]]:
    """The moments by incident, oldest first; an incident without any is left out."""
    if not incidents:
        return {}
    query = select(journal).where(journal.c.incident.in_(incidents)).order_by(journal.c.incident, journal.c.id)
    found: dict[str, list[Happening]] = {}
    for row in await connection.execute(query):
        moment = Happening(at=row.at, what=row.what, who=row.who, text=row.text)
        found.setdefault(row.incident, []).append(moment)
    return {incident: tuple(moments) for incident, moments in found.items()}


async def forget(connection: AsyncConnection, before: datetime) -> int:
    """Delete the moments of incidents that are closed since before then; give their number."""
    gone = select(incidents.c.id).where(incidents.c.closed_at < before)
    return (await connection.execute(delete(journal).where(journal.c.incident.in_(gone)))).rowcount
