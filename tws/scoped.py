"""A master of which only some jobs and job streams are seen: what is outside is as if it were not in the plan."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from tws.errors import TwsNotFoundError
from tws.master import Master
from tws.models import (
    Engine,
    Job,
    JobLog,
    JobQuery,
    JobRun,
    JobStream,
    Page,
    Plan,
    Prompt,
    Resource,
    StreamQuery,
    Workstation,
)
from tws.sight import (
    Sight,
    has_job,
    has_prompt,
    has_stream,
    masked_job,
    masked_resource,
    masked_stream,
    narrowed_jobs,
    narrowed_streams,
    sees_all,
)

__all__ = ["Scoped", "Sight"]

RecordT = TypeVar("RecordT")

# Rows that are read where the server cannot sort out what is not seen.
READ = 1000
# Job streams whose jobs are looked for in one query, and workstations that are counted.
STREAMS_AT_ONCE = 100
WORKSTATIONS = 60
_GONE = "The object is not in the plan."


class Scoped:
    """Implements tws.master.Master over another. `sight` is asked at every question; None sees nothing at all.

    The server is asked for what is seen wherever it can tell; the rest is sorted out here. Times, the engine, the plan
    and workstations are no secret of an environment that is seen.
    """

    def __init__(self, master: Master, sight: Callable[[], Sight | None]) -> None:
        self.environment = master.environment
        self._master = master
        self._sight = sight

    def now(self) -> datetime:
        """The engine's time in UTC."""
        return self._master.now()

    @property
    def last_answer_at(self) -> datetime | None:
        """When the master last answered."""
        return self._master.last_answer_at

    async def engine(self) -> Engine:
        """The master that answers."""
        return await self._master.engine()

    async def plan(self) -> Plan:
        """The current plan."""
        return await self._master.plan()

    async def jobs(self, query: JobQuery, *, limit: int = 200, order: str | None = None) -> Page[Job]:
        """Jobs that meet the query and are seen."""
        sight = self._sight()
        if sight is not None and sees_all(sight):
            return await self._master.jobs(query, limit=limit, order=order)
        narrowed = narrowed_jobs(query, sight) if sight else None
        if narrowed is None or sight is None:
            return Page(total=0)
        wide = max(limit, READ) if narrowed.is_wider else limit
        page = await self._master.jobs(narrowed.query, limit=wide, order=order)
        return _cut(page, [masked_job(job, sight) for job in page.records if has_job(job, sight)], limit)

    async def job(self, job_id: str) -> Job:
        """One job that is seen. Raises: TwsNotFoundError, TwsError."""
        sight, job = self._sight(), await self._master.job(job_id)
        if sight is None or not has_job(job, sight):
            raise TwsNotFoundError(_GONE)
        return job if sees_all(sight) else masked_job(job, sight)

    async def count_jobs(self, query: JobQuery) -> int:
        """How many jobs that are seen meet the query."""
        sight = self._sight()
        if sight is not None and sees_all(sight):
            return await self._master.count_jobs(query)
        narrowed = narrowed_jobs(query, sight) if sight else None
        if narrowed is None:
            return 0
        if not narrowed.is_wider:
            return await self._master.count_jobs(narrowed.query)
        return len((await self.jobs(query, limit=READ)).records)

    async def count_jobs_by_status(self) -> dict[str, int]:
        """Jobs that are seen by common status, each counted by itself."""
        known = await self._master.count_jobs_by_status()
        if self._sees_all():
            return known
        return await self._counted(known, lambda status: JobQuery(statuses=(status,)))

    async def count_jobs_by_workstation(self) -> dict[str, int]:
        """Jobs that are seen by workstation, the largest workstations of the plan."""
        known = await self._master.count_jobs_by_workstation()
        if self._sees_all():
            return known
        largest = sorted(known, key=lambda name: -known[name])[:WORKSTATIONS]
        return await self._counted(largest, lambda name: JobQuery(workstations=(name,)))

    async def job_streams(self, query: StreamQuery, *, limit: int = 200, order: str | None = None) -> Page[JobStream]:
        """Job streams that meet the query and are seen; where jobs are seen by their names, those that hold one."""
        sight = self._sight()
        if sight is not None and sees_all(sight):
            return await self._master.job_streams(query, limit=limit, order=order)
        narrowed = narrowed_streams(query, sight) if sight else None
        if narrowed is None or sight is None:
            return Page(total=0)
        wide = max(limit, READ) if narrowed.is_wider or sight.jobs else limit
        page = await self._master.job_streams(narrowed.query, limit=wide, order=order)
        kept = await self._with_jobs([stream for stream in page.records if has_stream(stream, sight)], sight)
        return _cut(page, [masked_stream(stream, sight) for stream in kept], limit)

    async def job_stream(self, stream_id: str) -> JobStream:
        """One job stream that is seen. Raises: TwsNotFoundError, TwsError."""
        sight, stream = self._sight(), await self._master.job_stream(stream_id)
        if sight is None or not has_stream(stream, sight) or not await self._with_jobs([stream], sight):
            raise TwsNotFoundError(_GONE)
        return stream if sees_all(sight) else masked_stream(stream, sight)

    async def workstations(self, name: str | None = None, *, limit: int = 1000) -> Page[Workstation]:
        """Workstations, all or by name."""
        if self._sight() is None:
            return Page(total=0)
        return await self._master.workstations(name, limit=limit)

    async def resources(self, name: str | None = None, *, limit: int = 500) -> Page[Resource]:
        """Resources; who holds some is hidden where it is not seen."""
        sight = self._sight()
        if sight is None:
            return Page(total=0)
        page = await self._master.resources(name, limit=limit)
        return (
            page if sees_all(sight) else replace(page, records=tuple(masked_resource(r, sight) for r in page.records))
        )

    async def prompts(self, *, asked_only: bool = True, limit: int = 500) -> Page[Prompt]:
        """Prompts, without those of a job or job stream that is not seen."""
        sight = self._sight()
        if sight is None:
            return Page(total=0)
        page = await self._master.prompts(asked_only=asked_only, limit=limit)
        return (
            page if sees_all(sight) else _cut(page, [each for each in page.records if has_prompt(each, sight)], limit)
        )

    async def job_log(self, job: Job, run: JobRun | None = None) -> JobLog:
        """The job log of a run. Raises: TwsNotFoundError, also where the job is not seen; TwsError."""
        sight = self._sight()
        if sight is None or not has_job(job, sight):
            raise TwsNotFoundError(_GONE)
        return await self._master.job_log(job, run)

    def _sees_all(self) -> bool:
        sight = self._sight()
        return sight is not None and sees_all(sight)

    async def _counted(self, names: Iterable[str], query: Callable[[str], JobQuery]) -> dict[str, int]:
        asked = tuple(names)
        numbers = await asyncio.gather(*(self.count_jobs(query(name)) for name in asked))
        return {name: number for name, number in zip(asked, numbers, strict=True) if number}

    async def _with_jobs(self, streams: list[JobStream], sight: Sight) -> list[JobStream]:
        """Those of the job streams that hold a job that is seen; all, where no job is left out by its name."""
        if not sight.jobs or not streams:
            return streams
        parts = [streams[at : at + STREAMS_AT_ONCE] for at in range(0, len(streams), STREAMS_AT_ONCE)]
        asked: list[Awaitable[Page[Job]]] = [
            self.jobs(JobQuery(job_stream_ids=tuple(stream.id for stream in part)), limit=READ) for part in parts
        ]
        held = {job.job_stream_id for page in await asyncio.gather(*asked) for job in page.records}
        return [stream for stream in streams if stream.id in held]


def _cut(page: Page[RecordT], seen: list[RecordT], limit: int) -> Page[RecordT]:
    """The rows that are seen, as a page; how many there are in all is only known where none was left out."""
    whole = page.total if len(seen) == len(page.records) else None if page.truncated else len(seen)
    return Page(records=tuple(seen[:limit]), total=whole, truncated=page.truncated or len(seen) > limit)
