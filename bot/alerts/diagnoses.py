"""Diagnoses beside the alerts: a few at once, waited for a moment, used whenever they come."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog

from bot.reports import DiagnosisReport
from tws.models import Job

_LOG = structlog.get_logger(__name__)

# Several at once may have one cause, which only their diagnoses show: they are waited for so many times longer.
FEW = 3
MORE = 6.0
IN_STORM = 1 / 3

# A burst of cards is handed over within these seconds, before what is still to be found out takes its turn.
BURST = 1.5

Diagnose = Callable[[Job], Awaitable[DiagnosisReport]]
Arrived = Callable[[str, Job, DiagnosisReport | None], Awaitable[None]]


class Diagnoses:
    """Runs diagnoses by incident key. `patience` and `limit` are in seconds."""

    def __init__(self, diagnose: Diagnose, *, at_once: int, patience: float, limit: float) -> None:
        self._diagnose = diagnose
        self._room = asyncio.Semaphore(at_once)
        self._patience = patience
        self._limit = limit
        self._free = asyncio.Event()
        self._free.set()
        self._timer: asyncio.TimerHandle | None = None
        self._running: dict[str, tuple[Job, asyncio.Task[DiagnosisReport]]] = {}
        self._followers: set[asyncio.Task[None]] = set()

    @property
    def under_way(self) -> frozenset[str]:
        """The keys whose diagnosis has not come yet."""
        return frozenset(self._running)

    def hold_up(self) -> None:
        """Begin no diagnosis, and hand none on, until `go_on`: what is decided now must not wait behind dozens."""
        self._cancel_timer()
        self._free.clear()

    def go_on(self, after: float = 0.0) -> None:
        """Go on, after so many seconds."""
        self._cancel_timer()
        if after:
            self._timer = asyncio.get_running_loop().call_later(after, self._free.set)
        else:
            self._free.set()

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def start(self, jobs: Mapping[str, Job]) -> None:
        """Begin diagnoses; one of the same key that is under way is dropped: its run is over."""
        for key, job in jobs.items():
            self._drop(key)
            self._running[key] = (job, asyncio.create_task(self._one(job), name=f"diagnosis {job.key}"))

    async def quick(self, jobs: Mapping[str, Job], *, in_storm: bool = False) -> dict[str, DiagnosisReport | None]:
        """Begin diagnoses and give those that come within the patience; None is one that went wrong.

        The first card of a storm waits least: its diagnoses take the time that deciding on thousands needs.
        """
        self.go_on()
        self.start(jobs)
        tasks = [self._running[key][1] for key in jobs]
        if tasks:
            waits = IN_STORM if in_storm else 1.0 if len(tasks) <= FEW else MORE
            await asyncio.wait(tasks, timeout=self._patience * waits)
        came = [key for key in jobs if self._running[key][1].done()]
        return {key: _result(*self._running.pop(key)) for key in came}

    def follow(self, arrived: Arrived) -> None:
        """Call `arrived` for each diagnosis that is under way, when it comes."""
        for key, (job, task) in self._running.items():
            follower = asyncio.create_task(self._hand_on(key, job, task, arrived), name=f"diagnosis of {key}")
            self._followers.add(follower)
            follower.add_done_callback(self._ended)

    async def drain(self, seconds: float) -> None:
        """Wait that long for what is under way, then let go of the rest."""
        self.go_on()
        if self._followers:
            await asyncio.wait(self._followers, timeout=seconds)
        left = [*self._followers, *(task for _, task in self._running.values())]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        self._running.clear()

    async def _one(self, job: Job) -> DiagnosisReport:
        async with self._room:
            await self._free.wait()
            async with asyncio.timeout(self._limit):
                return await self._diagnose(job)

    async def _hand_on(self, key: str, job: Job, task: asyncio.Task[DiagnosisReport], arrived: Arrived) -> None:
        await asyncio.wait([task])
        await self._free.wait()
        if self._running.get(key) == (job, task):
            del self._running[key]
            await arrived(key, job, _result(job, task))

    def _drop(self, key: str) -> None:
        if key in self._running:
            self._running.pop(key)[1].cancel()

    def _ended(self, follower: asyncio.Task[None]) -> None:
        self._followers.discard(follower)
        if not follower.cancelled() and follower.exception() is not None:
            _LOG.error("diagnosis.not_stored", exc_info=follower.exception())


def _result(job: Job, task: asyncio.Task[DiagnosisReport]) -> DiagnosisReport | None:
    if task.cancelled():
        return None
    trouble = task.exception()
    if trouble is not None:
        # An alert without its diagnosis is worth more than none; the traceback says what to mend.
        _LOG.error("diagnosis.failed", job=job.key, exc_info=trouble)
        return None
    return task.result()
