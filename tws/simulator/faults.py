"""Faults on order: the master answers errors, HTML or half an answer, hangs, or drops the connection."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from aiohttp import web

from tws.simulator.answers import error

HTML = "<html><head><title>Error</title></head><body><h1>Service temporarily unavailable</h1></body></html>"
FOREVER = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What goes wrong with requests whose path matches, until a time of the event loop."""

    until: float
    status: int | None = None
    hang: bool = False
    truncate: bool = False
    html: bool = False
    reset: bool = False
    delay: float = 0.0
    path: str = ""


class Faults:
    """The fault in force, if any."""

    def __init__(self) -> None:
        self._fault: Fault | None = None
        self._changed = asyncio.Event()

    def set(self, fault: Fault | None) -> None:
        """Have this fault, or none; whoever hangs is let go."""
        self._fault = fault
        self._changed.set()
        self._changed = asyncio.Event()

    def current(self, path: str) -> Fault | None:
        """The fault that a request for this path meets now."""
        fault = self._fault
        if fault is None or asyncio.get_running_loop().time() >= fault.until:
            return None
        return fault if re.search(fault.path, path) else None

    async def instead(self, request: web.Request, fault: Fault) -> web.Response | None:
        """What is answered instead of the truth; None where the truth is answered after all."""
        if fault.delay:
            await self._wait(fault.delay)
        if fault.hang:
            await self._wait(fault.until - asyncio.get_running_loop().time())
        if fault.reset and request.transport is not None:
            request.transport.abort()
        if fault.html:
            return web.Response(text=HTML, status=fault.status or 200, content_type="text/html")
        if fault.status is not None:
            return error(fault.status, "AWSJCO084E The user action failed. The service is temporarily unavailable.")
        return None

    async def _wait(self, seconds: float) -> None:
        changed = self._changed
        try:
            await asyncio.wait_for(changed.wait(), timeout=max(0.0, seconds))
        except TimeoutError:
            return


def half(response: web.StreamResponse) -> web.StreamResponse:
    """The first half of an answer, as if it were all."""
    if isinstance(response, web.Response) and isinstance(response.body, bytes):
        return web.Response(
            body=response.body[: len(response.body) // 2], status=response.status, content_type=response.content_type
        )
    return response
