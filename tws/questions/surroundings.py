"""Reads what stands around a job, for its gates."""

from __future__ import annotations

import asyncio

from tws.master import Master
from tws.models import Dependency, DependencyKind, Job, JobQuery, JobStream, Prompt, Resource, Workstation
from tws.questions.gates import Surroundings
from tws.questions.identity import without_folder


async def surroundings_of(master: Master, job: Job, stream: JobStream | None) -> Surroundings:
    """What stands around a job that has not started: its workstation, the resources it needs, what runs beside it.

    Raises: TwsError where the plan could not be asked.
    """
    needed = _resources_needed(job, stream)
    workstation, resources, prompts, stream_running = await asyncio.gather(
        _workstation(master, job.workstation),
        asyncio.gather(*(_resource(master, name) for name in needed)),
        recovery_prompts(master, job),
        _running_in(master, stream),
    )
    running = None
    if workstation and workstation.limit:
        names = (workstation.name,)
        running = await master.count_jobs(JobQuery(workstations=names, statuses=("RUNNING",)))
    return Surroundings(
        now=master.now(),
        stream=stream,
        workstation=workstation,
        running=running,
        stream_running=stream_running,
        resources={name: found for name, found in zip(needed, resources, strict=True) if found},
        prompts=prompts,
    )


def _resources_needed(job: Job, stream: JobStream | None) -> tuple[str, ...]:
    dependencies: tuple[Dependency, ...] = job.dependencies + (stream.dependencies if stream else ())
    needed = [dep.name.upper() for dep in dependencies if dep.kind is DependencyKind.RESOURCE]
    return tuple(dict.fromkeys(needed))


async def _workstation(master: Master, name: str) -> Workstation | None:
    page = await master.workstations(name)
    return next((known for known in page.records if known.name.upper() == name.upper()), None)


async def _resource(master: Master, name: str) -> Resource | None:
    """A dependency may name its resource as `WORKSTATION#RESOURCE`."""
    workstation, _, plain = name.rpartition("#")
    page = await master.resources(without_folder(plain))
    owned = [known for known in page.records if (known.workstation or "").upper() == workstation]
    return next(iter(owned or page.records), None)


async def recovery_prompts(master: Master, job: Job) -> tuple[Prompt, ...]:
    """The prompts that are asked, where the job may wait for a reply: API v1 does not flag every one that does.

    Raises: TwsError where the plan could not be asked.
    """
    return (await master.prompts()).records if job.needs_reply or job.in_error else ()


async def _running_in(master: Master, stream: JobStream | None) -> int | None:
    if stream is None or stream.limit is None:
        return None
    if stream.running is not None:
        return stream.running
    return await master.count_jobs(JobQuery(job_stream_ids=(stream.id,), statuses=("RUNNING",)))
