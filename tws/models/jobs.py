"""A job in the plan, its runs, its log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tws.models.dependencies import Dependency

IN_ERROR = frozenset({"ABEND", "FAIL"})
OPEN = ("WAITING", "READY", "RUNNING", "HELD", "BLOCKED", "UNDECIDED")
ENDED = frozenset({"SUCCESSFUL", "ERROR", "CANCELED", "SUPPRESS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRun:
    """One run of a job; a rerun is a new run with a new job number in the same plan row."""

    id: str
    number: int | None = None
    status: str = "UNDECIDED"
    internal_status: str = ""
    return_code: int | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    elapsed: timedelta | None = None
    estimated: timedelta | None = None
    workstation: str | None = None
    rerun_type: str = "REGULAR"
    max_duration_gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job in the plan, with all its runs, newest last. `status` and `internal_status` are those of the last run.

    `workstation` and `folder` come without the vendor's leading folder slash where that is the root folder.
    `dependencies` is filled where the job was read by its id; `unresolved` counts them always.
    """

    id: str
    name: str
    workstation: str
    job_stream: str
    job_stream_id: str | None = None
    job_stream_workstation: str | None = None
    folder: str = "/"
    scheduled_at: datetime | None = None
    time_zone: str | None = None
    status: str = "UNDECIDED"
    internal_status: str = ""
    substatus: str | None = None
    canceled: bool = False
    cancel_pending: bool = False
    runs: tuple[JobRun, ...] = ()
    priority: int | None = None
    critical: bool = False
    every: bool = False
    no_operation: bool = False
    requires_confirmation: bool = False
    late: bool = False
    until_passed: bool = False
    needs_reply: bool = False
    starts_after: datetime | None = None
    latest_start: datetime | None = None
    latest_start_action: str | None = None
    deadline: datetime | None = None
    max_duration: timedelta | None = None
    estimated: timedelta | None = None
    dependencies: tuple[Dependency, ...] = ()
    unresolved: int = 0
    recovery: str | None = None
    description: str | None = None
    task: str | None = None
    user: str | None = None

    @property
    def key(self) -> str:
        """`WORKSTATION#JOBSTREAM.JOB`, the workstation being the job stream's, as conman prints it."""
        return f"{self.job_stream_workstation or self.workstation}#{self.job_stream}.{self.name}"

    @property
    def run(self) -> JobRun | None:
        """The newest run, None where the job never started."""
        return self.runs[-1] if self.runs else None

    @property
    def in_error(self) -> bool:
        """Whether the newest state is ABEND or FAIL."""
        return self.internal_status in IN_ERROR

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.status in ENDED or self.canceled

    def is_late(self, now: datetime) -> bool:
        """Whether the job is past its deadline and has not ended.

        The engine marks lateness only where localopts `bm check deadline` is above 0, which is not the default
        (Administration Guide), so that the deadline itself counts too.
        """
        if self.ended:
            return False
        return self.late or (self.deadline is not None and self.deadline < now)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLog:
    """A job log, its header and trailer read, secrets masked.

    `text` is at most the last 256 KB, `truncated` says that more stands before it; `error_lines` are the lines
    that say what went wrong, oldest first; `exit_status` is the trailer's; `header` maps the trailer's and
    header's labels (JOB, USER, JCLFILE, AGENT, …) to their values.
    """

    text: str
    body: str = ""
    header: dict[str, str] | None = None
    exit_status: int | None = None
    error_lines: tuple[str, ...] = ()
    truncated: bool = False
    run_id: str = ""
