"""What was pressed a moment ago: Teams sends an invoke again, with a new id, where the first answer was late."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

ResultT = TypeVar("ResultT")
SECONDS = 20.0
_KEPT = 1_000


class Recent(Generic[ResultT]):
    """Does the same thing once within a few seconds, and gives its one result to all who want it."""

    def __init__(self, *, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._begun: OrderedDict[str, tuple[float, asyncio.Future[ResultT]]] = OrderedDict()

    def once(self, key: str, work: Callable[[], Awaitable[ResultT]]) -> asyncio.Future[ResultT]:
        """What the work gives; work that was begun under that key just before is not begun again."""
        now = self._clock()
        at, future = self._begun.get(key, (0.0, None))
        if future is None or now - at > self._seconds or _went_wrong(future):
            future = asyncio.ensure_future(work())
            self._begun[key] = now, future
            self._begun.move_to_end(key)
            while len(self._begun) > _KEPT:
                self._begun.popitem(last=False)
        return future


def _went_wrong(future: asyncio.Future[ResultT]) -> bool:
    return future.done() and (future.cancelled() or future.exception() is not None)
