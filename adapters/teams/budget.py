"""How often Teams may be called: so many messages per thread in each of four windows, so many requests per tenant."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable

from bot.errors import ChatError

# Calls and seconds. Source: Microsoft's "Optimize your bot with rate limiting"; per tenant 30–50 requests a second.
THREAD = ((7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0))
TENANT = ((30, 1.0),)
_THREADS = 2_000  # that are kept count of
Windows = tuple[tuple[int, float], ...]


class Budget:
    """Gives leave to call. Times are in seconds."""

    def __init__(
        self,
        *,
        thread: Windows = THREAD,
        tenant: Windows = TENANT,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._thread = thread
        self._tenant = tenant
        self._clock = clock
        self._sleep = sleep
        self._calls: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._blocked: dict[str, float] = {}

    async def wait(self, thread: str, tenant: str, patience: float) -> None:
        """Wait for the call's turn. Raises: ChatError where that is further off than `patience`."""
        now = self._clock()
        places = ((("thread", thread), self._thread), (("tenant", tenant), self._tenant))
        free = max(now, self._blocked.get(thread, 0.0), *(self._free_at(key, windows) for key, windows in places))
        if free - now > patience:
            raise ChatError(f"Teams takes messages there again in {free - now:.0f} s", retry_after=free - now)
        for key, windows in places:
            self._take(key, windows, free)
        if free > now:
            await self._sleep(free - now)

    def block(self, thread: str, seconds: float) -> None:
        """Take note that Teams refuses messages there for so long."""
        now = self._clock()
        self._blocked = {each: until for each, until in self._blocked.items() if until > now}
        self._blocked[thread] = max(now + seconds, self._blocked.get(thread, 0.0))

    def _free_at(self, key: tuple[str, str], windows: Windows) -> float:
        """When the next call would be the last that each window allows, counted from its oldest call within."""
        calls = self._calls.get(key, deque())
        return max((calls[-most] + seconds for most, seconds in windows if len(calls) >= most), default=0.0)

    def _take(self, key: tuple[str, str], windows: Windows, at: float) -> None:
        calls = self._calls.setdefault(key, deque(maxlen=max(most for most, _ in windows)))
        calls.append(at)
        self._calls.move_to_end(key)
        while len(self._calls) > _THREADS:
            self._calls.popitem(last=False)
