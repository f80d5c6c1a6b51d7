"""The risk of critical jobs: when one will end, going by the estimates of all that is before it."""

from __future__ import annotations

from tws.simulator.records import Job, JobStream


def risk_of(job: Job, now: float) -> tuple[str, float]:
    """HIGH_RISK, POTENTIAL_RISK or ON_TRACK, and the estimated end (epoch seconds)."""
    end = estimated_end(job, now)
    if job.deadline is None or job.done:
        return "ON_TRACK", end
    if end > job.deadline:
        return "HIGH_RISK", end
    troubled = any(each.common == "ERROR" or each.late for each in open_before(job))
    return ("POTENTIAL_RISK" if troubled else "ON_TRACK"), end


def open_before(job: Job) -> list[Job]:
    """The jobs not yet done that a job follows, directly or not."""
    seen: dict[Job, None] = {}
    edge = _near(job)
    while edge:
        node = edge.pop()
        if node not in seen and not node.done:
            seen[node] = None
            edge += _near(node)
    return list(seen)


def estimated_end(job: Job, now: float) -> float:
    """When a job will end (epoch seconds), by estimates; a job in error counts as rerun now."""
    known: dict[Job, float] = {}
    opened: set[Job] = set()  # a loop in the plan ends at what is open already
    stack = [job]
    while stack:
        node = stack[-1]
        missing = [] if _settled(node) else [near for near in _near(node) if near not in known and near not in opened]
        if missing and node not in opened:
            opened.add(node)
            stack += missing
            continue
        known[stack.pop()] = _end(node, now, known)
    return known[job]


def _settled(job: Job) -> bool:
    return job.done or job.status == "EXEC"


def _end(job: Job, now: float, known: dict[Job, float]) -> float:
    if job.done:
        return now
    if job.status == "EXEC":
        return max(now, job.runs[-1].started + job.estimate)
    starts = [now, job.starts_after or 0.0, job.stream.starts_after or 0.0]
    return max(*starts, *(known.get(near, now) for near in _near(job))) + job.estimate


def _near(job: Job) -> list[Job]:
    found: list[Job] = []
    for target in (*job.follows, *job.stream.follows):
        found += target.jobs if isinstance(target, JobStream) else [target]
    return found
