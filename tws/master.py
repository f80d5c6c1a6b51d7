"""What a question needs from an HWA master; the client has it, and so may anything else that answers."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from tws.models import (
    Engine,
    Job,
    JobLog,
    JobQuery,
    JobRun,
    JobStream,
    Page,
    Plan,
    Prompt,
    Resource,
    StreamQuery,
    Workstation,
)


class Master(Protocol):
    """One HWA environment, one method per question.

    Every method raises TwsError where it could not ask; an empty page means that there is nothing. `limit` bounds
    the records; a page says when more exist.
    """

    environment: str

    def now(self) -> datetime:
        """The engine's time in UTC, as its answers told it; this machine's where it never answered."""
        ...

    @property
    def last_answer_at(self) -> datetime | None:
        """When the master last answered, UTC; None where it never did."""
        ...

    async def engine(self) -> Engine: ...
    async def plan(self) -> Plan: ...
    async def jobs(self, query: JobQuery, *, limit: int = 200, order: str | None = None) -> Page[Job]: ...
    async def job(self, job_id: str) -> Job: ...
    async def count_jobs(self, query: JobQuery) -> int: ...
    async def count_jobs_by_status(self) -> dict[str, int]: ...
    async def count_jobs_by_workstation(self) -> dict[str, int]: ...
    async def job_streams(
        self, query: StreamQuery, *, limit: int = 200, order: str | None = None
    ) -> Page[JobStream]: ...
    async def job_stream(self, stream_id: str) -> JobStream: ...
    async def workstations(self, name: str | None = None, *, limit: int = 1000) -> Page[Workstation]: ...
    async def resources(self, name: str | None = None, *, limit: int = 500) -> Page[Resource]: ...
    async def prompts(self, *, asked_only: bool = True, limit: int = 500) -> Page[Prompt]: ...
    async def job_log(self, job: Job, run: JobRun | None = None) -> JobLog: ...


async def engine_now(master: Master) -> datetime:
    """The engine's time in UTC, after asking it something where it never answered before.

    Raises: TwsError where it had to ask and could not.
    """
    if master.last_answer_at is None:
        await master.engine()
    return master.now()
