"""Looks at conditions beside the look at bad ends, so that a slow answer never holds one up."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from bot.alerts.conditions.records import ConditionsSeen
from tws.errors import TwsError

# A person who is told of an ABEND does not notice so many seconds.
PATIENCE = 0.2


class Beside:
    """Waits for a look at conditions for `patience` seconds; what comes later is given at the next call."""

    def __init__(self, look: Callable[[], Awaitable[ConditionsSeen]], *, patience: float = PATIENCE) -> None:
        self._look = look
        self._patience = patience
        self._looking: asyncio.Task[ConditionsSeen] | None = None

    async def __call__(self) -> ConditionsSeen:
        """What the newest look that has ended saw, each look's answer once; nothing while one is still under way.

        Raises: TwsError where that look could ask nothing.
        """
        if self._looking is None:
            self._looking = asyncio.ensure_future(self._look())
        looking = self._looking
        done, _ = await asyncio.wait({looking}, timeout=self._patience)
        if not done:
            return ConditionsSeen()
        self._looking = None
        return looking.result()

    async def stop(self) -> None:
        """End a look that is under way."""
        looking, self._looking = self._looking, None
        if looking is not None:
            looking.cancel()
            with contextlib.suppress(asyncio.CancelledError, TwsError):
                await looking
