"""How often Slack may be called: a small bucket of tokens per method, and per channel where Slack counts so.

Alerts have a budget of their own, so that no look-up, status or board can delay them.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.errors import ChatError

_BUCKETS = 2_000  # channels that are kept count of


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many calls a minute, `burst` of them at once; `by_channel` counts each channel for itself."""

    a_minute: float
    burst: float = 1
    by_channel: bool = False


# Source: Slack's rate limit tiers (tier 3: 50 a minute, tier 4: 100); postMessage about one a second per channel,
# with short bursts; update 50 a minute; stopStream 20. Alerts and the rest share update between them.
_POST = Limit(a_minute=60, burst=3, by_channel=True)
ALERTS: Mapping[str, Limit] = {
    "chat.postMessage": _POST,
    "chat.update": Limit(a_minute=35, burst=8),
    "conversations.history": Limit(a_minute=50, burst=10),
    "conversations.replies": Limit(a_minute=50, burst=10),
}
HOUSEKEEPING: Mapping[str, Limit] = {
    "chat.postMessage": _POST,
    "chat.update": Limit(a_minute=15, burst=4),
    "chat.startStream": Limit(a_minute=20, burst=5),
    "chat.stopStream": Limit(a_minute=20, burst=5),
    "chat.appendStream": Limit(a_minute=90, burst=20),
    "users.info": Limit(a_minute=90, burst=30),
    "views.open": Limit(a_minute=100, burst=20),
    "views.publish": Limit(a_minute=90, burst=20),
    "chat.postEphemeral": Limit(a_minute=90, burst=20),
}
_OTHER = Limit(a_minute=45, burst=10)


class Budget:
    """Gives leave to call a method. Times are in seconds."""

    def __init__(
        self,
        limits: Mapping[str, Limit],
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._sleep = sleep
        self._free_at: OrderedDict[tuple[str, str], float] = OrderedDict()
        self._blocked: dict[tuple[str, str], float] = {}

    async def wait(self, method: str, channel: str, patience: float) -> None:
        """Wait for the call's turn. Raises: ChatError where that is further off than `patience`."""
        now = self._clock()
        pause = self._pause(method, channel, now)
        if pause > patience:
            raise ChatError(f"Slack takes {method} again in {pause:.0f} s", retry_after=pause)
        self._take(method, channel, now)
        if pause > 0:
            await self._sleep(pause)

    async def rest(self, seconds: float) -> None:
        """Let some time pass before what failed is tried again."""
        await self._sleep(seconds)

    def block(self, method: str, channel: str, seconds: float) -> None:
        """Take note that Slack refuses the method for so long."""
        until = self._clock() + max(1.0, seconds)
        key = self._key(method, channel)
        self._blocked[key] = max(until, self._blocked.get(key, 0.0))

    def _pause(self, method: str, channel: str, now: float) -> float:
        limit, key = self._limit(method), self._key(method, channel)
        blocked = self._blocked.get(key, 0.0) - now
        if blocked <= 0:
            self._blocked.pop(key, None)
        # The bucket is empty when its calls reach further ahead than what may go at once.
        ahead = self._free_at.get(key, now) - now - (limit.burst - 1) * 60 / limit.a_minute
        return max(0.0, blocked, ahead)

    def _take(self, method: str, channel: str, now: float) -> None:
        key = self._key(method, channel)
        self._free_at[key] = max(now, self._free_at.get(key, now)) + 60 / self._limit(method).a_minute
        self._free_at.move_to_end(key)
        while len(self._free_at) > _BUCKETS:
            self._free_at.popitem(last=False)

    def _limit(self, method: str) -> Limit:
        return self._limits.get(method, _OTHER)

    def _key(self, method: str, channel: str) -> tuple[str, str]:
        return method, channel if self._limit(method).by_channel else ""
