"""What is to be done for people, by a few workers at a time; what does not fit is refused at once, never forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from bot.errors import ChatError

_LOG = structlog.get_logger(__name__)
WORKERS = 8
ROOM = 200  # jobs that wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to do. `sorry` tells the person that it went wrong; `place` is where it is stopped by."""

    name: str
    run: Callable[[], Awaitable[None]]
    sorry: Callable[[], Awaitable[None]] | None = None
    place: tuple[str, str] = ("", "")


class Work:
    """A bounded queue and its workers. `masked` takes a platform's secrets out of what is written to the log."""

    def __init__(
        self,
        platform: str,
        *,
        workers: int = WORKERS,
        room: int = ROOM,
        masked: Callable[[object], str] = str,
    ) -> None:
        self._platform = platform
        self._masked = masked
        self._queue: asyncio.Queue[Job] = asyncio.Queue(room)
        self._count = workers
        self._workers: list[asyncio.Task[None]] = []
        self._running: dict[asyncio.Task[None], Job] = {}

    def start(self) -> None:
        """Begin to work."""
        self._workers = [asyncio.create_task(self._work(), name=f"{self._platform} {n}") for n in range(self._count)]

    async def close(self) -> None:
        """Stop everything that is being done."""
        tasks = [*self._workers, *self._running]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._workers = []

    @property
    def is_busy(self) -> bool:
        """Whether something waits or is being done."""
        return bool(self._running) or not self._queue.empty()

    def offer(self, job: Job) -> bool:
        """Take a job in; not where too many wait already."""
        try:
            self._queue.put_nowait(job)
        except asyncio.QueueFull:
            _LOG.warning("work.busy", platform=self._platform, job=job.name, waiting=self._queue.qsize())
            return False
        return True

    def at_once(self, job: Job) -> asyncio.Task[None]:
        """Do a job beside the queue, for what a platform gives a few seconds to."""
        task = self._begun(job)
        task.add_done_callback(lambda done: self._ended(done, job))
        return task

    def stop(self, place: tuple[str, str]) -> int:
        """Stop what is being done for a place; give how many were stopped."""
        found = [task for task, job in self._running.items() if job.place == place]
        for task in found:
            task.cancel()
        return len(found)

    async def _work(self) -> None:
        while True:
            job = await self._queue.get()
            task = self._begun(job)
            await asyncio.wait({task})
            if self._ended(task, job) and job.sorry is not None:
                told = self._begun(Job(name=f"{job.name}: sorry", run=job.sorry))
                await asyncio.wait({told})
                self._ended(told, job)

    def _begun(self, job: Job) -> asyncio.Task[None]:
        async def run() -> None:
            await job.run()

        task = asyncio.create_task(run(), name=job.name)
        self._running[task] = job
        return task

    def _ended(self, task: asyncio.Task[None], job: Job) -> bool:
        """Whether the job went wrong; a platform's refusal is told in one line, a defect with all that is known."""
        self._running.pop(task, None)
        if task.cancelled():
            return False
        trouble = task.exception()
        if isinstance(trouble, ChatError):
            _LOG.warning("work.not_told", platform=self._platform, job=job.name, trouble=self._masked(trouble))
        elif trouble is not None:
            _LOG.error("work.broken", platform=self._platform, job=job.name, exc_info=trouble)
        return trouble is not None
