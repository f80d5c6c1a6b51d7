"""What is to be expected until a moment: critical jobs to come, deadlines, and which of them are in danger."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.deadlines import expected_end, is_in_danger
from bot.ports import Master
from bot.reports import Evidence, HandoverReport, Incident, IncidentKind
from tws.errors import TwsError, TwsTimeoutError
from tws.models import Job, JobQuery, Page
from tws.reports import EstimateReport

Expect = Callable[[Job], Awaitable[EstimateReport | None]]

READ = 50
ESTIMATED = 12  # jobs whose end is estimated: each costs a walk over what it waits for
OPEN = ("WAITING", "READY", "RUNNING", "HELD", "BLOCKED", "UNDECIDED", "ERROR")


class Outlook:
    """Reads the plan ahead. `expect` estimates when a job ends, None where that cannot be told; without it only what
    has passed, or cannot be, is at risk."""

    def __init__(self, master: Master, expect: Expect | None = None) -> None:
        self._master = master
        self._expect = expect

    async def __call__(
        self,
        report: HandoverReport,
        until: datetime,
        seconds: float,
        incidents: Sequence[Incident],
        *,
        critical: bool = False,
    ) -> HandoverReport:
        """The report with the jobs to come and the deadlines in danger, as far as HWA tells them within `seconds`.

        What the alerts predict already (`incidents`) is believed; `critical`: only critical jobs are looked at.
        Raises: nothing of HWA; it stands in `missing`.
        """
        end = asyncio.get_running_loop().time() + seconds
        try:
            async with asyncio.timeout_at(end):
                first, (others, more) = await asyncio.gather(
                    self._critical(report.as_of, until), _nothing() if critical else self._due(report.as_of, until)
                )
        except (TwsError, TimeoutError) as error:
            return replace(report, missing=(f"critical:{_named(error)}",))
        known = replace(report, critical_open=first[0], due=others, unjudged=max(first[1], more))
        return await self._with_risks(known, until, end, incidents)

    async def _critical(self, now: datetime, until: datetime) -> tuple[tuple[Job, ...], int]:
        """Critical jobs that are still to end, the nearest deadline first, without one last; how many were not read."""
        dated, unread = await self._with_deadline(now, until, critical=True)
        page = await self._master.jobs(JobQuery(critical=True, statuses=OPEN), limit=READ)
        found = {job.id: job for job in (*dated, *page.records) if job.critical and not _is_over(job)}
        return _nearest_first(job for job in found.values() if _is_before(job, until)), unread

    async def _due(self, now: datetime, until: datetime) -> tuple[tuple[Job, ...], int]:
        dated, unread = await self._with_deadline(now, until)
        due = {job.id: job for job in dated if job.deadline and job.deadline < until}.values()
        return _nearest_first(job for job in due if not (job.critical or _is_over(job))), unread

    async def _with_deadline(
        self, now: datetime, until: datetime, *, critical: bool | None = None
    ) -> tuple[tuple[Job, ...], int]:
        """Jobs whose deadline has passed, and those with the nearest ones to come; how many of these were not read."""
        missed = JobQuery(critical=critical, statuses=OPEN, deadline_before=now)
        coming = JobQuery(critical=critical, statuses=OPEN, deadline_after=now, deadline_before=until)
        passed, ahead = await asyncio.gather(
            self._master.jobs(missed, limit=READ), self._master.jobs(coming, limit=READ, order="deadline")
        )
        return (*passed.records, *ahead.records), _unread(ahead)

    async def _with_risks(
        self, report: HandoverReport, until: datetime, end: float, incidents: Sequence[Incident]
    ) -> HandoverReport:
        now = report.as_of
        dated = [job for job in (*report.critical_open, *report.due) if job.deadline and job.deadline <= until]
        first = sorted(dated, key=lambda job: (_has_passed(job, now), not job.critical, job.deadline))[:ESTIMATED]
        estimates, missing = await self._estimates(first, end)
        told = {one.job: one.evidence for one in incidents if one.kind is IncidentKind.AT_RISK and one.evidence}
        risky = {job.id: job for job in dated if job.key in told or _in_danger(job, estimates.get(job.id), now)}
        judged = {*estimates, *risky}
        return replace(
            report,
            at_risk=_nearest_first(risky.values()),
            expected_ends={job.key: at for job in dated if (at := _end(job, estimates, told.get(job.key), now))},
            blockers={job.key: key for job in dated if (key := _blocker(job, estimates, told.get(job.key)))},
            unjudged=report.unjudged + sum(job.id not in judged for job in dated),
            missing=missing,
        )

    async def _estimates(self, jobs: Sequence[Job], end: float) -> tuple[Mapping[str, EstimateReport], tuple[str, ...]]:
        if self._expect is None or not jobs:
            return {}, ()
        try:
            async with asyncio.timeout_at(end):
                found = await asyncio.gather(*(self._expect(job) for job in jobs))
        except (TwsError, TimeoutError) as error:
            return {}, (f"estimates:{_named(error)}",)
        return {job.id: one for job, one in zip(jobs, found, strict=True) if one is not None}, ()


async def _nothing() -> tuple[tuple[Job, ...], int]:
    return (), 0


def _unread(page: Page[Job]) -> int:
    return max(0, (page.total or 0) - len(page.records))


def _is_over(job: Job) -> bool:
    return job.ended and not job.in_error


def _has_passed(job: Job, now: datetime) -> bool:
    return job.deadline is not None and job.deadline < now


def _is_before(job: Job, until: datetime) -> bool:
    """Whether the job is to be reckoned with: it is due, or starts, before then; one without times always is."""
    moment = job.deadline or job.starts_after or job.scheduled_at
    return moment is None or moment < until


def _in_danger(job: Job, estimate: EstimateReport | None, now: datetime) -> bool:
    """Whether a deadline is missed, cannot be met, is estimated to be missed, or waits behind a job in error."""
    if estimate is None:
        return is_in_danger(job, now)
    return is_in_danger(job, now, ends_at=estimate.ends_at, blocked=estimate.basis == "blocked")


def _end(job: Job, estimates: Mapping[str, EstimateReport], told: Evidence | None, now: datetime) -> datetime | None:
    """The estimate of what the job waits for as well, else the alert's, else that of the job alone where it runs."""
    found = estimates.get(job.id)
    if found is not None:
        return found.ends_at
    if told is not None and told.expected_at is not None:
        return told.expected_at
    return expected_end(job, now) if job.status == "RUNNING" else None


def _blocker(job: Job, estimates: Mapping[str, EstimateReport], told: Evidence | None) -> str:
    found = estimates.get(job.id)
    if found is not None:
        return (found.blocked_by or "") if found.basis == "blocked" else ""
    return told.blocked_by if told is not None else ""


def _nearest_first(jobs: Iterable[Job]) -> tuple[Job, ...]:
    return tuple(sorted(jobs, key=lambda job: (job.deadline.timestamp() if job.deadline else math.inf, job.key)))


def _named(error: TwsError | TimeoutError) -> str:
    return type(error).__name__ if isinstance(error, TwsError) else TwsTimeoutError.__name__
