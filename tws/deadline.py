"""One deadline over everything that a question asks, however many requests that takes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar

from tws.errors import TwsTimeoutError

_end: ContextVar[float | None] = ContextVar("tws_deadline", default=None)


@asynccontextmanager
async def within(seconds: float) -> AsyncIterator[None]:
    """Bound what is asked inside to so many seconds; an earlier deadline around it stays in force.

    Raises: TwsTimeoutError when the time is over, or is over already.
    """
    now = asyncio.get_running_loop().time()
    outer = _end.get()
    end = now + seconds if outer is None else min(outer, now + seconds)
    token = _end.set(end)
    try:
        async with asyncio.timeout_at(end):
            yield
    except TimeoutError as error:
        raise TwsTimeoutError(f"HWA did not answer within {seconds:.0f} seconds.") from error
    finally:
        _end.reset(token)


def remaining(default: float) -> float:
    """Seconds left of the deadline in force, at most `default`."""
    end = _end.get()
    return default if end is None else max(0.0, min(default, end - asyncio.get_running_loop().time()))
