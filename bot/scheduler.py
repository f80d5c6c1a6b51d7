"""Runs the timed work: looks at the plan, deliveries, housekeeping; one look at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog

_LOG = structlog.get_logger(__name__)

Work = Callable[[], Awaitable[object]]

# An event rule's action can arrive before the plan's database shows the event, and an answer may be cached for 2 s.
SECOND_LOOK = timedelta(seconds=2.5)
DELIVER_SECONDS = 1.0
HOUSEKEEPING_HOURS = 24


class Scheduler:
    """Calls `look` every `poll_seconds` and when poked, `deliver` after each look and every second.

    Each of `beside` is called every `poll_seconds` as well, under its name, beside the looks: a large sheet, or what
    is to be recorded, must not hold one up.
    """

    def __init__(
        self,
        *,
        look: Work,
        deliver: Work,
        poll_seconds: float,
        housekeep: Work | None = None,
        beside: Mapping[str, Work] | None = None,
    ) -> None:
        self._look = look
        self._deliver = deliver
        self._housekeep = housekeep
        self._beside = dict(beside or {})
        self._poll_seconds = poll_seconds
        self._one_look = asyncio.Lock()
        self._wanted = False
        self._running: set[asyncio.Task[Any]] = set()
        self._scheduler: Any = None

    async def start(self) -> None:
        """Begin, with a look at once."""
        # Here, because a command that only answers a question never needs it.
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 60}
        )
        self._scheduler.start()
        self._every("look", self._look_and_deliver, seconds=self._poll_seconds, first=_now())
        self._every("deliver", self._deliver_safely, seconds=DELIVER_SECONDS)
        if self._housekeep is not None:
            self._every("housekeep", self._safe("housekeep", self._housekeep), seconds=HOUSEKEEPING_HOURS * 3600)
        for name, work in self._beside.items():
            self._every(name, self._safe(name, work), seconds=self._poll_seconds)

    def poke(self) -> None:
        """Look now, and once more a little later; what `POST /hooks/hwa` calls. Many pokes at once are one."""
        if self._scheduler is None or self._wanted:
            return
        # No id: one that is still at work must not keep the next from beginning.
        self._wanted = True
        self._scheduler.add_job(self._look_and_deliver, "date", run_date=_now())
        self._scheduler.add_job(
            self._look_and_deliver, "date", run_date=_now() + SECOND_LOOK, id="poke-again", replace_existing=True
        )

    async def stop(self, seconds: float = 10.0) -> None:
        """Begin nothing new, wait that long for what runs, then cancel it."""
        if self._scheduler is None:
            return
        self._scheduler.pause()
        await self._idle(seconds)
        # Cancels what still runs, at the loop's next turn.
        self._scheduler.shutdown(wait=False)
        self._scheduler = None
        await asyncio.sleep(0)
        await self._idle(1.0)

    async def _idle(self, seconds: float) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)

    def _every(self, name: str, work: Work, *, seconds: float, first: datetime | None = None) -> None:
        when = {} if first is None else {"next_run_time": first}
        self._scheduler.add_job(work, "interval", seconds=seconds, id=name, **when)

    async def _look_and_deliver(self) -> None:
        async with self._one_look:
            self._wanted = False
            await self._safely("look", self._look)
            await self._safely("deliver", self._deliver)

    async def _deliver_safely(self) -> None:
        await self._safely("deliver", self._deliver)

    def _safe(self, name: str, work: Work) -> Work:
        async def safely() -> None:
            await self._safely(name, work)

        return safely

    async def _safely(self, name: str, work: Work) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._running.add(task)
        try:
            await work()
        except Exception:  # noqa: BLE001 the outermost loop: a turn that fails must not end the ones after it
            _LOG.exception("scheduler.failed", work=name)
        finally:
            if task is not None:
                self._running.discard(task)


def _now() -> datetime:
    return datetime.now(UTC)
