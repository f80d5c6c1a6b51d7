"""The embedded HWA: the simulator as a process of its own, reached over HTTP like any master."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

PORT = 31116
USER = "tws"
PASSWORD = "tws"  # noqa: S105 (the simulator's documented credentials)
START_SECONDS = 60
STOP_SECONDS = 5

Process = subprocess.Popen[bytes]


@contextmanager
def launched(port: int | None = None) -> Iterator[Process]:
    """A simulator that is starting, on PORT where that is free, else on any other; it gives no time to wait for it.

    It ends with the block; where this process is killed, by the end of its standard input. In a session of its own,
    Ctrl-C on the terminal is not for it.
    """
    chosen = port if port is not None else 0 if _is_taken(PORT) else PORT
    process = subprocess.Popen(  # noqa: S603 (this interpreter, our own module)
        [sys.executable, "-m", "tws.simulator", "--parent", "--port", str(chosen)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    with process:
        try:
            yield process
        finally:
            process.terminate()


async def address_of(process: Process) -> str:
    """Where the simulator listens once it does, empty where it did not start."""
    assert process.stdout is not None  # noqa: S101 (opened with a pipe)
    try:
        async with asyncio.timeout(START_SECONDS):
            line = await asyncio.to_thread(process.stdout.readline)
        return str(json.loads(line)["url"])
    except (TimeoutError, ValueError, KeyError):
        return ""


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
