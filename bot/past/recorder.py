"""Keeps how each run ended, beside the looks: HWA itself tells of no plan but the current one by REST."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from bot.past.names import stored_runs
from bot.ports import Clock, Master
from bot.store import notes, runs
from bot.store.store import Store
from tws.models import Job, JobQuery, Page

_LOG = structlog.get_logger(__name__)

KEPT_OF_A_JOB = 60
KEPT = timedelta(days=400)
# One turn asks so many times for so many rows: what it costs does not grow with the plan.
QUERIES = 4
ROWS = 250
# A second in which more jobs ended than ROWS is asked for whole.
MOST = 5_000
# The plan's database follows the plan by some seconds: what came late is seen at the next turn.
OVERLAP = timedelta(minutes=1)
# The first start goes back this far where the plan does not say when it began, and no further than that.
IMPORTED = timedelta(days=2)
IMPORTED_AT_MOST = timedelta(days=30)
_SHORTEST = timedelta(seconds=1)
_LONGEST = timedelta(days=1)
_THINNED_AT_ONCE = 50
# Jobs that could not be launched have no end to be asked for by; they are few, and read apart.
FAILED_EVERY = timedelta(minutes=5)


class Recorder:
    """Records the runs of one environment; `clock` is the engine's.

    It moves through time in windows of the jobs' ends: a window that holds too many is halved, an empty one doubled,
    so that it needs no order from the engine, which v1 does not give. All runs of a row are stored, each once; v1 gives
    the last of a chain of reruns, so that a run between two looks that was rerun at once is not seen there.
    `caught_up_at` is when it last had read all that there was.
    """

    def __init__(self, master: Master, store: Store, clock: Clock) -> None:
        self._master = master
        self._store = store
        self._clock = clock
        self._note = f"recorded:{master.environment}"
        self._window = timedelta(hours=1)
        self._failed_at: datetime | None = None
        self._importing = False
        self._one_turn = asyncio.Lock()
        self.caught_up_at: datetime | None = None

    async def record(self) -> int:
        """Read on from where the last turn stopped, a bounded way; give how many rows were read.

        Raises: TwsError where the master could not be asked; what was read before is stored.
        """
        async with self._one_turn:
            now = self._clock()
            mark, read = await self._mark(now), 0
            for _ in range(QUERIES):
                until = min(mark + self._window, now)
                page = await self._ended(mark, until, now)
                if page is None:
                    continue
                read, mark = read + len(page.records), until
                await self._keep(page.records, now, mark if mark < now else now - OVERLAP)
                if mark >= now:
                    await self._caught_up(now)
                    break
            return read

    async def forget(self) -> int:
        """Delete what is older than 400 days, and of each job all but the newest 60 runs; give the number of rows."""
        environment = self._master.environment
        async with self._store.writing() as connection:
            gone = await runs.forget(connection, environment, self._clock() - KEPT)
        async with self._store.reading() as connection:
            crowded = await runs.crowded(connection, environment, KEPT_OF_A_JOB)
        for start in range(0, len(crowded), _THINNED_AT_ONCE):
            # A transaction for a few jobs each: an alert that is to be stored meanwhile does not wait for all of them.
            async with self._store.writing() as connection:
                for job in crowded[start : start + _THINNED_AT_ONCE]:
                    gone += await runs.thin_out(connection, environment, job, KEPT_OF_A_JOB)
        return gone

    async def _mark(self, now: datetime) -> datetime:
        """Up to when all is recorded; a little before now where the clock went back."""
        async with self._store.reading() as connection:
            known = await notes.read(connection, self._note)
        if known is not None:
            mark = datetime.fromisoformat(known)
            return mark if mark < now else now - OVERLAP
        plan = await self._master.plan()
        start = max(min(plan.starts_at or now, now - IMPORTED), now - IMPORTED_AT_MOST)
        self._importing = True
        _LOG.info("runs.import", environment=self._master.environment, since=start.isoformat())
        return start

    async def _ended(self, since: datetime, until: datetime, now: datetime) -> Page[Job] | None:
        """The jobs that ended in a window, None where they are too many and the next window is a shorter one."""
        query = JobQuery(ended_since=since, ended_until=None if until >= now else until)
        page = await self._master.jobs(query, limit=ROWS)
        if not page.truncated:
            if len(page.records) < ROWS // 2:
                self._window = min(self._window * 2, _LONGEST)
            return page
        if until - since > _SHORTEST:
            self._window = max((until - since) / 2, _SHORTEST)
            return None
        page = await self._master.jobs(query, limit=MOST)
        _LOG.warning("runs.crowded", since=since.isoformat(), read=len(page.records), all=not page.truncated)
        return page

    async def _keep(self, jobs: Sequence[Job], now: datetime, mark: datetime | None = None) -> None:
        """Store what ended, and with it up to when that is all."""
        ended = [run for job in jobs for run in stored_runs(self._master.environment, job, now, KEPT_OF_A_JOB)]
        async with self._store.writing() as connection:
            await runs.add(connection, ended)
            if mark is not None:
                await notes.write(connection, self._note, mark.isoformat())
        if self._importing and mark is not None:
            _LOG.info("runs.imported", environment=self._master.environment, until=mark.isoformat(), runs=len(ended))

    async def _caught_up(self, now: datetime) -> None:
        """Read the jobs that could not be launched now and then: they need not have an end to be found by."""
        self.caught_up_at = now
        if self._importing:
            self._importing = False
            _LOG.info("runs.import_done", environment=self._master.environment)
        if self._failed_at is None or abs(now - self._failed_at) >= FAILED_EVERY:
            self._failed_at = now
            page = await self._master.jobs(JobQuery(internal_statuses=("FAIL",)), limit=ROWS)
            await self._keep([job for job in page.records if job.run], now)
