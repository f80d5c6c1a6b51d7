"""Why a job has not started: the whole checklist, and the predecessor at the end that holds it all."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from tws.master import Master
from tws.questions.choice import Chosen, one_job_in_full
from tws.questions.gates import gates_of, recovery_gates
from tws.questions.root import root_of
from tws.questions.statuses import is_waiting
from tws.questions.surroundings import recovery_prompts, surroundings_of
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
    chain, around = await asyncio.gather(root_of(walk, chosen.job, stream), surroundings_of(master, chosen.job, stream))
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
        gates=recovery_gates(chosen.job, await recovery_prompts(master, chosen.job)),
        others=chosen.others,
    )
