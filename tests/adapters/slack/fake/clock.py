"""Slack's own clock: it goes on by itself, faster where wanted, and jumps when it is told to."""

from __future__ import annotations

import asyncio
import time


class SlackClock:
    """Unix seconds as Slack sees them; `speed` of its seconds pass in one of ours."""

    def __init__(self, speed: float = 1.0) -> None:
        self._began, self._real, self._speed = time.time(), time.monotonic(), speed
        self._jumped = 0.0
        self._moved = asyncio.Event()

    def __call__(self) -> float:
        return self._began + (time.monotonic() - self._real) * self._speed + self._jumped

    def advance(self, seconds: float) -> None:
        """Let so many seconds pass at once; who sleeps on this clock wakes."""
        self._jumped += seconds
        self._moved.set()
        self._moved = asyncio.Event()

    async def until(self, moment: float) -> None:
        """Wait until this clock shows that moment."""
        while (left := moment - self()) > 0:
            try:
                async with asyncio.timeout(left / self._speed):
                    await self._moved.wait()
            except TimeoutError:
                continue
