"""Reports on jobs: lists, counts, logs, the past of one, when one will end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tws.models import Job, JobLog, JobRun
from tws.reports.asked import Report


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
