"""Slack as a whole: its chat from the start, its ears once there is a teammate to ask.

async with slack(config) as platform:
    chats.append((platform.chat, "C0123456"))
    ...
    platform.remember(references)       # where talks are to outlive this process
    platform.attach(app, teammate)      # before the HTTP application starts
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.async_app import AsyncApp

from adapters.slack.adapter import SlackChat
from adapters.slack.bolt import bolt
from adapters.slack.budget import ALERTS, HOUSEKEEPING, Budget
from adapters.slack.calls import Calls, error_of, web_client
from adapters.slack.endpoint import PATH, Endpoint
from adapters.slack.ephemeral import Ephemeral
from adapters.slack.health import Health
from adapters.slack.identity import Identity, identity_from
from adapters.slack.listeners import Listeners
from adapters.slack.masking import masked
from adapters.slack.people import People
from adapters.slack.presses import Presses
from adapters.slack.reply import Pace
from adapters.slack.requests import Requests
from adapters.slack.socket_mode import SocketLink, SocketWatch, Watch
from adapters.slack.talk import Talk
from adapters.slack.texts import DEFAULT
from adapters.slack.threads import Threads
from bot.channel.work import Work
from bot.errors import ChatError
from bot.ports import References, Teammate

_LOG = structlog.get_logger(__name__)
API = "https://slack.com/api/"
_ASK_AGAIN = (1.0, 2.0, 5.0, 15.0, 30.0, 60.0)  # seconds between two tries to learn who we are
_IDLE_CONNECTIONS = 75.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackConfig:
    """How Slack is reached. An app token means Socket Mode, else a signing secret means HTTP, else nobody can ask.

    `channels` are those that the configuration sends alerts to. `pulse` is how often Slack is asked who we are; it,
    `pace` and `watch` are in seconds. `now` gives seconds since 1970, `tick` seconds that only grow, and `sleep` waits
    for the latter; `pause` waits from one pulse to the next.
    """

    bot_token: str = field(repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = API
    language: str = DEFAULT
    channels: tuple[str, ...] = ()
    pulse: float = 60.0
    pace: Pace = field(default_factory=Pace)
    watch: Watch = field(default_factory=Watch)
    now: Callable[[], float] = time.time
    tick: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Whether Slack can be heard and told, with a word about it."""

    is_ready: bool
    detail: str


class SlackPlatform:
    """One workspace. `chat` tells alerts at once; questions are heard after `attach`."""

    def __init__(self, config: SlackConfig, session: aiohttp.ClientSession) -> None:
        self._config = config
        self._session = session
        self._client = web_client(config.bot_token, config.api_url, session)
        self._health = Health("not asked yet")
        self._alerts, self._calls = (
            Calls(self._client, Budget(limits, clock=config.tick, sleep=config.sleep), self._health, now=config.now)
            for limits in (ALERTS, HOUSEKEEPING)
        )
        self._threads = Threads(clock=config.now)
        self._app: AsyncApp | None = None
        self._socket: SocketWatch | None = None
        self.work = Work("slack", masked=masked)
        self.chat = SlackChat(
            self._alerts,
            self._calls,
            now=config.now,
            language=config.language,
            health=self._health,
            threads=self._threads,
        )

    @property
    def mode(self) -> str:
        """socket, http or deaf."""
        if self._config.app_token:
            return "socket"
        return "http" if self._config.signing_secret else "deaf"

    def remember(self, references: References) -> None:
        """Keep what is known of talks where it outlives this process."""
        self._threads.remember(references)

    def attach(self, app: web.Application, teammate: Teammate) -> None:
        """Let the HTTP application hear Slack for that teammate, from its start to its end."""
        if self.mode == "http":
            endpoint = Endpoint(self._config.signing_secret, lambda: self._app)
            app.router.add_post(PATH, endpoint.take)

        async def listening(_: web.Application) -> AsyncIterator[None]:
            async with self.listening(teammate):
                yield

        app.cleanup_ctx.append(listening)

    @asynccontextmanager
    async def listening(self, teammate: Teammate) -> AsyncIterator[None]:
        """Hear Slack without an HTTP application of ours, or within one; `attach` does this."""
        self.work.start()
        ears = asyncio.create_task(self._always_listen(teammate), name="slack ears")
        pulse = asyncio.create_task(self._feel_pulse(), name="slack pulse")
        try:
            yield
        finally:
            for task in (ears, pulse):
                task.cancel()
            await asyncio.gather(ears, pulse, return_exceptions=True)
            await self.work.close()
            self._app = self._socket = None

    def state(self) -> State:
        """How Slack is now, from what was seen last; asks nothing."""
        if self._health.trouble:
            return State(is_ready=False, detail=self._health.trouble)
        if self.mode == "socket" and not (self._socket and self._socket.is_connected):
            why = self._socket.trouble if self._socket else ""
            return State(is_ready=False, detail=f"no socket: {why}" if why else "no socket")
        closed = f"nothing can be posted in {self._health.closed}" if self._health.closed else ""
        return State(
            is_ready=True, detail="; ".join(each for each in (self.mode, closed, self._health.missing) if each)
        )

    async def _listen(self, teammate: Teammate) -> None:
        identity = await self._who_we_are()
        self._app = self._heard_by(teammate, identity)
        if self.mode != "socket":
            return
        app = self._app
        self._socket = SocketWatch(
            lambda: SocketLink(app, self._config.app_token, self._config.api_url, self._session),
            self._slack_answers,
            watch=self._config.watch,
        )
        await self._socket.run()

    async def _always_listen(self, teammate: Teammate) -> None:
        """Listen, and begin anew where that ends by a defect: a bot that is deaf for good helps nobody."""
        while True:
            ears = asyncio.create_task(self._listen(teammate), name="slack listening")
            try:
                await asyncio.wait({ears})
            finally:
                ears.cancel()
                await asyncio.gather(ears, return_exceptions=True)
            defect = None if ears.cancelled() else ears.exception()
            if defect is None:
                return
            _LOG.error("slack.deaf", exc_info=defect)
            await self._config.sleep(_ASK_AGAIN[-1])

    async def _feel_pulse(self) -> None:
        """Ask Slack now and then who we are, so that a token that is taken no more is known before it is missed."""
        while True:
            await self._config.pause(self._config.pulse)
            if self._app is not None:
                await self._slack_answers()

    async def _who_we_are(self) -> Identity:
        """Ask until Slack says: nothing can be heard before."""
        tries = 0
        while True:
            try:
                identity = identity_from(await self._calls("auth.test", {}))
            except ChatError as error:
                self._health.silent(str(error), error_of(error))
                await self._config.sleep(_ASK_AGAIN[min(tries, len(_ASK_AGAIN) - 1)])
                tries += 1
            else:
                _LOG.info("slack.known", team=identity.team, mode=self.mode)
                return identity

    async def _slack_answers(self) -> bool:
        try:
            await self._calls("auth.test", {}, patience=0.0)
        except ChatError as error:
            if error.retry_after is None:  # who only asks to wait is there
                self._health.silent(str(error), error_of(error))
            return False
        return True

    def _heard_by(self, teammate: Teammate, identity: Identity) -> AsyncApp:
        people = People(self._calls, identity)
        talk = Talk(
            teammate,
            self._calls,
            people=people,
            ephemeral=Ephemeral(self._calls, self._session, proxy=self._client.proxy),
            threads=self._threads,
            language=self._config.language,
            pace=self._config.pace,
        )
        presses = Presses(talk)
        requests = Requests(talk, presses, self._threads)
        listeners = Listeners(requests, presses, self._threads, identity=identity, work=self.work, health=self._health)
        app = bolt(identity, self._config.bot_token, self._config.api_url, self._client.session)
        listeners.register(app)
        return app


@asynccontextmanager
async def slack(config: SlackConfig) -> AsyncIterator[SlackPlatform]:
    """Slack, on one HTTP session that is closed at the end."""
    connector = aiohttp.TCPConnector(keepalive_timeout=_IDLE_CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector) as session:
        yield SlackPlatform(config, session)
