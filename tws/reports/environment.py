"""Reports on the environment: job streams, workstations, prompts, resources, the plan, its health."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from tws.models import Engine, Job, JobStream, Plan, Prompt, Resource, Workstation
from tws.reports.asked import Report
from tws.reports.jobs import Group


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
