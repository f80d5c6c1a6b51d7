"""The embedded HWA: the simulator as a process of its own, reached over HTTP like any master."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.errors import ResyncError

PORT = 31116
USER = "tws"
PASSWORD = "tws"  # noqa: S105 (the simulator's documented credentials)
START_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedMaster:
    """Where a simulator listens; `started` says that this process started it."""

    url: str
    started: bool


@asynccontextmanager
async def simulated_master() -> AsyncIterator[SimulatedMaster]:
    """A simulator: the one that already listens on its port, else a child process that ends with this one.

    Raises: ResyncError where it does not come up.
    """
    if await _answers(PORT):
        yield SimulatedMaster(url=f"http://127.0.0.1:{PORT}", started=False)
        return
    port = 0 if await _is_taken(PORT) else PORT
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tws.simulator", "--parent", "--port", str(port),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield SimulatedMaster(url=await _url(process), started=True)
    finally:
        if process.stdin:
            process.stdin.close()
        await process.wait()


async def _url(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None  # noqa: S101 (opened with a pipe)
    try:
        async with asyncio.timeout(START_SECONDS):
            line = await process.stdout.readline()
        return str(json.loads(line)["url"])
    except (TimeoutError, ValueError, KeyError) as error:
        raise ResyncError("The simulator did not start: try `resync simulate` to see why.") from error


async def _answers(port: int) -> bool:
    """Whether a simulator, and nothing else, listens there."""
    try:
        async with asyncio.timeout(0.5):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET /simulator/calls HTTP/1.0\r\nHost: localhost\r\n\r\n")
            answer = await reader.read()
            writer.close()
    except (OSError, TimeoutError):
        return False
    return answer.startswith((b"HTTP/1.1 200", b"HTTP/1.0 200")) and b"refused_writes" in answer


async def _is_taken(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
