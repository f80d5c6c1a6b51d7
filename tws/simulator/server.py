"""The simulated master's HTTP server: the vendor's paths, the controls, start and stop."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import signal
import ssl
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from tws.simulator import api_v1, api_v2, api_v2_counts, controls, engine_info, model, troubles
from tws.simulator.answers import WORLD
from tws.simulator.faults import Faults
from tws.simulator.gate import CALLS, FAULTS, Calls, Handler, gate, stamp_date
from tws.simulator.metrics import metrics
from tws.simulator.options import DIALECTS, SimulatorError, SimulatorOptions
from tws.simulator.plan import Plan
from tws.simulator.scenario import load_scenario
from tws.simulator.world import World

HEARTBEAT = 0.5  # real seconds between two looks at what is due
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A simulated master that answers at `url`; `world` and `plan` are its inside, for tests."""

    url: str
    world: World
    _runner: web.AppRunner

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.world.plan

    async def stop(self) -> None:
        """Stop answering."""
        await self._runner.cleanup()


async def start(options: SimulatorOptions) -> Running:
    """Start a simulated master in this event loop; port 0 takes a free one.

    Raises:
        SimulatorError: The options, the scenario or the port do not allow it.
    """
    if options.dialect not in DIALECTS:
        raise SimulatorError(f"The dialect must be one of {', '.join(DIALECTS)}, not {options.dialect}.")
    if options.host not in LOOPBACK:
        raise SimulatorError(f"The simulator's controls need no password, so it binds loopback, not {options.host}.")
    scenario = load_scenario(options.scenario) if options.scenario else None
    world = World(options, scenario)
    runner = web.AppRunner(application(world), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await _listen(runner, options)
    except OSError as taken:
        await runner.cleanup()
        raise SimulatorError(
            f"Port {options.port} on {options.host} cannot be used ({taken.strerror}); choose another with --port."
        ) from taken
    scheme = "https" if options.certificate else "http"
    host, port = runner.addresses[0][:2]
    return Running(url=f"{scheme}://{host}:{port}", world=world, _runner=runner)


async def _listen(runner: web.AppRunner, options: SimulatorOptions) -> None:
    """Take the port; a child of `resync run` any other where somebody was faster."""
    certificates = _tls(options)
    try:
        await web.TCPSite(runner, options.host, options.port, ssl_context=certificates).start()
    except OSError:
        if not (options.parent and options.port):
            raise
        await web.TCPSite(runner, options.host, 0, ssl_context=certificates).start()


def application(world: World) -> web.Application:
    """The aiohttp application of a world."""
    app = web.Application(middlewares=[gate], client_max_size=2**20)
    app[WORLD], app[CALLS], app[FAULTS] = world, Calls(), Faults()
    app.on_response_prepare.append(stamp_date)
    app.cleanup_ctx.append(_heartbeat)
    for path, handler in _reads(world.options.dialect).items():
        app.router.add_get(path, handler)
    for path, handler in api_v1.QUERIES.items():
        app.router.add_post(path, handler)
    for name in controls.POSTED:
        app.router.add_post(f"/simulator/{name}", getattr(controls, name, None) or getattr(troubles, name))
    for name in controls.READ:
        app.router.add_get(f"/simulator/{name}", getattr(controls, name))
    app.router.add_route("*", "/simulator/{control:.*}", controls.unknown)
    return app


def _reads(dialect: str) -> dict[str, Handler]:
    found: dict[str, Handler] = {"/metrics": metrics, "/twsd/engine/info": engine_info.info_v1}
    found["/twsd/engine/mailbox_fill_percentage"] = engine_info.mailbox
    found |= api_v1.READS
    if dialect != "9.5":
        found |= {api_v2.ROOT + path: handler for path, handler in _reads_v2(dialect).items()}
    return found


def _reads_v2(dialect: str) -> dict[str, Handler]:
    found: dict[str, Handler] = {
        "/engine/info": engine_info.info_v2,
        "/engine/users": engine_info.users,
        "/engine/groups": engine_info.groups,
        "/objects-info": engine_info.objects_info,
        "/plan/job": api_v2.jobs,
        "/plan/job/count": api_v2_counts.job_count,
        "/plan/job/joblog": api_v2.job_log,
        "/plan/job/run/{run_id}/joblog": api_v2.run_log,
        "/plan/job/{id}": api_v2.job,
        "/plan/job/{id}/model/description": api_v2.job_description,
        "/plan/jobstream": api_v2.streams,
        "/plan/folder/objects-count": api_v2_counts.folder_counts,
        **model.READS,
    }
    if dialect != "10.2.8":
        found |= {
            "/engine/configuration": engine_info.configuration,
            "/engine/configuration/{key}": engine_info.configuration,
            "/engine/read_permission": engine_info.read_permission,
            "/plan/jobstream/count": api_v2_counts.stream_count,
            "/plan/consumed-jobs/runs": engine_info.consumed_runs,
        }
        for way in ("predecessors", "successors"):
            found[f"/plan/job/{{id}}/{way}"] = api_v2.job_links
            found[f"/plan/jobstream/{{id}}/{way}"] = api_v2.stream_links
    found["/plan/jobstream/{id}"] = api_v2.stream
    found["/plan/jobstream/{id}/model/description"] = api_v2.stream_description
    others = {"workstation": api_v2.workstations, "resource": api_v2.resources}
    if dialect != "10.1":
        others |= {"prompt": api_v2.prompts, "file": api_v2.files}
    for name, handler in others.items():
        found[f"/plan/{name}"] = found[f"/plan/{name}/{{id}}"] = handler
    return found


async def _heartbeat(app: web.Application) -> AsyncIterator[None]:
    async def beat() -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            app[WORLD].now()

    task = asyncio.create_task(beat())
    yield
    app[FAULTS].set(None)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def _tls(options: SimulatorOptions) -> ssl.SSLContext | None:
    if options.certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(options.certificate, options.private_key)
    except (OSError, ssl.SSLError) as wrong:
        raise SimulatorError(f"The certificate {options.certificate} cannot be used: {wrong}.") from wrong
    return context


def serve(options: SimulatorOptions, say: Callable[[str], None] | None = None) -> None:
    """Run a simulated master until it is interrupted, or, with `parent`, until standard input ends.

    Raises:
        SimulatorError: It cannot start; the message is one sentence for a person.
    """
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(options, say or _say))


async def _serve(options: SimulatorOptions, say: Callable[[str], None]) -> None:
    if options.parent:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # building a plan makes only what stays: looking for garbage meanwhile doubles the time
    running = await start(options)
    gc.freeze()
    gc.enable()
    try:
        say(json.dumps({"url": running.url}))
        if options.parent:
            await _end_of_input()
        else:
            await asyncio.Event().wait()
    finally:
        await running.stop()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


async def _end_of_input() -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.read(1024):
        pass


def options_from(arguments: list[str]) -> SimulatorOptions:
    """The options that command-line arguments say; wrong ones end the program with status 2."""
    from argparse import ArgumentParser

    parser = ArgumentParser(prog="resync simulate", description="A simulated HWA master, over real HTTP.")
    usual = SimulatorOptions()
    parser.add_argument("--host", default=usual.host)
    parser.add_argument("--port", type=int, default=usual.port)
    parser.add_argument("--jobs", type=int, default=usual.jobs)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--speed", type=float, default=usual.speed)
    parser.add_argument("--scenario", type=Path)
    parser.add_argument("--dialect", choices=DIALECTS, default="all")
    parser.add_argument("--certificate", type=Path)
    parser.add_argument("--private-key", type=Path)
    parser.add_argument("--parent", action="store_true", help="end when standard input ends")
    return SimulatorOptions(**vars(parser.parse_args(arguments)))
