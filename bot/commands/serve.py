"""`resync run`: everything open, the scheduler running, one HTTP application, until somebody says stop."""

from __future__ import annotations

import asyncio
import errno
import gc
import signal
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Any

from aiohttp import web
from rich.console import Console

from adapters.terminal.adapter import TerminalChat
from adapters.web.adapter import WebConsole, routes
from adapters.web.operations import operations
from bot import metrics
from bot.app import Resync, resync
from bot.commands.banner import banner
from bot.commands.logs import log_to_stderr
from bot.commands.only_one import only_one
from bot.commands.readiness import health_now, readiness
from bot.commands.serving import identity
from bot.errors import ResyncError
from bot.phrases import Phrases
from bot.places import data_folder
from bot.ports import Chat
from bot.scheduler import Scheduler
from bot.settings import Settings
from bot.simulated import Process

STOP_SECONDS = 5.0
IDLE_DAYS = 30


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
        async with resync(settings, chats, simulator) as running, served(running, console, listener) as address:
            console.clock = running.master.now
            screen.print(banner(running, address))
            gc.freeze()
            gc.enable()
            await _told_to_stop()


@asynccontextmanager
async def served(running: Resync, console: WebConsole, listener: socket.socket) -> AsyncIterator[str]:
    """The HTTP application and the scheduler, on that socket; gives the address to open."""
    async with AsyncExitStack() as started:
        schedulers = [await _scheduled(running, name, started) for name in running.masters]
        app = _application(running, console, schedulers)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
        await runner.setup()
        started.push_async_callback(runner.cleanup)
        await web.SockSite(runner, listener).start()
        yield _address(listener)


@contextmanager
def listening(settings: Settings) -> Iterator[socket.socket]:
    """A socket on RESYNC_HOST and RESYNC_PORT.

    Raises: ResyncError where the port is taken or the address is not this machine's.
    """
    host, port = settings.resync_host, settings.resync_port
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise ResyncError(_why_deaf(host, port, error)) from error
    with listener:
        yield listener


def _why_deaf(host: str, port: int, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f"RESYNC_PORT={port} needs more rights: take one above 1023."
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"RESYNC_HOST={host} is no address of this machine: take 127.0.0.1, or 0.0.0.0 for all of them."
    return f"Nothing can listen on {host}:{port} ({error.strerror}): stop what uses it, or set RESYNC_PORT to another."


async def _scheduled(running: Resync, environment: str, started: AsyncExitStack) -> Scheduler:
    alerts = running.alerts[environment]

    async def look() -> None:
        await running.look(environment)

    async def housekeep() -> None:
        await alerts.forget_old()
        await running.forget_conversations(IDLE_DAYS)

    scheduler = Scheduler(
        look=look,
        deliver=alerts.deliver_once,
        poll_seconds=running.settings.resync_poll_seconds,
        housekeep=housekeep,
        reread=running.knowledge.refresh,
    )
    await scheduler.start()
    started.push_async_callback(scheduler.stop)
    return scheduler


def _application(running: Resync, console: WebConsole, schedulers: list[Scheduler]) -> web.Application:
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
        assistant=running.agent,
        feed=default.feed,
        status=status,
        token=settings.resync_web_token.get_secret_value(),
        hosts=frozenset({settings.resync_host}),
        language=settings.resync_language,
        actions={"take": lambda incident, _: _taken(running, incident)},
    )
    operations(
        app,
        guard=guard,
        identity=identity(settings),
        readiness=lambda: readiness(running),
        metrics=metrics.exposition,
        look_now=look_now,
    )
    return app


async def _taken(running: Resync, incident: str) -> str:
    phrases = Phrases(running.settings.resync_language)
    for alerts in running.alerts.values():
        taken = await alerts.take(incident, phrases.say("take.console"))
        if taken is not None:
            await alerts.deliver_once()
            return phrases.say("progress.taken", who=taken.taken_by, name=taken.job_name)
    raise ResyncError(phrases.say("take.closed"))


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{'localhost' if host in {'127.0.0.1', '::1', '0.0.0.0', '::'} else host}:{port}"  # noqa: S104 (compared)


async def _told_to_stop() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
