"""Reports on what a job waits for, and on what waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tws.models import Job
from tws.reports.asked import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One thing that holds a job back, or would.

    `kind`: predecessor, stream_predecessor, file, resource, prompt, time, stream_time, until_passed, limit,
    stream_limit, fence, priority_zero, stream_held, workstation_unlinked, workstation_stopped, confirmation,
    recovery_prompt, canceled, join, internetwork. `satisfied` None: the engine cannot tell.
    """

    kind: str
    name: str
    satisfied: bool | None = False
    state: str = ""
    until: datetime | None = None
    needed: int | None = None
    available: int | None = None
    text: str | None = None
    holders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingReport(Report):
    """Why a job has not started: every gate, the closed ones first. `root` is the chain from this job to the
    predecessor at the end that holds it all (keys, nearest first), with its state in `root_state`.
    """

    job: Job
    gates: tuple[Gate, ...] = ()
    root: tuple[str, ...] = ()
    root_state: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Threat:
    """A deadline behind a job. `latest_start` is when the job that is asked about has to run for the deadline to hold.

    `chain` names what has to run one after the other until then, the job that is asked about first; `takes` is how long
    each of it usually does, None where nobody knows.
    """

    job: Job
    deadline: datetime
    latest_start: datetime | None = None
    missed: bool = False
    chain: tuple[str, ...] = ()
    takes: tuple[timedelta | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactReport(Report):
    """What waits behind a job. `blocked` counts all successors found, `streams` names the job streams they are in."""

    job: Job
    direct: tuple[Job, ...] = ()
    blocked: int = 0
    streams: tuple[str, ...] = ()
    critical: tuple[Job, ...] = ()
    threats: tuple[Threat, ...] = ()
    truncated: bool = False
    others: tuple[str, ...] = ()
