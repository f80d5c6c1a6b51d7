"""What one shift tells the next: open incidents, what ended, and what is to be expected until the next change."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.deadlines import expected_end, is_in_danger
from bot.ports import Master
from bot.reports import BAD_END_KINDS, HandoverReport, Happening, Incident
from tws.errors import TwsError, TwsTimeoutError
from tws.models import Job, JobQuery
from tws.reports import EstimateReport

SHIFT = timedelta(hours=8)
MORNING = time(6)  # in the zone in which times are said; where no shift times are configured
SECONDS = 6.0
READ = 50
ESTIMATED = 12  # jobs whose end is estimated: each costs a walk over what it waits for
OPEN = ("WAITING", "READY", "RUNNING", "HELD", "BLOCKED", "UNDECIDED", "ERROR")

Expect = Callable[[Job], Awaitable[EstimateReport | None]]


class Incidents(Protocol):
    """What the alerts know of incidents."""

    async def open_incidents(self) -> Sequence[Incident]: ...
    async def ended_since(self, since: datetime) -> Sequence[Incident]: ...
    async def journal(self, incident: str) -> Sequence[Happening]: ...


class Shifts(Protocol):
    """When shifts change; None where no times are configured."""

    def next_after(self, now: datetime) -> datetime | None: ...


class Handover:
    """Puts the handover of one environment together.

    `expect` estimates when a job ends, None where that cannot be told; without it only what has passed is at risk.
    `shifts` says until when to look ahead; without it, until the next 06:00.
    """

    def __init__(
        self,
        *,
        master: Master,
        incidents: Incidents,
        zone: Callable[[], ZoneInfo],
        expect: Expect | None = None,
        shifts: Shifts | None = None,
    ) -> None:
        self._master = master
        self._incidents = incidents
        self._zone = zone
        self._expect = expect
        self._shifts = shifts

    async def __call__(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        about: str = "",
        seconds: float = SECONDS,
    ) -> HandoverReport:
        """The handover from `since` (a shift ago) on, looking ahead to `until` (the next change of shift).

        `about` narrows the incidents to one job, job stream or workstation. What HWA does not give within `seconds`
        is named in `missing`. Raises: nothing of HWA.
        """
        now = self._master.now()
        start, end = since or now - SHIFT, until or self._next_shift(now)
        still_open = _about(await self._incidents.open_incidents(), about)
        ended = _about(await self._incidents.ended_since(start), about)
        report = HandoverReport(
            environment=self._master.environment,
            as_of=now,
            since=start,
            until=end,
            open=still_open,
            ended=ended,
            alone=tuple(one for one in ended if one.state == "recovered" and not one.taken_by),
            unexplained=tuple(one for one in still_open if one.kind in BAD_END_KINDS and not (one.known or one.cause)),
            taken_at=await self._taken_at(still_open),
            about=about,
        )
        return report if about else await self._with_outlook(report, end, seconds)

    async def _taken_at(self, incidents: Sequence[Incident]) -> dict[str, datetime]:
        """Since when who has an incident has it; the oldest of a long list are left out."""
        found: dict[str, datetime] = {}
        for one in [one for one in incidents if one.taken_by][:READ]:
            taken = [moment.at for moment in await self._incidents.journal(one.id) if moment.what == "taken"]
            found |= {one.id: taken[-1]} if taken else {}
        return found

    def _next_shift(self, now: datetime) -> datetime:
        planned = self._shifts.next_after(now) if self._shifts else None
        return planned or next_clock(now, MORNING, self._zone())

    async def _with_outlook(self, report: HandoverReport, until: datetime, seconds: float) -> HandoverReport:
        """With the jobs to come and the deadlines that are in danger, as far as HWA tells them in time."""
        try:
            async with asyncio.timeout(seconds):
                critical, due = await asyncio.gather(self._critical(until), self._due(until))
        except (TwsError, TimeoutError) as error:
            return replace(report, missing=(f"critical:{_named(error)}",))
        return await self._with_risks(replace(report, critical_open=critical, due=due), until, seconds)

    async def _critical(self, until: datetime) -> tuple[Job, ...]:
        """Critical jobs that are still to end, the nearest deadline first; without a deadline they come last."""
        with_deadline = JobQuery(critical=True, statuses=OPEN, deadline_before=until)
        pages = await asyncio.gather(
            self._master.jobs(with_deadline, limit=READ),
            self._master.jobs(JobQuery(critical=True, statuses=OPEN), limit=READ),
        )
        found = {job.id: job for page in pages for job in page.records if job.critical and not _is_over(job)}
        return _nearest_first(job for job in found.values() if _is_before(job, until))

    async def _due(self, until: datetime) -> tuple[Job, ...]:
        page = await self._master.jobs(JobQuery(statuses=OPEN, deadline_before=until), limit=READ)
        due = (job for job in page.records if job.deadline and job.deadline < until)
        return _nearest_first(job for job in due if not (job.critical or _is_over(job)))

    async def _with_risks(self, report: HandoverReport, until: datetime, seconds: float) -> HandoverReport:
        with_deadline = [job for job in (*report.critical_open, *report.due) if job.deadline and job.deadline <= until]
        estimates, missing = await self._estimates(with_deadline[:ESTIMATED], seconds)
        risky = [job for job in with_deadline if _in_danger(job, estimates.get(job.id), report.as_of)]
        ends = {job.key: end for job in with_deadline if (end := _end(job, estimates, report.as_of))}
        return replace(report, at_risk=_nearest_first(risky), expected_ends=ends, missing=missing)

    async def _estimates(
        self, jobs: Sequence[Job], seconds: float
    ) -> tuple[Mapping[str, EstimateReport], tuple[str, ...]]:
        if self._expect is None or not jobs:
            return {}, ()
        try:
            async with asyncio.timeout(seconds):
                found = await asyncio.gather(*(self._expect(job) for job in jobs))
        except (TwsError, TimeoutError) as error:
            return {}, (f"estimates:{_named(error)}",)
        return {job.id: one for job, one in zip(jobs, found, strict=True) if one is not None}, ()


def next_clock(now: datetime, clock: time, zone: ZoneInfo) -> datetime:
    """The next time that a clock on the wall in that zone shows `clock`."""
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), clock, zone)
    return today if today > local else datetime.combine(local.date() + timedelta(days=1), clock, zone)


def _about(incidents: Sequence[Incident], name: str) -> tuple[Incident, ...]:
    wanted = name.strip().upper()
    if not wanted:
        return tuple(incidents)
    return tuple(one for one in incidents if wanted in _names(one))


def _names(incident: Incident) -> frozenset[str]:
    named = (incident.job, incident.job_name, incident.job_stream, incident.workstation)
    return frozenset(name.upper() for name in named if name)


def _is_over(job: Job) -> bool:
    return job.ended and not job.in_error


def _is_before(job: Job, until: datetime) -> bool:
    """Whether the job is to be reckoned with: it is due, or starts, before then; one without times always is."""
    moment = job.deadline or job.starts_after or job.scheduled_at
    return moment is None or moment < until


def _in_danger(job: Job, estimate: EstimateReport | None, now: datetime) -> bool:
    """Whether a deadline is missed, cannot be met, is estimated to be missed, or waits behind a job in error."""
    if is_in_danger(job, now):
        return True
    return estimate is not None and (bool(estimate.after_deadline) or estimate.basis == "blocked")


def _end(job: Job, estimates: Mapping[str, EstimateReport], now: datetime) -> datetime | None:
    """The estimate of what the job waits for as well, else that of the job alone where it runs."""
    found = estimates.get(job.id)
    if found is not None:
        return found.ends_at
    return expected_end(job, now) if job.status == "RUNNING" else None


def _nearest_first(jobs: Iterable[Job]) -> tuple[Job, ...]:
    return tuple(sorted(jobs, key=lambda job: (job.deadline.timestamp() if job.deadline else math.inf, job.key)))


def _named(error: TwsError | TimeoutError) -> str:
    return type(error).__name__ if isinstance(error, TwsError) else TwsTimeoutError.__name__
