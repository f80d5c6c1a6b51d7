"""The master that answers, its plan, and what stands in the plan beside the jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tws.models.dependencies import Dependency


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
