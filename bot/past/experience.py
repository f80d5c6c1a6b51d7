"""What Resync remembers, as a diagnosis and the questions about times ask for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.circumstances import Past
from bot.errors import ResyncError
from bot.past.names import past_name, past_run
from bot.past.past import USUAL_OF, median_time, past_of
from bot.past.recorder import KEPT_OF_A_JOB
from bot.reports import BAD_END_KINDS
from bot.store import feedback, incidents, runs
from bot.store.rows import StoredRun
from bot.store.store import Store
from tws.models import IN_ERROR, Job, JobRun
from tws.reports import Usual

_LOG = structlog.get_logger(__name__)

# With fewer good runs than this the engine's own estimate says more than their median.
LEAST = 3
# Jobs of one walk whose own times are looked up; the others keep the engine's estimate.
JOBS_AT_ONCE = 300
OPEN = 500
SAME_ERROR = 10
_COMMON = {"SUCC": "SUCCESSFUL", "CANCL": "CANCELED", "SUPPR": "SUPPRESS"}


class Experience:
    """What is remembered of one environment's jobs. Raises: ResyncError where the database does not answer."""

    def __init__(self, store: Store, environment: str) -> None:
        self._store = store
        self._environment = environment

    async def past(self, job: Job) -> Past:
        """The job's own past."""
        async with _answering():
            return await past_of(self._store, self._environment, job)

    async def helped(self, job: Job, codes: Collection[str]) -> Mapping[str, int]:
        """By the sheet's entry, how often it solved this job's incidents or such errors, less how often it did not."""
        async with _answering(), self._store.reading() as connection:
            said = await feedback.newest(connection, self._environment)
        return feedback.tally(said, job.key, codes)

    async def same_error(self, job: Job, codes: Collection[str]) -> tuple[str, ...]:
        """The keys of other jobs with an open incident whose error carries one of those codes, newest first."""
        if not codes:
            return ()
        async with _answering(), self._store.reading() as connection:
            opened = await incidents.opened(connection, self._environment, OPEN)
        shared = (
            one.incident.job
            for one in opened
            if one.incident.kind in BAD_END_KINDS and one.incident.job != job.key and set(codes) & set(one.signature)
        )
        return tuple(dict.fromkeys(shared))[:SAME_ERROR]


class Archive:
    """The runs that no plan shows any more, for the questions about times, whatever the environment.

    A database that does not answer leaves them with what the plan shows; they say which it was.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    async def runs(self, environment: str, job: Job) -> tuple[JobRun, ...]:
        """The job's runs over all plans, newest first."""
        try:
            async with self._store.reading() as connection:
                known = await runs.of_job(connection, environment, past_name(job), KEPT_OF_A_JOB)
        except SQLAlchemyError as trouble:
            _LOG.warning("archive.silent", error=str(trouble))
            return ()
        return tuple(map(_job_run, known))

    async def usual(self, environment: str, jobs: Sequence[Job]) -> Mapping[str, Usual]:
        """How long the jobs usually take, by the plan's id; those that ended well too seldom to tell are left out."""
        names = {job.id: past_name(job) for job in jobs[:JOBS_AT_ONCE]}
        try:
            async with self._store.reading() as connection:
                took = await runs.good_times(connection, environment, frozenset(names.values()), USUAL_OF)
        except SQLAlchemyError as trouble:
            _LOG.warning("archive.silent", error=str(trouble))
            return {}
        usual = {name: found for name, times in took.items() if (found := _usual(times))}
        return {identity: usual[name] for identity, name in names.items() if name in usual}


@asynccontextmanager
async def _answering() -> AsyncIterator[None]:
    try:
        yield
    except SQLAlchemyError as trouble:
        raise ResyncError("What Resync remembers could not be read.") from trouble


def _usual(times: Sequence[tuple[datetime, timedelta]]) -> Usual | None:
    median = median_time([took for _, took in times])
    if median is None or len(times) < LEAST:
        return None
    return Usual(duration=median, runs=len(times), since=min(began for began, _ in times))


def _job_run(run: StoredRun) -> JobRun:
    told = past_run(run)
    status = "ERROR" if run.internal_status in IN_ERROR else _COMMON.get(run.internal_status, "UNDECIDED")
    return JobRun(
        id=run.run,
        number=told.number,
        status=status,
        internal_status=told.internal_status,
        return_code=told.return_code,
        started_at=told.started_at,
        ended_at=told.ended_at,
        elapsed=told.duration,
    )
