"""What the core needs from the world: a master to ask, a sheet to search, a chat to talk in, a clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Protocol

from bot.messages import Answer, Outgoing, Question, Step
from rag.models import Found
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
from tws.reports import ImpactReport

Clock = Callable[[], datetime]


class Master(Protocol):
    """One HWA environment, one method per question. Every method raises TwsError where it could not ask; an empty
    page means that there is nothing. `limit` bounds the records; a page says when more exist."""

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


class Knowledge(Protocol):
    """The operators' sheet."""

    async def search(
        self, text: str, *, job: str | None = None, log: str | None = None, limit: int = 3
    ) -> Found:
        """What the sheet says about an error text, a job, or both.

        Raises: rag.errors.StoreError where the index cannot be asked.
        """
        ...


class ImpactOf(Protocol):
    """Walks what waits behind a job, with bounded queries."""

    async def __call__(self, job: Job) -> ImpactReport: ...


class Chat(Protocol):
    """A platform that takes messages. `name` is slack, teams, web, terminal."""

    name: str

    async def post(self, message: Outgoing) -> str:
        """Send a message and give the platform's reference to it. Raises: ChatError."""
        ...

    async def edit(self, reference: str, message: Outgoing) -> None:
        """Replace a message in place. Raises: ChatError."""
        ...


class Assistant(Protocol):
    """Answers questions; what every platform adapter talks to."""

    def ask(self, question: Question) -> AsyncIterator[Step | Answer]:
        """Steps while the agent works, then one Answer, last. Never raises for what HWA or the sheet did."""
        ...
