"""What each question to HWA gives: frozen records that a tool returns as its artifact and a presenter reads.

A report becomes a plain dict with `as_artifact` and a record again with `from_artifact`; the dict carries
`report`, the class's name. Every report says which environment was asked and `as_of`, the engine's time at
which the data were read (UTC).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from pydantic import TypeAdapter

from tws.models import Engine, Job, JobLog, JobRun, JobStream, Plan, Prompt, Resource, Workstation

ReportT = TypeVar("ReportT")


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(record: type[Any]) -> TypeAdapter[Any]:
    if record not in _ADAPTERS:
        _ADAPTERS[record] = TypeAdapter(record)
    return _ADAPTERS[record]


def as_artifact(report: Any) -> dict[str, Any]:
    """The report as a plain dict of JSON values, with `report` naming its class."""
    dump: dict[str, Any] = _adapter(type(report)).dump_python(report, mode="json")
    return {"report": type(report).__name__, **dump}


def from_artifact(record: type[ReportT], artifact: dict[str, Any]) -> ReportT:
    """The record that `as_artifact` made the dict from.

    Raises: pydantic.ValidationError where the dict is not of that record.
    """
    report: ReportT = _adapter(record).validate_python({k: v for k, v in artifact.items() if k != "report"})
    return report


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What all reports have."""

    environment: str
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound(Report):
    """The plan holds no such object. `what` is job, job_stream or workstation; `similar` are names that it holds."""

    what: str
    name: str
    similar: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble(Report):
    """HWA could not be asked. `error` is the TwsError's class name; `last_answer_at` is when the master last
    answered anything, None where it never did.
    """

    error: str
    message: str
    host: str = ""
    detail: str = ""
    status: int | None = None
    last_answer_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobsReport(Report):
    """Jobs that match: of `job_status`, `jobs_in_error` and `find_jobs`. The conditions that were asked are echoed.

    `meant` is the plan's own name where `job` was mistyped and one name was near enough. `plan_from` is when the plan
    starts, where the window begins earlier: what ran before is not known. `after` is how many of `jobs` were shown
    before.
    """

    jobs: tuple[Job, ...] = ()
    total: int = 0
    truncated: bool = False
    job: str | None = None
    meant: str | None = None
    statuses: tuple[str, ...] = ()
    job_stream: str | None = None
    workstation: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    late: bool | None = None
    critical: bool | None = None
    overrunning: bool | None = None
    plan_from: datetime | None = None
    after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """How many jobs carry one name of the grouping."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountReport(Report):
    """How many jobs; `by` is status, stream or workstation. `truncated`: only the largest groups are listed;
    `at_least`: there may be more than were read."""

    total: int
    by: str | None = None
    groups: tuple[Group, ...] = ()
    status: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    truncated: bool = False
    at_least: bool = False
    plan_from: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReport(Report):
    """A run's log. `log` is None where there is none: `missing` says why (never_started, not_launched, not_kept)."""

    job: Job
    run: JobRun | None = None
    log: JobLog | None = None
    missing: str | None = None
    others: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamReport(Report):
    """Progress of job streams, newest first; `in_error` and `running` are jobs of the first one."""

    name: str
    streams: tuple[JobStream, ...] = ()
    in_error: tuple[Job, ...] = ()
    running: tuple[Job, ...] = ()
    meant: str | None = None
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkstationReport(Report):
    """Workstations, with the number of jobs in each status where one was asked for."""

    name: str | None = None
    workstations: tuple[Workstation, ...] = ()
    counts: tuple[Group, ...] = ()
    meant: str | None = None
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthReport(Report):
    """The state of everything. `verdict`: good, warning, bad. `missing` names the parts that could not be read;
    nothing of them is counted as healthy. `expected_ends` is when critical jobs are expected to end, by key, as far as
    it was asked; `blockers` are, by key, the predecessors in error that hold them up.
    """

    verdict: str
    engine: Engine | None = None
    plan: Plan | None = None
    counts: tuple[Group, ...] = ()
    in_error: tuple[Job, ...] = ()
    in_error_total: int = 0
    stuck: tuple[JobStream, ...] = ()
    late: tuple[Job, ...] = ()
    critical_open: tuple[Job, ...] = ()
    workstations_down: tuple[Workstation, ...] = ()
    workstations_total: int = 0
    prompts_waiting: tuple[Prompt, ...] = ()
    resources_short: tuple[Resource, ...] = ()
    missing: tuple[str, ...] = ()
    expected_ends: dict[str, datetime] = field(default_factory=dict)
    blockers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """How long a job usually takes: the median of so many of its newest good runs, the oldest begun at `since`."""

    duration: timedelta
    runs: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryReport(Report):
    """Runs of a job, newest first; `usual` is the median duration of those that ended well.

    `total` counts the runs that are known, `past_runs` those of them that the current plan shows no more; `known_since`
    is when the first of all ended, None where nothing beyond the plan is kept.
    """

    job: Job
    runs: tuple[JobRun, ...] = ()
    successful: int = 0
    in_error: int = 0
    usual: timedelta | None = None
    estimated: timedelta | None = None
    others: tuple[str, ...] = ()
    total: int = 0
    past_runs: int = 0
    known_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateReport(Report):
    """When a job will start or end. `basis`: ended, running, waiting, unknown, blocked. `blocked_by` is the key of a
    predecessor in error. `after_deadline` is None without a deadline or an estimate. `usual` is the median of
    `usual_runs` runs since `usual_since`; without them it is the engine's own estimate.
    """

    job: Job
    basis: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    usual: timedelta | None = None
    deadline: datetime | None = None
    after_deadline: bool | None = None
    blocked_by: str | None = None
    others: tuple[str, ...] = ()
    usual_runs: int | None = None
    usual_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptsReport(Report):
    """Prompts that wait for a reply, oldest first."""

    prompts: tuple[Prompt, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcesReport(Report):
    """Resources in use, those with nothing left first. `total` counts all resources of the plan."""

    resources: tuple[Resource, ...] = ()
    short: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReport(Report):
    """The plan, and the job stream FINAL that extends it."""

    plan: Plan
    engine: Engine
    extension: JobStream | None = None
    extension_jobs: tuple[Job, ...] = ()
