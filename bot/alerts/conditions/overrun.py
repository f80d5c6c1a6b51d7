"""Jobs that run far beyond their usual time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.conditions.found import MOST, Found, is_whole, minutes
from bot.alerts.conditions.records import Condition
from bot.alerts.conditions.subjects import about_job
from bot.ports import Master
from bot.reports import Evidence, IncidentKind
from tws.errors import TwsNotFoundError
from tws.models import Job, JobQuery

Usual = Callable[[Job], Awaitable[timedelta | None]]

# What runs for less than this is not judged: a job of seconds that takes a minute needs nobody.
SHORTEST = minutes(10)
# Ids that one query asks for: 100 of 36 characters keep its address below what servers take.
AT_ONCE = 100
TOLD = 50
# Everything that runs is read anew this often, so that nothing that was missed stays so.
AFRESH = timedelta(minutes=30)
MAX_DURATION = "MAXDUR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A run that may become too long: from `due` on it is."""

    job: Job
    started_at: datetime
    usual: timedelta | None
    due: datetime


class Overruns:
    """Follows running jobs: each is read when it has run for SHORTEST, and again when it should have ended.

    So a look reads what came to that age since the look before, and not all that runs.
    """

    def __init__(self, master: Master, usual: Usual, factor: float) -> None:
        self._master = master
        self._usual = usual
        self._factor = factor
        self._running: dict[str, Running] = {}
        self._told: dict[str, Running] = {}
        self._read_until: datetime | None = None
        self._afresh_at: datetime | None = None

    async def __call__(self) -> Found:
        """The jobs that run for more than `factor` times their usual duration, or beyond their maximum duration.

        Raises: TwsError where the plan could not be asked.
        """
        now = self._master.now()
        if not await self._still_told():
            self._read_until = None  # the plan was extended: ids are others, and what runs is found again by reading it
        whole = await self._read(now)
        await self._judge(now)
        flagged, flags_whole = await self._flagged()
        found = {key: condition(self._master.environment, one, now) for key, one in self._told.items()}
        found |= {
            job.id: condition(self._master.environment, self._over_maximum(job, now), now, maximum=True)
            for job in flagged
        }
        return Found(conditions=tuple(found.values()), complete=whole and flags_whole)

    async def _read(self, now: datetime) -> bool:
        """Take in what came to be worth judging; whether that was all."""
        if self._afresh_at is None or now >= self._afresh_at:
            self._read_until, self._afresh_at = None, now + AFRESH
        if self._read_until is None:
            self._running.clear()
        until = now - SHORTEST
        query = JobQuery(statuses=("RUNNING",), started_since=self._read_until, started_until=until)
        page = await self._master.jobs(query, limit=MOST, order="started_at")
        for job in page.records:
            await self._take(job)
        whole = is_whole(page, MOST)
        # What there was no room for began after what was read: the next look goes on there.
        self._read_until = until if whole else max((one.started_at for one in self._running.values()), default=until)
        return whole

    async def _take(self, job: Job) -> None:
        started = job.run.started_at if job.run else None
        if started is None:
            return
        usual = await self._usual(job) or job.estimated
        if usual is not None:
            self._running[job.id] = Running(
                job=job, started_at=started, usual=usual, due=started + max(usual * self._factor, SHORTEST)
            )

    async def _judge(self, now: datetime) -> None:
        """Those that are due and still run are told."""
        due = [key for key, one in self._running.items() if one.due <= now and key not in self._told]
        for start in range(0, len(due), AT_ONCE):
            part = due[start : start + AT_ONCE]
            page = await self._master.jobs(JobQuery(ids=tuple(part), statuses=("RUNNING",)), limit=AT_ONCE)
            runs = {job.id: job for job in page.records}
            for key in part:
                one = self._running.pop(key)
                if key in runs and _is_same_run(runs[key], one):
                    self._told[key] = one

    async def _still_told(self) -> bool:
        """Forget those told that have ended; whether the plan still knows each by its id."""
        known = True
        for key, one in list(self._told.items())[:TOLD]:
            try:
                job = await self._master.job(key)
            except TwsNotFoundError:
                known = False
            else:
                if _is_same_run(job, one):
                    # The next look begins with those that this one had no room for.
                    self._told[key] = self._told.pop(key)
                    continue
            del self._told[key]
        return known

    async def _flagged(self) -> tuple[tuple[Job, ...], bool]:
        """The running jobs that the engine itself calls too long (maximum duration exceeded)."""
        page = await self._master.jobs(JobQuery(statuses=("RUNNING",), max_duration_gone=True), limit=MOST)
        return page.records, is_whole(page, MOST)

    def _over_maximum(self, job: Job, now: datetime) -> Running:
        known = self._told.get(job.id)
        started = job.run.started_at if job.run and job.run.started_at else now
        due = started + job.max_duration if job.max_duration else now
        if known is not None:
            return Running(job=job, started_at=started, usual=known.usual, due=min(due, known.due))
        return Running(job=job, started_at=started, usual=job.estimated, due=due)


def condition(environment: str, running: Running, now: datetime, *, maximum: bool = False) -> Condition:
    """What is said of a job that runs for too long; it began to when it should have ended at the latest."""
    evidence = Evidence(
        since=running.due,
        usual=running.usual,
        lasting=now - running.started_at,
        started_at=running.started_at,
        states=("EXEC", MAX_DURATION) if maximum else ("EXEC",),
    )
    return about_job(environment, IncidentKind.OVERRUN, running.job, word="EXEC", evidence=evidence)


def _is_same_run(job: Job, running: Running) -> bool:
    return job.status == "RUNNING" and job.run is not None and job.run.started_at == running.started_at
