"""A database and a plan whose answers to a window can be counted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.store.store import Store
from tests.databases import opened
from tests.fakes import NIGHT, FixedClock, fake_job
from tws.errors import TwsError
from tws.models import Job, JobQuery, JobRun, Page, Plan

COMMON = {"SUCC": "SUCCESSFUL", "ABEND": "ERROR", "FAIL": "ERROR", "EXEC": "RUNNING", "HOLD": "WAITING"}


def run(end: str, ended: datetime | None, *, took: float = 10, number: int = 1, rc: int | None = 0) -> JobRun:
    """A run that took so many minutes."""
    started = ended - timedelta(minutes=took) if ended else None
    return JobRun(
        id=f"r{number}",
        number=number,
        status=COMMON[end],
        internal_status=end,
        return_code=rc,
        started_at=started,
        ended_at=ended,
    )


def ran(name: str, *runs: JobRun, **values: object) -> Job:
    """A row of the plan with those runs, newest last."""
    newest = runs[-1]
    given = {"runs": runs, "status": newest.status, "internal_status": newest.internal_status}
    return replace(fake_job(name), **{**given, **values})


@dataclass
class EndedPlan:
    """A master that answers windows of ends in no order; `asked` are the queries, `rows` how many rows it gave."""

    jobs_in_it: list[Job] = field(default_factory=list)
    clock: FixedClock = field(default_factory=FixedClock)
    environment: str = "default"
    begins: datetime | None = NIGHT - timedelta(hours=6)
    broken: TwsError | None = None
    asked: list[JobQuery] = field(default_factory=list)
    rows: int = 0

    def now(self) -> datetime:
        return self.clock()

    async def plan(self) -> Plan:
        return Plan(starts_at=self.begins)

    async def jobs(self, query: JobQuery, *, limit: int = 200, order: str | None = None) -> Page[Job]:
        self.asked.append(query)
        if self.broken is not None:
            raise self.broken
        found = [job for job in self.jobs_in_it if _meets(job, query)]
        self.rows += len(found[:limit])
        return Page(records=tuple(found[:limit]), total=None, truncated=len(found) > limit)


def _meets(job: Job, query: JobQuery) -> bool:
    ended = job.run.ended_at if job.run else None
    if query.names and job.name not in query.names:
        return False
    if query.internal_statuses:
        return job.internal_status in query.internal_statuses
    since, until = query.ended_since, query.ended_until
    if since is None and until is None:
        return True
    return ended is not None and (since is None or ended >= since) and (until is None or ended <= until)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await opened(tmp_path / "resync.db")
    yield store
    await store.close()
