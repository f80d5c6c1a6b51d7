"""Teams as a whole: its chat from the start, its ears once there is a teammate to ask.

async with teams(config) as platform:
    chats.append((platform.chat, "19:…@thread.tacv2"))
    ...
    platform.remember(references)       # before anything is told
    platform.attach(app, teammate)      # before the HTTP application starts
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import structlog
from aiohttp import web

from adapters.teams.adapter import TeamsChat
from adapters.teams.bot_sdk import App, BotSdk
from adapters.teams.budget import Budget
from adapters.teams.calls import Calls
from adapters.teams.endpoint import PATH, Endpoint, Take
from adapters.teams.hosts import is_loopback
from adapters.teams.invokes import SECONDS, Invokes
from adapters.teams.listeners import Listeners
from adapters.teams.places import SERVICE_URL, Places
from adapters.teams.reply import Pace
from adapters.teams.sentences import sentence
from adapters.teams.talk import Talk
from adapters.teams.texts import DEFAULT
from bot.channel.work import Work
from bot.errors import ChatError, SettingsError
from bot.ports import References, Teammate

_LOG = structlog.get_logger(__name__)
_ASK_AGAIN = (1.0, 2.0, 5.0, 15.0, 30.0, 60.0)  # seconds between two tries to get a token
_IDLE_CONNECTIONS = 75.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsConfig:
    """How Teams is reached: the bot's registration in one tenant.

    `development` is a connector on this machine, such as a playground's, which needs no `app_id` where `host`, the
    address that we listen on, is this machine's own. `credentials`, `budget` and `sleep` are for tests; times are in
    seconds.
    """

    app_id: str = ""
    app_password: str = field(default="", repr=False)
    tenant: str = ""
    host: str = "127.0.0.1"
    development: str = ""
    service_url: str = SERVICE_URL
    language: str = DEFAULT
    pace: Pace = field(default_factory=Pace)
    answer_within: float = SECONDS
    credentials: Any = None
    budget: Callable[[], Budget] = Budget
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Whether Teams can be heard and told, with a word about it."""

    is_ready: bool
    detail: str


class TeamsPlatform:
    """One bot in one tenant. `chat` tells alerts at once; questions are heard after `attach`."""

    def __init__(self, config: TeamsConfig, session: aiohttp.ClientSession) -> None:
        self._config = config
        self._sdk = BotSdk(app_of(config), credentials=config.credentials)
        self._calls = Calls(self._sdk, session, config.budget(), sleep=config.sleep)
        self._places = Places(
            app=config.app_id, tenant=config.tenant, service_url=config.development or config.service_url
        )
        self._take: Take | None = None
        self._trouble = "no token yet"
        self.work = Work("teams")
        self.chat = TeamsChat(self._calls, self._places, language=config.language)

    def remember(self, references: References) -> None:
        """Keep what Teams tells only once where it outlives this process."""
        self._places.remember(references)

    def attach(self, app: web.Application, teammate: Teammate) -> None:
        """Let the HTTP application hear Teams for that teammate, from its start to its end."""
        app.router.add_post(PATH, Endpoint(self._sdk, lambda: self._take).take)

        async def listening(_: web.Application) -> AsyncIterator[None]:
            async with self._listening(teammate):
                yield

        app.cleanup_ctx.append(listening)

    def state(self) -> State:
        """How Teams is now, from what was seen last; asks nothing."""
        if self._trouble:
            return State(is_ready=False, detail=self._trouble)
        refusing = "".join(f"; {channel} refuses: {why}" for channel, why in self._places.refusals.items())
        return State(is_ready=self._take is not None, detail=("http" if self._take else "deaf") + refusing)

    def close(self) -> None:
        """Let what it holds go."""
        self._sdk.close()

    @asynccontextmanager
    async def _listening(self, teammate: Teammate) -> AsyncIterator[None]:
        self.work.start()
        talk = Talk(teammate, self._calls, self._places, language=self._config.language, pace=self._config.pace)
        invokes = Invokes(talk, self.chat, self.work, seconds=self._config.answer_within)
        self._take = Listeners(
            talk, invokes, self.work, tenant=self._config.tenant, is_playground=bool(self._config.development)
        ).take
        known = asyncio.create_task(self._known(), name="teams token")
        try:
            yield
        finally:
            self._take = None
            known.cancel()
            await asyncio.gather(known, return_exceptions=True)
            await self.work.close()

    async def _known(self) -> None:
        """Ask until Entra gives a token: nothing can be told before."""
        tries = 0
        while True:
            try:
                await self._sdk.token()
            except ChatError as error:
                if self._trouble != str(error):
                    _LOG.warning("teams.no_token", error=str(error))
                self._trouble = str(error)
                await asyncio.sleep(_ASK_AGAIN[min(tries, len(_ASK_AGAIN) - 1)])
                tries += 1
            else:
                self._trouble = ""
                return


def app_of(config: TeamsConfig) -> App:
    """The bot's registration. Raises: SettingsError where it would let strangers in."""
    wrong = _wrong(config)
    if wrong:
        raise SettingsError(sentence(config.language, wrong, host=config.host, address=config.development))
    return App(id=config.app_id, password=config.app_password, tenant=config.tenant, development=config.development)


def _wrong(config: TeamsConfig) -> str:
    """The name of the sentence that says what is wrong, empty for nothing."""
    if not (config.app_id or config.development):
        return "no_app_id"
    if config.app_id and not (config.app_password and config.tenant):
        return "no_tenant" if config.app_password else "no_password"
    if config.development and not is_loopback(config.development):
        return "development_elsewhere"
    if config.development and not is_loopback(f"http://{_bracketed(config.host)}"):
        return "development_open"
    return ""


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


@asynccontextmanager
async def teams(config: TeamsConfig) -> AsyncIterator[TeamsPlatform]:
    """Teams, on one HTTP session that is closed at the end. Raises: SettingsError."""
    connector = aiohttp.TCPConnector(keepalive_timeout=_IDLE_CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector) as session:
        platform = TeamsPlatform(config, session)
        try:
            yield platform
        finally:
            platform.close()
