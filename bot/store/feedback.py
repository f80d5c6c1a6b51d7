"""What people said fixed an incident, or did not, in the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.rows import Feedback
from bot.store.schema import feedback

# People's words, a few a day: so many are years of them.
NEWEST = 2_000
_FIELDS = tuple(field.name for field in fields(Feedback))


async def add(connection: AsyncConnection, said: Feedback) -> None:
    """Store what somebody said; the last word of a person about an incident and an entry stands alone."""
    before = feedback.delete().where(
        feedback.c.environment == said.environment,
        feedback.c.incident == said.incident,
        feedback.c.entry == said.entry,
        feedback.c.who == said.who,
    )
    await connection.execute(before)
    await connection.execute(feedback.insert().values({**asdict(said), "codes": list(said.codes)}))


async def of_job(connection: AsyncConnection, environment: str, job: str, limit: int) -> tuple[Feedback, ...]:
    """What was said about incidents of a job (its key), newest first."""
    query = select(feedback).where(feedback.c.environment == environment, feedback.c.job == job)
    return await _read(connection, query.order_by(feedback.c.at.desc(), feedback.c.id.desc()).limit(limit))


async def of_incident(connection: AsyncConnection, incident: str) -> tuple[Feedback, ...]:
    """What was said about one incident, oldest first."""
    query = select(feedback).where(feedback.c.incident == incident)
    return await _read(connection, query.order_by(feedback.c.at, feedback.c.id))


async def newest(connection: AsyncConnection, environment: str, limit: int = NEWEST) -> tuple[Feedback, ...]:
    """What was said last, newest first."""
    query = select(feedback).where(feedback.c.environment == environment)
    return await _read(connection, query.order_by(feedback.c.at.desc(), feedback.c.id.desc()).limit(limit))


def tally(said: Collection[Feedback], job: str, codes: Collection[str]) -> dict[str, int]:
    """By entry, how often it solved this job's incidents or errors of those codes, less how often it did not."""
    wanted = frozenset(codes)
    counts: Counter[str] = Counter()
    for one in said:
        if one.entry and (one.job == job or wanted & frozenset(one.codes)):
            counts[one.entry] += 1 if one.solved else -1
    return dict(counts)


async def _read(connection: AsyncConnection, query: Select[Any]) -> tuple[Feedback, ...]:
    return tuple(_feedback(row) for row in await connection.execute(query))


def _feedback(row: Row[Any]) -> Feedback:
    values = {name: getattr(row, name) for name in _FIELDS}
    return Feedback(**{**values, "codes": tuple(values["codes"])})
