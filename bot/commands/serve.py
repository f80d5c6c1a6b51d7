"""`resync run`: everything open, the scheduler running, one HTTP application, until somebody says stop."""

from __future__ import annotations

import asyncio
import errno
import gc
import signal
import socket
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Any

import structlog
from aiohttp import web
from rich.console import Console

from adapters.terminal.adapter import TerminalChat
from adapters.web.adapter import WebConsole, routes
from adapters.web.operations import operations
from adapters.web.ports import Press
from bot import metrics
from bot.app import Resync, resync
from bot.app.alerting import Site
from bot.channel.presses import SAID, Presses
from bot.commands import here
from bot.commands.banner import banner
from bot.commands.logs import log_to_stderr
from bot.commands.only_one import only_one
from bot.commands.platforms import Platform, Remembers, platforms
from bot.commands.readiness import health_now, readiness
from bot.commands.serving import identity
from bot.errors import SettingsError, because
from bot.phrases import Phrases
from bot.places import data_folder
from bot.ports import Chat
from bot.reports import Incident
from bot.scheduler import Scheduler, Work
from bot.settings import Settings
from bot.simulated import Process
from bot.store.references import StoredReferences
from tws.errors import TwsError

STOP_SECONDS = 5.0
IDLE_DAYS = 30
ALL = 10_000

_LOG = structlog.get_logger(__name__)


async def serve(settings: Settings, simulator: Process | None = None) -> None:
    """Serve until SIGINT or SIGTERM; `simulator` is one that is starting already.

    Raises: SettingsError, ResyncError, KnowledgeError with a sentence where something cannot be opened.
    """
    log_to_stderr()
    with only_one(data_folder(settings)), listening(settings) as listener:
        console, screen = WebConsole(), Console(stderr=True)
        chats: list[tuple[Chat, str]] = [(console, "alerts")]
        if screen.is_terminal:
            chats.append((TerminalChat(screen, language=settings.resync_language), "alerts"))
        async with (
            platforms(settings) as heard,
            resync(settings, chats := [*chats, *((one.chat, "") for one in heard)], simulator) as running,
            served(running, console, listener, heard, chats) as address,
        ):
            console.clock = running.master.now
            screen.print(banner(running, address))
            gc.freeze()
            gc.enable()
            await _told_to_stop()


@asynccontextmanager
async def served(
    running: Resync,
    console: WebConsole,
    listener: socket.socket,
    heard: Sequence[Platform] = (),
    chats: Sequence[tuple[Chat, str]] = (),
) -> AsyncIterator[str]:
    """The HTTP application, the chat platforms and the scheduler, on that socket; gives the address to open.

    `chats` are those that the running Resync was opened with.
    """
    async with AsyncExitStack() as started:
        for platform in heard:
            if isinstance(platform, Remembers):
                platform.remember(StoredReferences(running.store, platform.chat.name, running.master.now))
        schedulers = [await _scheduled(running, name, started) for name in running.masters]
        app = _application(running, console, schedulers, heard, chats)
        for platform in heard:
            platform.attach(app, running.channels.teammate)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
        await runner.setup()
        started.push_async_callback(runner.cleanup)
        await web.SockSite(runner, listener).start()
        yield _address(listener)


@contextmanager
def listening(settings: Settings) -> Iterator[socket.socket]:
    """A socket on RESYNC_HOST and RESYNC_PORT.

    Raises: SettingsError where the port is taken or the address is not this machine's.
    """
    host, port = settings.resync_host, settings.resync_port
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise _deaf(host, port, error) from error
    with listener:
        yield listener


def _deaf(host: str, port: int, error: OSError) -> SettingsError:
    if isinstance(error, PermissionError):
        return SettingsError.saying("start.port_rights", port=str(port))
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return SettingsError.saying("start.host", host=host)
    if error.errno == errno.EADDRINUSE:
        return SettingsError.saying("start.port_taken", host=host, port=str(port))
    return SettingsError.saying("start.deaf", host=host, port=str(port), reason=because(error))


async def _scheduled(running: Resync, environment: str, started: AsyncExitStack) -> Scheduler:
    site = running.sites[environment]
    alerts = site.alerts

    async def look() -> None:
        await running.look(environment)

    async def housekeep() -> None:
        await alerts.forget_old()
        await site.recorder.forget()
        await running.forget_conversations(IDLE_DAYS)

    scheduler = Scheduler(
        look=look,
        deliver=alerts.deliver_once,
        poll_seconds=running.settings.resync_poll_seconds,
        housekeep=housekeep,
        beside={"reread": running.knowledge.refresh, "record": _recording(site), **_boards(running, environment)},
    )
    await scheduler.start()
    started.push_async_callback(scheduler.stop)
    return scheduler


def _boards(running: Resync, environment: str) -> dict[str, Work]:
    """One turn brings up the boards of all environments: that of the default one."""
    is_default = environment == running.master.environment
    return {"boards": running.channels.boards.refresh} if is_default else {}


def _recording(site: Site) -> Work:
    async def record() -> None:
        try:
            await site.record()
        except TwsError as error:
            # The look beside it follows whether HWA answers, and says so once.
            _LOG.info("runs.not_read", environment=site.master.environment, error=str(error))

    return record


def _application(
    running: Resync,
    console: WebConsole,
    schedulers: list[Scheduler],
    heard: Sequence[Platform],
    chats: Sequence[tuple[Chat, str]],
) -> web.Application:
    settings = running.settings
    default = running.alerts[running.master.environment]

    async def status() -> Mapping[str, Any]:
        return await health_now(running)

    def look_now() -> None:
        for scheduler in schedulers:
            scheduler.poke()

    app = web.Application()
    guard = routes(
        app,
        console=console,
        assistant=running.channels.console,
        feed=default.feed,
        status=status,
        token=settings.resync_web_token.get_secret_value(),
        hosts=frozenset({settings.resync_host}),
        language=settings.resync_language,
        actions=_actions(running),
        behind=lambda incident: _behind(running, incident),
    )

    async def said_here(_: web.Request) -> web.StreamResponse:
        return web.json_response(here.told(running, chats))

    app.router.add_get(here.PATH, guard.protect(said_here))
    operations(
        app,
        guard=guard,
        identity=identity(settings),
        readiness=lambda: readiness(running, heard),
        metrics=metrics.exposition,
        look_now=look_now,
    )
    return app


def _actions(running: Resync) -> dict[str, Press]:
    """The console's buttons; whoever sits there has no name that Resync knows."""
    presses = Presses(running.alerts, running.master.now, running.store)
    language = running.settings.resync_language
    somebody = Phrases(language).say("take.console")

    def handling(action: str) -> Press:
        return lambda value, _: presses(action, value, somebody, language)

    return {action: handling(action) for action in SAID}


async def _behind(running: Resync, incident: str) -> list[Incident]:
    """All incidents behind a card: those that follow from one, or the rows of a card that stands for many."""
    for alerts in running.alerts.values():
        found = await alerts.feed.behind(incident, ALL)
        if found:
            return list(found)
    return []


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{'localhost' if host in {'127.0.0.1', '::1', '0.0.0.0', '::'} else host}:{port}"  # noqa: S104 (compared)


async def _told_to_stop() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
