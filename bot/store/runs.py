"""What HWA forgets with each plan, in the database: how the runs of a job ended, and how long they took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.once import insert_once
from bot.store.rows import StoredRun
from bot.store.schema import runs

# PostgreSQL takes 65,535 parameters in a statement, SQLite 32,766; a row has eight.
_ROWS_AT_ONCE = 1_000
_JOBS_AT_ONCE = 100
_FIELDS = tuple(field.name for field in fields(StoredRun))


async def add(connection: AsyncConnection, added: Sequence[StoredRun]) -> None:
    """Store runs; one that is stored already is left as it is."""
    for start in range(0, len(added), _ROWS_AT_ONCE):
        await insert_once(connection, runs, [asdict(run) for run in added[start : start + _ROWS_AT_ONCE]])


async def of_job(connection: AsyncConnection, environment: str, job: str, limit: int) -> tuple[StoredRun, ...]:
    """The runs of a job, newest first."""
    query = select(runs).where(runs.c.environment == environment, runs.c.job == job)
    found = await connection.execute(query.order_by(runs.c.ended_at.desc(), runs.c.run.desc()).limit(limit))
    return tuple(_run(row) for row in found)


async def good_times(
    connection: AsyncConnection, environment: str, jobs: Collection[str], newest: int
) -> dict[str, list[tuple[datetime, timedelta]]]:
    """When the newest good runs of each job began and how long they took, newest first; not those without a start."""
    found: dict[str, list[tuple[datetime, timedelta]]] = defaultdict(list)
    wanted = sorted(jobs)
    for start in range(0, len(wanted), _JOBS_AT_ONCE):
        for job, began, ended in await _times(connection, environment, wanted[start : start + _JOBS_AT_ONCE], newest):
            found[job].append((began, ended - began))
    return dict(found)


async def forget(connection: AsyncConnection, environment: str, before: datetime) -> int:
    """Delete what ended before then; give the number of rows."""
    old = delete(runs).where(runs.c.environment == environment, runs.c.ended_at < before)
    return (await connection.execute(old)).rowcount


async def crowded(connection: AsyncConnection, environment: str, newest: int) -> tuple[str, ...]:
    """The jobs of which more runs are stored than that."""
    counted = select(runs.c.job).where(runs.c.environment == environment).group_by(runs.c.job)
    return tuple((await connection.execute(counted.having(func.count() > newest))).scalars())


async def thin_out(connection: AsyncConnection, environment: str, job: str, newest: int) -> int:
    """Delete all but the newest runs of a job; give the number of rows."""
    of_it = (runs.c.environment == environment, runs.c.job == job)
    kept = select(runs.c.run).where(*of_it).order_by(runs.c.ended_at.desc(), runs.c.run.desc()).limit(newest)
    gone = delete(runs).where(*of_it, runs.c.run.not_in(kept.scalar_subquery()))
    return (await connection.execute(gone)).rowcount


async def _times(
    connection: AsyncConnection, environment: str, jobs: Sequence[str], newest: int
) -> list[tuple[str, datetime, datetime]]:
    place = func.row_number().over(partition_by=runs.c.job, order_by=runs.c.ended_at.desc()).label("place")
    good = (
        select(runs.c.job, runs.c.started_at, runs.c.ended_at, place)
        .where(
            runs.c.environment == environment,
            runs.c.job.in_(jobs),
            runs.c.internal_status == "SUCC",
            runs.c.started_at.is_not(None),
        )
        .subquery()
    )
    query = select(good.c.job, good.c.started_at, good.c.ended_at).where(good.c.place <= newest)
    found = await connection.execute(query.order_by(good.c.job, good.c.place))
    return [(row.job, row.started_at, row.ended_at) for row in found]


def _run(row: Row[Any]) -> StoredRun:
    return StoredRun(**{name: getattr(row, name) for name in _FIELDS})
