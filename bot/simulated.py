"""The embedded HWA: the simulator as a process of its own, reached over HTTP like any master."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.errors import ResyncError

PORT = 31116
USER = "tws"
PASSWORD = "tws"  # noqa: S105 (the simulator's documented credentials)
START_SECONDS = 60


@asynccontextmanager
async def simulated_master() -> AsyncIterator[str]:
    """The address of a simulator of this process alone, on PORT where that is free, else on any other.

    It ends with the block; where this process is killed, by the end of its standard input.

    Raises: ResyncError where it does not come up.
    """
    if not await _is_taken(PORT):
        async with _child(PORT) as url:
            if url:
                yield url
                return
    async with _child(0) as url:
        if not url:
            raise ResyncError("The simulator did not start: try `resync simulate` to see why.")
        yield url


@asynccontextmanager
async def _child(port: int) -> AsyncIterator[str]:
    # In a session of its own, Ctrl-C on the terminal is not for it.
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tws.simulator", "--parent", "--port", str(port),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        yield await _url(process)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _url(process: asyncio.subprocess.Process) -> str:
    """Where it listens, empty where it did not start."""
    assert process.stdout is not None  # noqa: S101 (opened with a pipe)
    try:
        async with asyncio.timeout(START_SECONDS):
            line = await process.stdout.readline()
        return str(json.loads(line)["url"])
    except (TimeoutError, ValueError, KeyError):
        return ""


async def _is_taken(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
