"""The records of a plan, in the vendor's words; frozen, and free of any wire format.

Times are aware datetimes in UTC, durations are `timedelta`. None means that the engine did not say.
`status` is the common status (WAITING, READY, RUNNING, SUCCESSFUL, ERROR, CANCELED, HELD, UNDECIDED,
BLOCKED, SUPPRESS); `internal_status` is the engine's own word in the v2 spelling (HOLD, READY, EXEC, SUCC,
ABEND, FAIL, CANCL, SUPPR, PEND, STUCK …), unknown words kept as they came.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

RecordT = TypeVar("RecordT")

IN_ERROR = frozenset({"ABEND", "FAIL"})
OPEN = ("WAITING", "READY", "RUNNING", "HELD", "BLOCKED", "UNDECIDED")
ENDED = frozenset({"SUCCESSFUL", "ERROR", "CANCELED", "SUPPRESS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """The master that answers. `api` is 2 where it speaks /twsd/api/v2, else 1. `time_zone` is an IANA name."""

    version: str
    api: int
    time_zone: str | None = None
    host: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The current production plan. `extending` is set while the engine answers AWSJSY404E."""

    run_number: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    created_at: datetime | None = None
    master: str | None = None
    extending: bool = False


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


class DependencyKind(StrEnum):
    """What a job or job stream may wait for."""

    JOB = "job"
    JOB_STREAM = "job_stream"
    FILE = "file"
    RESOURCE = "resource"
    PROMPT = "prompt"
    JOIN = "join"
    INTERNETWORK = "internetwork"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """One thing that a job or job stream follows or needs.

    `name` reads as a person would say it: `WKS#STREAM.JOB`, `WKS#STREAM`, a file path, a resource, a prompt.
    `state` is the engine's word for it: the predecessor's internal status, the file's or prompt's status.
    `satisfied` is None where the engine cannot tell (UNDECIDED, UNBOUND). `quantity` and `available` are units
    of a resource; `text` is a prompt's question.
    """

    kind: DependencyKind
    name: str
    satisfied: bool | None = None
    state: str = ""
    job_id: str | None = None
    job_stream_id: str | None = None
    quantity: int | None = None
    available: int | None = None
    number: int | None = None
    text: str | None = None


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
class JobStream:
    """A job stream in the plan. `limit` is None where there is none. Counts are None where the engine does not say."""

    id: str
    name: str
    workstation: str
    folder: str = "/"
    identifier: str | None = None
    scheduled_at: datetime | None = None
    time_zone: str | None = None
    status: str = "UNDECIDED"
    internal_status: str = ""
    canceled: bool = False
    carried_forward: bool = False
    late: bool = False
    limit: int | None = None
    priority: int | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    estimated: timedelta | None = None
    starts_after: datetime | None = None
    latest_start: datetime | None = None
    deadline: datetime | None = None
    jobs: int | None = None
    successful: int | None = None
    abended: int | None = None
    failed: int | None = None
    running: int | None = None
    dependencies: tuple[Dependency, ...] = ()
    unresolved: int = 0

    @property
    def key(self) -> str:
        """`WORKSTATION#JOBSTREAM`, as conman prints it."""
        return f"{self.workstation}#{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workstation:
    """A workstation in the plan. `is_linked` and `is_running` are None where the engine does not say."""

    id: str
    name: str
    type: str = ""
    os: str | None = None
    node: str | None = None
    version: str | None = None
    limit: int | None = None
    fence: int | None = None
    is_linked: bool | None = None
    is_running: bool | None = None
    states: tuple[str, ...] = ()
    started_at: datetime | None = None
    ignored: bool = False

    @property
    def is_down(self) -> bool:
        """Whether it cannot launch jobs: unlinked, stopped, or limit 0. What is ignored is meant to be so.

        LIMIT 0 means that no jobs are launched (User's Guide, "showcpus").
        """
        if self.ignored:
            return False
        return self.is_linked is False or self.is_running is False or self.limit == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A resource in the plan, in units; `holders` are the jobs or job streams that hold some."""

    id: str
    name: str
    workstation: str | None = None
    quantity: int | None = None
    available: int | None = None
    in_use: int | None = None
    holders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A prompt in the plan. `status` is NOT_ASKED, ASKED, ANSWERED_YES or ANSWERED_NO."""

    id: str
    name: str
    number: int | None = None
    text: str = ""
    status: str = ""
    kind: str = ""
    asked_at: datetime | None = None
    job: str | None = None
    job_stream: str | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[RecordT]):
    """Records that match a query. `total` counts all matches, None where the engine does not say;
    `truncated` says that a bound stopped the reading."""

    records: tuple[RecordT, ...] = ()
    total: int | None = None
    truncated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JobQuery:
    """Typed conditions on jobs, all of them to be met. Names may hold `@`, `*` and `?` as wildcards, and a
    leading `/folder/`. Statuses are common statuses, internal statuses the engine's words. Times in UTC."""

    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    job_streams: tuple[str, ...] = ()
    job_stream_ids: tuple[str, ...] = ()
    workstations: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    internal_statuses: tuple[str, ...] = ()
    started_since: datetime | None = None
    started_until: datetime | None = None
    ended_since: datetime | None = None
    ended_until: datetime | None = None
    deadline_after: datetime | None = None
    deadline_before: datetime | None = None
    critical: bool | None = None
    max_duration_gone: bool | None = None
    follows_job: str | None = None
    follows_stream: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamQuery:
    """Typed conditions on job streams, as in JobQuery."""

    names: tuple[str, ...] = ()
    workstations: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    internal_statuses: tuple[str, ...] = ()
    deadline_before: datetime | None = None
    with_errors: bool = False
    follows_job: str | None = None
    follows_stream: str | None = None
