"""Why a job has not started: the whole checklist, and the predecessor at the end that holds it all."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from tws.master import Master
from tws.models import Dependency, DependencyKind, Job, JobQuery, JobStream, Prompt, Resource, Workstation
from tws.questions.choice import Chosen, one_job_in_full
from tws.questions.gates import Surroundings, gates_of, recovery_gates
from tws.questions.identity import without_folder
from tws.questions.root import root_of
from tws.questions.statuses import is_waiting
from tws.questions.walk import Walk
from tws.reports import NotFound, WaitingReport


async def why_waiting(master: Master, job: str) -> WaitingReport | NotFound:
    """Every gate between a job and its start. A job that runs or has ended has none, save a recovery prompt.

    Raises: TwsError where the plan could not be asked, ArgumentError where `job` is no name.
    """
    chosen = await one_job_in_full(master, job, prefer=is_waiting)
    if isinstance(chosen, NotFound):
        return chosen
    if not is_waiting(chosen.job):
        return await _not_waiting(master, chosen)
    walk = Walk(master)
    stream = await walk.job_stream(chosen.job.job_stream_id) if chosen.job.job_stream_id else None
    chain, around = await asyncio.gather(root_of(walk, chosen.job, stream), _surroundings(master, chosen.job, stream))
    states = {dep.job_id: walk.known_state(dep.job_id) for dep in chosen.job.dependencies if dep.job_id}
    return WaitingReport(
        environment=master.environment,
        as_of=master.now(),
        job=chosen.job,
        gates=gates_of(chosen.job, replace(around, states=states)),
        root=chain.keys,
        root_state=chain.state,
        others=chosen.others,
    )


async def _not_waiting(master: Master, chosen: Chosen) -> WaitingReport:
    return WaitingReport(
        environment=master.environment,
        as_of=master.now(),
        job=chosen.job,
        gates=recovery_gates(chosen.job, await _prompts(master, chosen.job)),
        others=chosen.others,
    )


async def _surroundings(master: Master, job: Job, stream: JobStream | None) -> Surroundings:
    needed = _resources_needed(job, stream)
    workstation, resources, prompts, stream_running = await asyncio.gather(
        _workstation(master, job.workstation),
        asyncio.gather(*(_resource(master, name) for name in needed)),
        _prompts(master, job),
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


async def _prompts(master: Master, job: Job) -> tuple[Prompt, ...]:
    return (await master.prompts()).records if job.needs_reply else ()


async def _running_in(master: Master, stream: JobStream | None) -> int | None:
    if stream is None or stream.limit is None:
        return None
    if stream.running is not None:
        return stream.running
    return await master.count_jobs(JobQuery(job_stream_ids=(stream.id,), statuses=("RUNNING",)))
