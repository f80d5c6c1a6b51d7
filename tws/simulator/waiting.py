"""Why a job does not start: the first thing in its way, in the order in which batchman looks."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from tws.simulator.records import Job


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way: the state it puts the job in, the v2 substatus, the queue where it waits."""

    status: str
    substatus: str
    queue: deque[Job] | None = None


PREDECESSOR = Obstacle("HOLD", "HOLD_WAITING_FOR_PREDECESSOR")
PROMPT = Obstacle("HOLD", "HOLD_WAITING_FOR_PROMPT")
FILE = Obstacle("HOLD", "HOLD_WAITING_FOR_FILE")
PRIORITY_ZERO = Obstacle("HOLD", "HOLD_PRIORITY_ZERO")
TIME = Obstacle("HOLD", "HOLD_WAITING_FOR_TIME")


def obstacle(job: Job, now: float) -> Obstacle | None:
    """The first thing that keeps a job from starting, None where nothing does."""
    if job.priority == 0 or job.stream.priority == 0:
        return PRIORITY_ZERO
    return _dependency(job, now) or _capacity(job)


def _dependency(job: Job, now: float) -> Obstacle | None:
    for node in (job.stream, job):
        if node.unresolved:
            if any(prompt.status != "ANSWERED_YES" for prompt in node.prompts):
                return PROMPT
            if any(file.status != "Exists" for file in node.files):
                return FILE
            return PREDECESSOR
        if node.starts_after is not None and node.starts_after > now:
            return TIME
    return None


def _capacity(job: Job) -> Obstacle | None:
    place, stream = job.workstation, job.stream
    for resource, units in job.resources:
        if resource.available < units:
            return Obstacle("READY", "READY_WAITING_FOR_RESOURCES", resource.queue)
    if not place.linked or not place.running:
        return Obstacle("READY", "READY_WAITING_FOR_AGENT", place.queue)
    if job.priority <= place.fence:
        return Obstacle("FENCE", "READY_WAITING_FOR_LIMIT", place.queue)
    if place.busy >= place.limit:
        return Obstacle("READY", "READY_WAITING_FOR_LIMIT", place.queue)
    if stream.limit is not None and stream.busy >= stream.limit:
        return Obstacle("READY", "READY_WAITING_FOR_LIMIT", stream.queue)
    return None
