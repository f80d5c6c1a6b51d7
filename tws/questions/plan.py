"""The plan itself, and what holds jobs in all of it: prompts and resources."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from tws.master import Master
from tws.models import Job, JobQuery, JobStream, Resource, StreamQuery
from tws.reports import PlanReport, PromptsReport, ResourcesReport

EXTENSION = "FINAL"  # the job stream that extends the plan at the end of the day (User's Guide, "JnextPlan")
SHOWN = 50
_LATEST = datetime.max.replace(tzinfo=UTC)


async def plan_info(master: Master) -> PlanReport:
    """The plan's number and bounds, the engine, and the job stream FINAL with its jobs.

    Raises: TwsError where the master could not be asked.
    """
    plan, engine, page = await asyncio.gather(
        master.plan(), master.engine(), master.job_streams(StreamQuery(names=(EXTENSION,)), limit=10)
    )
    extension = _next(page.records)
    jobs: tuple[Job, ...] = ()
    if extension is not None:
        jobs = (await master.jobs(JobQuery(job_stream_ids=(extension.id,)), limit=SHOWN)).records
    return PlanReport(
        environment=master.environment,
        as_of=master.now(),
        plan=plan,
        engine=engine,
        extension=extension,
        extension_jobs=jobs,
    )


async def prompts(master: Master) -> PromptsReport:
    """The prompts that wait for a reply, oldest first.

    Raises: TwsError where the master could not be asked.
    """
    page = await master.prompts()
    oldest = sorted(page.records, key=lambda prompt: (prompt.asked_at or _LATEST, prompt.number or 0))
    return PromptsReport(
        environment=master.environment,
        as_of=master.now(),
        prompts=tuple(oldest[:SHOWN]),
        total=len(oldest) if page.total is None else page.total,
    )


async def resources(master: Master) -> ResourcesReport:
    """The resources of which something is in use or nothing is left, the latter first.

    Raises: TwsError where the master could not be asked.
    """
    page = await master.resources()
    used = [resource for resource in page.records if is_short(resource) or _is_in_use(resource)]
    used.sort(key=lambda resource: (not is_short(resource), -(resource.in_use or 0), resource.name))
    return ResourcesReport(
        environment=master.environment,
        as_of=master.now(),
        resources=tuple(used[:SHOWN]),
        short=sum(1 for resource in used if is_short(resource)),
        total=len(page.records) if page.total is None else page.total,
    )


def is_short(resource: Resource) -> bool:
    """Whether no unit is left."""
    return resource.available is not None and resource.available <= 0


def _is_in_use(resource: Resource) -> bool:
    if resource.in_use is not None:
        return resource.in_use > 0
    return bool(resource.holders)


def _next(streams: tuple[JobStream, ...]) -> JobStream | None:
    """The extension still to come, the soonest first; else the last one that was."""
    open_first = sorted(
        streams,
        key=lambda stream: (stream.status == "SUCCESSFUL", stream.scheduled_at or _LATEST),
    )
    return open_first[0] if open_first else None
