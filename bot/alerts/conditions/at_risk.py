"""Jobs that are expected to miss their deadline."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.conditions.found import Found, minutes
from bot.alerts.conditions.records import Condition
from bot.alerts.conditions.subjects import DEADLINE, about_job
from bot.ports import Master
from bot.reports import Evidence, IncidentKind
from tws.errors import TwsNotFoundError
from tws.models import OPEN, Job, JobQuery
from tws.reports import EstimateReport

Expected = Callable[[Job], Awaitable[EstimateReport]]

# The nearest deadlines that are looked at: those of any job some hours ahead, those of critical jobs a day ahead.
NEAREST = 50
AHEAD = timedelta(hours=4)
CRITICAL_AHEAD = timedelta(hours=24)
# An estimate walks through all that a job waits for: so many jobs get their first one at a look, or, where all have
# one, so many a new one.
FIRST = 6
AGAIN = 2
_KEPT_AT_MOST = minutes(30)
_KEPT_IN_DANGER = minutes(3)
# Estimates are rounded to the second, and nobody can do anything about less than this.
MARGIN = minutes(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was expected of a job, and until when that is believed while the job's `mark` stays the same."""

    mark: str
    at: datetime
    until: datetime
    ends_at: datetime | None
    blocked_by: str


class AtRisk:
    """Follows the nearest deadlines; an estimate is made again when it is old, sooner where little time is left."""

    def __init__(self, master: Master, expected: Expected) -> None:
        self._master = master
        self._expected = expected
        self._judged: dict[str, Judged] = {}

    async def __call__(self) -> Found:
        """The jobs expected to end after their deadline; not complete until each of the nearest was estimated once.

        Raises: TwsError where the plan could not be asked.
        """
        now = self._master.now()
        jobs = await self._candidates(now)
        self._judged = {key: judged for key, judged in self._judged.items() if key in jobs}
        old = stale(jobs.values(), self._judged, now)
        missing = [job for job in old if job.id not in self._judged]
        for job in missing[:FIRST] or old[:AGAIN]:
            try:
                self._judged[job.id] = judged(job, await self._expected(job), now)
            except TwsNotFoundError:
                del jobs[job.id]  # it left the plan since the list of candidates was read
        found = (condition(self._master.environment, job, self._judged.get(job.id), now) for job in jobs.values())
        sure = all(job.id in self._judged or ends_at_best(job, now) is not None for job in jobs.values())
        return Found(conditions=tuple(one for one in found if one is not None), complete=sure)

    async def _candidates(self, now: datetime) -> dict[str, Job]:
        any_job = JobQuery(deadline_after=now, deadline_before=now + AHEAD, statuses=OPEN)
        critical = JobQuery(deadline_after=now, deadline_before=now + CRITICAL_AHEAD, statuses=OPEN, critical=True)
        pages = [await self._master.jobs(query, limit=NEAREST, order="deadline") for query in (critical, any_job)]
        found = {job.id: job for page in pages for job in page.records if job.deadline and job.deadline > now}
        return {key: job for key, job in found.items() if not job.ended and not job.no_operation}


def stale(jobs: Iterable[Job], known: dict[str, Judged], now: datetime) -> list[Job]:
    """The jobs whose estimate is missing or old, those without one first, then critical ones, then the oldest."""

    def order(job: Job) -> tuple[bool, bool, datetime]:
        last = known.get(job.id)
        return last is not None, not job.critical, last.at if last else job.deadline or now

    def is_stale(job: Job) -> bool:
        last = known.get(job.id)
        return last is None or last.until <= now or last.mark != mark_of(job)

    return sorted(filter(is_stale, jobs), key=order)


def judged(job: Job, report: EstimateReport, now: datetime) -> Judged:
    """What an estimate says, kept for a third of the time to spare, never for long."""
    ends_at = report.ends_at if report.basis not in {"blocked", "unknown"} else None
    spare = job.deadline - ends_at if job.deadline and ends_at else timedelta()
    kept = min(_KEPT_AT_MOST, max(_KEPT_IN_DANGER, spare / 3))
    blocked_by = (report.blocked_by or "") if report.basis == "blocked" else ""
    return Judged(mark=mark_of(job), at=now, until=now + kept, ends_at=ends_at, blocked_by=blocked_by)


def mark_of(job: Job) -> str:
    """What of a job's own row changes its estimate: its state, its run, how many dependencies are open."""
    run = job.run
    return f"{job.internal_status}|{run.started_at if run else ''}|{job.unresolved}|{job.starts_after}|{job.deadline}"


def ends_at_best(job: Job, now: datetime) -> datetime | None:
    """When the job ends if nothing holds it up, where that alone is after its deadline; else None."""
    if job.deadline is None or job.estimated is None:
        return None
    started = job.run.started_at if job.run and job.status == "RUNNING" else None
    begins = started or max(now, job.starts_after or now)
    ends_at = max(now, begins + job.estimated)
    return ends_at if ends_at > job.deadline + MARGIN else None


def condition(environment: str, job: Job, known: Judged | None, now: datetime) -> Condition | None:
    """What is said of a job in danger, None where it is in none as far as is known.

    One that waits for a predecessor in error is in danger: it cannot start before somebody acts.
    """
    if job.deadline is None:
        return None
    at_best = ends_at_best(job, now)
    expected = max(filter(None, (at_best, known.ends_at if known else None)), default=None)
    blocked_by = known.blocked_by if known else ""
    misses = expected is not None and expected > job.deadline + MARGIN
    if not misses and not blocked_by:
        return None
    evidence = Evidence(
        deadline=job.deadline,
        expected_at=expected if misses else None,
        latest_start=job.deadline - job.estimated if job.estimated else None,
        usual=job.estimated,
        blocked_by=blocked_by,
        states=(job.internal_status,) if job.internal_status else (),
    )
    return about_job(environment, IncidentKind.AT_RISK, job, word="AT_RISK", evidence=evidence, under=DEADLINE)
