"""Ten people asking the same at once make one query: identical questions in flight are shared, answers kept briefly."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from tws.errors import TwsConnectionError

AnswerT = TypeVar("AnswerT")
_MOST_KEPT = 256


@dataclass(slots=True)
class _Flight:
    task: asyncio.Task[Any]
    waiting: int = 0


class Flights:
    """Shared questions. `keep` is how many seconds an answer is given again; errors are never kept.

    A waiter that is cancelled leaves the flight to the others; the last one to leave cancels it.
    """

    def __init__(self, keep: float, monotonic: Callable[[], float]) -> None:
        self._keep = keep
        self._monotonic = monotonic
        self._flying: dict[Hashable, _Flight] = {}
        self._landed: dict[Hashable, tuple[float, Any]] = {}

    async def share(self, key: Hashable, ask: Callable[[], Awaitable[AnswerT]]) -> AnswerT:
        """The answer to the question that `key` names, asked at most once at a time."""
        landed = self._landed.get(key)
        if landed is not None and self._monotonic() - landed[0] < self._keep:
            return cast("AnswerT", landed[1])
        flight = self._flying.get(key) or self._take_off(key, ask)
        flight.waiting += 1
        try:
            return cast("AnswerT", await asyncio.shield(flight.task))
        except asyncio.CancelledError:
            me = asyncio.current_task()
            if flight.task.cancelled() and (me is None or not me.cancelling()):
                raise TwsConnectionError("The connection to HWA was closed.") from None
            raise
        finally:
            flight.waiting -= 1
            if not flight.waiting and not flight.task.done():
                self._flying.pop(key, None)
                flight.task.cancel()

    def _take_off(self, key: Hashable, ask: Callable[[], Awaitable[AnswerT]]) -> _Flight:
        # A context of its own: the deadline of the one who asked first must not bind those who join.
        task = asyncio.get_running_loop().create_task(self._fly(key, ask), context=contextvars.Context())
        flight = self._flying[key] = _Flight(task)
        task.add_done_callback(lambda done: self._land(key, done))
        return flight

    async def _fly(self, key: Hashable, ask: Callable[[], Awaitable[AnswerT]]) -> AnswerT:
        answer = await ask()
        if self._keep > 0:
            self._landed.pop(key, None)
            self._landed[key] = (self._monotonic(), answer)
            while len(self._landed) > _MOST_KEPT:
                del self._landed[next(iter(self._landed))]
        return answer

    def _land(self, key: Hashable, task: asyncio.Task[Any]) -> None:
        flight = self._flying.get(key)
        if flight is not None and flight.task is task:
            del self._flying[key]
        if not task.cancelled():
            task.exception()  # seen here, so that a flight nobody waits for any more does not warn

    def forget(self) -> None:
        """Drop all kept answers."""
        self._landed.clear()

    async def aclose(self) -> None:
        """Cancel what is in flight and wait until it has ended."""
        tasks = [flight.task for flight in self._flying.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.forget()
