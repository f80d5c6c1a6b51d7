"""The state of everything on one card: what could not be read is named, and never counted as healthy."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from typing import TypeVar

from tws.errors import TwsAuthError, TwsConnectionError, TwsError, TwsNotFoundError
from tws.master import Master, engine_now
from tws.models import OPEN, Engine, Job, JobQuery, JobStream, Page, Plan, Prompt, Resource, StreamQuery, Workstation
from tws.questions.archive import Archive
from tws.questions.estimate import estimate_of
from tws.questions.plan import is_short
from tws.questions.search import NEWEST_END
from tws.reports import EstimateReport, Group, HealthReport

SHOWN = 20
ESTIMATED = 12  # jobs whose end is estimated: each costs a walk over what it waits for
_LATE_READ = 200
_ORDER = ("RUNNING", "READY", "WAITING", "SUCCESSFUL", "ERROR", "BLOCKED", "HELD", "CANCELED", "SUPPRESS")
_PARTS = (
    "counts",
    "in_error",
    "stuck",
    "late",
    "critical",
    "workstations",
    "prompts",
    "resources",
    "plan",
    "engine",
)
PartT = TypeVar("PartT")


class _Parts:
    """Reads parts that may each fail alone."""

    def __init__(self) -> None:
        self.errors: dict[str, TwsError] = {}

    async def read(self, name: str, answer: Awaitable[PartT], otherwise: PartT) -> PartT:
        try:
            return await answer
        except TwsError as error:
            self.errors[name] = error
            return otherwise

    def raise_where_nothing_answered(self) -> None:
        """Without the jobs there is nothing to say about health, whatever an earlier answer says about the rest."""
        if not {"counts", "in_error"} <= self.errors.keys():
            return
        explains = (TwsConnectionError, TwsAuthError)
        raise min(self.errors.values(), key=lambda error: not isinstance(error, explains))


async def environment_health(master: Master) -> HealthReport:
    """Counts, what is in error, stuck, late, critical and open, what is down, asked or short; the plan, the engine.

    The verdict is bad where a job is in error, a job stream stuck, a critical job late or the plan over; it is a
    warning where anything else wants attention, or could not be read; else it is good.
    Raises: TwsError where the jobs could not be read.
    """
    await engine_now(master)
    parts = _Parts()
    jobs, others = await asyncio.gather(_about_jobs(master, parts), _about_the_rest(master, parts))
    parts.raise_where_nothing_answered()
    counts, in_error, stuck, late, critical = jobs
    workstations, prompts, resources, plan, engine = others
    now = master.now()
    report = HealthReport(
        environment=master.environment,
        as_of=now,
        verdict="good",
        engine=engine,
        plan=plan,
        counts=_counts(counts),
        in_error=in_error.records[:SHOWN],
        in_error_total=_in_error_total(in_error, counts),
        stuck=stuck.records,
        late=tuple(job for job in late.records if job.is_late(now))[:SHOWN],
        critical_open=critical.records,
        workstations_down=tuple(known for known in workstations.records if known.is_down)[:SHOWN],
        workstations_total=len(workstations.records),
        prompts_waiting=prompts.records[:SHOWN],
        resources_short=tuple(known for known in resources.records if is_short(known))[:SHOWN],
        missing=tuple(name for name in _PARTS if name in parts.errors),
    )
    return replace(report, verdict=verdict_of(report))


async def health_ahead(master: Master, archive: Archive | None = None) -> HealthReport:
    """As `environment_health`, with when the critical jobs of the nearest deadlines are expected to end, after all that
    they wait for. Raises: TwsError where the jobs could not be read."""
    report = await environment_health(master)
    coming = [job for job in report.critical_open if job.deadline and job.deadline > report.as_of]
    nearest = sorted(coming, key=lambda job: (job.deadline, job.key))[:ESTIMATED]
    try:
        found = await asyncio.gather(*(_estimated(master, job, archive) for job in nearest))
    except TwsError:
        unread = replace(report, missing=(*report.missing, "estimates"))
        return replace(unread, verdict=verdict_of(unread))
    known = [one for one in found if one is not None]
    return replace(
        report,
        expected_ends={one.job.key: one.ends_at for one in known if one.ends_at},
        blockers={one.job.key: one.blocked_by or "" for one in known if one.basis == "blocked"},
    )


async def _estimated(master: Master, job: Job, archive: Archive | None) -> EstimateReport | None:
    try:
        return await estimate_of(master, await master.job(job.id), archive)
    except TwsNotFoundError:
        return None  # it left the plan meanwhile


def verdict_of(report: HealthReport) -> str:
    """The verdict on what was read: bad, warning or good."""
    plan_over = report.plan and report.plan.ends_at and report.plan.ends_at < report.as_of
    critical_late = any(job.critical for job in report.late)
    if report.in_error_total or report.stuck or critical_late or plan_over:
        return "bad"
    wants_attention = (
        report.late,
        report.workstations_down,
        report.prompts_waiting,
        report.resources_short,
        report.missing,
        report.plan and report.plan.extending,
    )
    return "warning" if any(wants_attention) else "good"


async def _about_jobs(
    master: Master, parts: _Parts
) -> tuple[dict[str, int], Page[Job], Page[JobStream], Page[Job], Page[Job]]:
    bad_ends = JobQuery(internal_statuses=("ABEND", "FAIL"))
    overdue = JobQuery(deadline_before=master.now(), statuses=OPEN)
    critical = JobQuery(critical=True, statuses=OPEN)
    stuck = StreamQuery(internal_statuses=("STUCK",))
    return await asyncio.gather(
        parts.read("counts", master.count_jobs_by_status(), {}),
        parts.read("in_error", master.jobs(bad_ends, limit=SHOWN, order=NEWEST_END), Page()),
        parts.read("stuck", master.job_streams(stuck, limit=SHOWN), Page()),
        parts.read("late", master.jobs(overdue, limit=_LATE_READ), Page()),
        parts.read("critical", master.jobs(critical, limit=SHOWN), Page()),
    )


async def _about_the_rest(
    master: Master, parts: _Parts
) -> tuple[Page[Workstation], Page[Prompt], Page[Resource], Plan | None, Engine | None]:
    return await asyncio.gather(
        parts.read("workstations", master.workstations(), Page()),
        parts.read("prompts", master.prompts(), Page()),
        parts.read("resources", master.resources(), Page()),
        parts.read("plan", master.plan(), None),
        parts.read("engine", master.engine(), None),
    )


def _in_error_total(page: Page[Job], counts: dict[str, int]) -> int:
    """A page that was cut need not know how many there are; ABEND and FAIL together are the common status ERROR."""
    if page.total is not None:
        return page.total
    return max(counts.get("ERROR", 0), len(page.records)) if page.truncated else len(page.records)


def _counts(counts: dict[str, int]) -> tuple[Group, ...]:
    place = {status: at for at, status in enumerate(_ORDER)}
    known = sorted(counts, key=lambda status: (place.get(status, len(place)), status))
    return tuple(Group(name=status, count=counts[status]) for status in known if counts[status])
