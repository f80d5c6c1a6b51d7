"""TwsClient: one HWA environment, read-only, one method per question."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Hashable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from tws.config import TwsConfig
from tws.deadline import within
from tws.errors import TwsNotFoundError, TwsPlanError
from tws.flights import Flights
from tws.generation import Generation, Reads
from tws.joblog import KEPT_BYTES, parse
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
from tws.wire import Wire

AnswerT = TypeVar("AnswerT")

__all__ = ["TwsClient", "TwsConfig"]


class TwsClient:
    """Asks the masters of one environment. Every method raises TwsError where it could not ask.

    Identical questions at the same time share one query, and an answer is given again for `cache_seconds`. A
    question takes at most `deadline` seconds; `tws.deadline.within` puts one deadline over several of them.
    """

    def __init__(
        self,
        config: TwsConfig,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.environment = config.environment
        self._config = config
        self._wire = Wire(config, transport=transport, clock=clock, monotonic=monotonic)
        self._generation = Generation(self._wire)
        self._flights = Flights(config.cache_seconds, monotonic)
        self._last_plan = Plan()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """End what is in flight and close the pool."""
        await self._flights.aclose()
        await self._wire.aclose()

    def forget(self) -> None:
        """Drop the answers that are kept, so that what is asked next is asked anew."""
        self._flights.forget()

    def now(self) -> datetime:
        """The engine's time in UTC.

        This machine's, corrected by the Date header of the last answer where the two differ by more than 2 s.
        """
        return self._wire.now()

    @property
    def last_answer_at(self) -> datetime | None:
        """When the master last answered, in the engine's time; None where it never did."""
        return self._wire.last_answer_at

    async def engine(self) -> Engine:
        """The master that answers, its release and API generation."""
        return await self._ask("engine", self._generation.engine)

    async def plan(self) -> Plan:
        """The current plan; while it is being extended, what was last known of it with `extending` set."""
        try:
            self._last_plan = await self._ask("plan", self._generation.plan)
        except TwsPlanError:
            last = self._last_plan
            return Plan(
                run_number=last.run_number,
                starts_at=last.starts_at,
                ends_at=last.ends_at,
                created_at=last.created_at,
                master=last.master,
                extending=True,
            )
        return self._last_plan

    async def jobs(self, query: JobQuery, *, limit: int = 200, order: str | None = None) -> Page[Job]:
        """Jobs whose newest state meets the query.

        `order` is `-ended_at`, `started_at`, `name` … or the vendor's field with ASC or DESC; an engine that cannot
        order so answers in its own order. Raises: TwsNameError, TwsError.
        """
        return await self._read(("jobs", query, limit, order), lambda r: r.jobs(query, limit=limit, order=order))

    async def job(self, job_id: str) -> Job:
        """One job with its dependencies. Raises: TwsNotFoundError, TwsError."""
        return await self._read(("job", job_id), lambda r: r.job(job_id))

    async def count_jobs(self, query: JobQuery) -> int:
        """How many jobs are in the state that the query asks for, without reading them where that is possible."""
        return await self._read(("count", query), lambda r: r.counts.matching(query))

    async def count_jobs_by_status(self) -> dict[str, int]:
        """Jobs of the plan by common status; a status without jobs may be left out."""
        return dict(await self._read("by status", lambda r: r.counts.by_status()))

    async def count_jobs_by_workstation(self) -> dict[str, int]:
        """Jobs of the plan by the workstation they run on."""
        return dict(await self._read("by workstation", lambda r: r.counts.by_workstation()))

    async def job_streams(self, query: StreamQuery, *, limit: int = 200, order: str | None = None) -> Page[JobStream]:
        """Job streams that meet the query, ordered as jobs are."""
        key = ("job streams", query, limit, order)
        return await self._read(key, lambda r: r.job_streams(query, limit=limit, order=order))

    async def job_stream(self, stream_id: str) -> JobStream:
        """One job stream with its dependencies. Raises: TwsNotFoundError, TwsError."""
        return await self._read(("job stream", stream_id), lambda r: r.job_stream(stream_id))

    async def workstations(self, name: str | None = None, *, limit: int = 1000) -> Page[Workstation]:
        """Workstations, all or by name or pattern."""
        return await self._read(("workstations", name, limit), lambda r: r.workstations(name, limit=limit))

    async def resources(self, name: str | None = None, *, limit: int = 500) -> Page[Resource]:
        """Resources, all or by name or pattern."""
        return await self._read(("resources", name, limit), lambda r: r.resources(name, limit=limit))

    async def prompts(self, *, asked_only: bool = True, limit: int = 500) -> Page[Prompt]:
        """Prompts, those that wait for a reply or all."""
        return await self._ask(
            ("prompts", asked_only, limit), lambda: self._generation.prompts(asked_only=asked_only, limit=limit)
        )

    async def job_log(self, job: Job, run: JobRun | None = None) -> JobLog:
        """The job log of a run, the newest where none is named: its last 256 KB, read, secrets masked.

        Raises: TwsNotFoundError where the run has no log, as a job that could not be launched (FAIL); TwsError.
        """
        chosen = run or job.run
        if chosen is None or not chosen.id:
            raise TwsNotFoundError(f"{job.name} has not run, so that there is no job log.")
        return await self._read(("log", chosen.id), lambda r: self._log(r, job, chosen))

    async def job_description(self, job: Job) -> str | None:
        """The operator instructions in the job's definition, None where there are none."""
        return await self._read(("description", job.id), lambda r: r.description(job))

    async def _log(self, reads: Reads, job: Job, run: JobRun) -> JobLog:
        try:
            tail = await reads.log(job, run.id, KEPT_BYTES)
        except TwsNotFoundError as error:
            raise _no_log(job, run, error) from error
        if not tail.content.strip():
            raise _no_log(job, run, None)
        return parse(tail.content, run_id=run.id, truncated=tail.truncated)

    async def _read(self, key: Hashable, ask: Callable[[Reads], Awaitable[AnswerT]]) -> AnswerT:
        async def flight() -> AnswerT:
            return await ask(await self._generation.reads())

        return await self._ask(key, flight)

    async def _ask(self, key: Hashable, ask: Callable[[], Awaitable[AnswerT]]) -> AnswerT:
        async def flight() -> Any:
            async with within(self._config.deadline):
                return await ask()

        async with within(self._config.deadline):
            return await self._flights.share(key, flight)


def _no_log(job: Job, run: JobRun, error: TwsNotFoundError | None) -> TwsNotFoundError:
    why = "it could not be launched (FAIL)" if run.internal_status == "FAIL" else "HWA keeps none for this run"
    return TwsNotFoundError(
        f"There is no job log of {job.name}: {why}.",
        host=error.host if error else "",
        detail=error.detail if error else "",
        status=error.status if error else None,
    )
