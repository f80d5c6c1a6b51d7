"""Socket Mode: events over a WebSocket that Resync opens, watched from end to end.

A socket can be connected and yet hear nothing (bolt-python#1529, python-slack-sdk#1701). One that is silent for long
while Slack answers is replaced; the new one is open before the old is closed.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from adapters.slack.budget import Budget
from adapters.slack.calls import Calls, is_local, web_client
from adapters.slack.masking import masked, quiet_logger
from bot.errors import ChatError

_LOG = structlog.get_logger(__name__)
PING_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """In seconds: after how long a silent socket is replaced, and one that stays down; how often that is looked at;
    how long one may take to connect."""

    silence: float = 900.0
    down: float = 90.0
    look: float = 30.0
    connect: float = 30.0


class Link(Protocol):
    """A socket."""

    async def open(self, heard: Callable[[], None]) -> None:
        """Connect; `heard` is called with everything that arrives. Raises: ChatError."""
        ...

    async def is_open(self) -> bool:
        """Whether it says that it is connected."""
        ...

    async def close(self) -> None:
        """Disconnect."""
        ...


class SocketLink:
    """Bolt's own Socket Mode client."""

    def __init__(self, app: AsyncApp, app_token: str, api_url: str, session: aiohttp.ClientSession) -> None:
        # Asked for here, not by the SDK, which would try for ever and tell nobody why.
        self._calls = Calls(web_client(app_token, api_url, session), Budget({}))
        logger = quiet_logger("adapters.slack.socket", logging.CRITICAL)
        client = web_client(None, api_url, session)
        self._handler = AsyncSocketModeHandler(
            app, app_token, logger=logger, web_client=client, ping_interval=PING_SECONDS
        )
        if is_local(api_url):
            self._handler.client.proxy = None

    async def open(self, heard: Callable[[], None]) -> None:
        """Connect. Raises: ChatError where Slack gives no address to connect to."""

        async def hear(*_: Any) -> None:
            heard()

        given = await self._calls("apps.connections.open", {})
        self._handler.client.wss_uri = str(given.get("url") or "")
        self._handler.client.message_listeners.append(hear)
        await self._handler.connect_async()  # type: ignore[no-untyped-call]

    async def is_open(self) -> bool:
        """Whether the SDK says that it is connected."""
        return await self._handler.client.is_connected()

    async def close(self) -> None:
        """Disconnect and let go of what the SDK started."""
        client = self._handler.client
        tasks = [client.message_processor, client.current_session_monitor, client.message_receiver]
        await self._handler.close_async()  # type: ignore[no-untyped-call]
        await asyncio.gather(*(task for task in tasks if task is not None), return_exceptions=True)


class SocketWatch:
    """Keeps one socket open and heard. `slack_answers` says whether Slack itself can be asked."""

    def __init__(
        self,
        make: Callable[[], Link],
        slack_answers: Callable[[], Awaitable[bool]],
        *,
        watch: Watch | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._make = make
        self._slack_answers = slack_answers
        self._watch = watch or Watch()
        self._clock = clock
        self._sleep = sleep
        self._link: Link | None = None
        self._heard_at = self._up_at = clock()
        self._failures = 0
        self.is_connected = False
        self.trouble = ""
        self.replaced = 0

    async def run(self) -> None:
        """Watch until cancelled."""
        try:
            while True:
                await self.look()
                await self._sleep(self._pause())
        finally:
            await self._let_go(self._link)

    def _pause(self) -> float:
        """Slack takes few askings for a socket a minute: the pause grows while it gives none."""
        if self.is_connected:
            return self._watch.look
        return min(60.0, min(5.0, self._watch.look) * float(2 ** min(self._failures, 4)))

    async def look(self) -> None:
        """Open a socket where there is none, and replace one that hears nothing though Slack answers."""
        self._tell(self._link is not None and await self._link.is_open())
        now = self._clock()
        self._up_at = now if self.is_connected else self._up_at
        silent, down = now - self._heard_at, now - self._up_at
        if self._link is None:
            await self._replace()
        elif (silent >= self._watch.silence or down >= self._watch.down) and await self._slack_answers():
            _LOG.info("slack.socket_replaced", silent_for=round(silent), down_for=round(down))
            await self._replace()

    def _hear(self) -> None:
        self._heard_at = self._clock()

    async def _replace(self) -> None:
        link, before = self._make(), self._link
        try:
            async with asyncio.timeout(self._watch.connect):
                await link.open(self._hear)
        except (TimeoutError, ChatError) as error:
            self._failed(str(error) or f"no socket within {self._watch.connect:.0f} s")
            await self._let_go(link)
            return
        except asyncio.CancelledError:
            await self._let_go(link)
            raise
        self._link, self.trouble, self._failures = link, "", 0
        self.replaced += before is not None
        self._hear()
        self._up_at = self._clock()
        self._tell(connected=True)
        await self._let_go(before)

    def _failed(self, trouble: str) -> None:
        self._failures += 1
        if trouble != self.trouble:
            _LOG.error("slack.no_socket", trouble=masked(trouble))
        self.trouble = trouble

    async def _let_go(self, link: Link | None) -> None:
        if link is not None:
            await link.close()

    def _tell(self, connected: bool) -> None:  # noqa: FBT001 (what it is told)
        """Log an outage once at each end."""
        if connected != self.is_connected:
            _LOG.info("slack.socket_up") if connected else _LOG.warning("slack.socket_down")
        self.is_connected = connected
