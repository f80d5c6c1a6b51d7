"""A bounded walk through the plan: so many queries, a few at a time, each object read once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from tws.deadline import remaining
from tws.errors import TwsNotFoundError
from tws.master import Master
from tws.models import Job, JobQuery, JobStream

AnswerT = TypeVar("AnswerT")

AT_ONCE = 4
QUERIES = 60
ENOUGH = 60.0  # seconds, where no deadline is in force
RESERVE = 1.5  # seconds that a walk leaves for what is asked after it


class Budget:
    """Counts the queries of one walk; `exceeded` says that something was left unasked."""

    def __init__(self, queries: int = QUERIES, at_once: int = AT_ONCE) -> None:
        self.left = queries
        self.exceeded = False
        self._gate = asyncio.Semaphore(at_once)

    async def ask(self, question: Callable[[], Awaitable[AnswerT]]) -> AnswerT | None:
        """The answer; None where the budget or the time is spent, or the object has gone from the plan meanwhile.

        Raises: TwsError where the plan could not be asked.
        """
        if self.left <= 0 or remaining(ENOUGH) < RESERVE:
            self.exceeded = True
            return None
        self.left -= 1
        async with self._gate:
            try:
                return await question()
            except TwsNotFoundError:
                return None


class Walk:
    """Reads jobs and job streams by their ids, each once, within a budget."""

    def __init__(self, master: Master, budget: Budget | None = None) -> None:
        self.master = master
        self.budget = budget or Budget()
        self._jobs: dict[str, asyncio.Task[Job | None]] = {}
        self._streams: dict[str, asyncio.Task[JobStream | None]] = {}

    async def job(self, job_id: str) -> Job | None:
        """The job in full; None where the budget is spent or it has gone."""
        if job_id not in self._jobs:
            self._jobs[job_id] = self._asking(lambda: self.master.job(job_id))
        return await self._jobs[job_id]

    async def job_stream(self, stream_id: str) -> JobStream | None:
        """The job stream in full; None where the budget is spent or it has gone."""
        if stream_id not in self._streams:
            self._streams[stream_id] = self._asking(lambda: self.master.job_stream(stream_id))
        return await self._streams[stream_id]

    async def job_in_error_of(self, stream_id: str) -> Job | None:
        """A job of the job stream that ended in ABEND or FAIL."""
        query = JobQuery(job_stream_ids=(stream_id,), internal_statuses=("ABEND", "FAIL"))
        page = await self.budget.ask(lambda: self.master.jobs(query, limit=1))
        return page.records[0] if page and page.records else None

    def _asking(self, question: Callable[[], Awaitable[AnswerT]]) -> asyncio.Task[AnswerT | None]:
        task = asyncio.ensure_future(self.budget.ask(question))
        task.add_done_callback(_heard)  # where one branch of a walk fails, nobody waits for the others
        return task

    def known_state(self, job_id: str | None) -> str:
        """The internal status of a job that was read on this walk, else empty."""
        task = self._jobs.get(job_id or "")
        job = task.result() if task and task.done() and _heard(task) is None else None
        return job.internal_status if job else ""


def _heard(task: asyncio.Task[AnswerT | None]) -> BaseException | None:
    return asyncio.CancelledError() if task.cancelled() else task.exception()
