"""Resync and the simulator as real processes on loopback, for as long as a measurement takes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
RESYNC = (sys.executable, "-m", "bot")


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A process that answers at `url`; `seconds` is what it took until it was ready."""

    url: str
    pid: int
    seconds: float


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def call(url: str, body: dict[str, Any] | None = None, seconds: float = 60) -> tuple[int, Any]:
    """Status and JSON of a GET, or of a POST where there is a body; 0 where nobody answers."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=seconds) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null")
    except (OSError, ValueError):
        return 0, None


@contextmanager
def process(command: tuple[str, ...], environment: dict[str, str], ready: str) -> Iterator[Served]:
    """Run a command until the block ends; `ready` is asked until it answers 200, or 503 where that is all there is."""
    began = time.perf_counter()
    own = {k: v for k, v in os.environ.items() if not k.startswith(("TWS_", "RESYNC_", "SLACK_", "TEAMS_"))}
    running = subprocess.Popen(
        command, env={**own, "PYTHONPATH": str(ROOT), **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        wanted = {200, 503} if environment.get("DOWN") else {200}
        while call(ready, seconds=5)[0] not in wanted:
            if running.poll() is not None or time.perf_counter() - began > 120:
                raise SystemExit(
                    f"{' '.join(command)} did not start:\n{((running.stderr and running.stderr.read()) or b'').decode()}"
                )
            time.sleep(0.01)
        yield Served(url=ready.rsplit("/", 1)[0], pid=running.pid, seconds=time.perf_counter() - began)
    finally:
        running.terminate()
        running.wait(timeout=30)


@contextmanager
def resync(**settings: str) -> Iterator[Served]:
    """`resync run` in a data directory of its own."""
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment = {"RESYNC_PORT": str(port), "RESYNC_DATA_DIR": folder, "RESYNC_LANGUAGE": "en", **settings}
        with process((*RESYNC, "run"), environment, f"http://127.0.0.1:{port}/readyz") as served:
            yield served


@contextmanager
def simulator(jobs: int, scenario: Path | None = None) -> Iterator[Served]:
    """`resync simulate` with a plan of about so many jobs, and what a scenario file adds to it."""
    port = free_port()
    command = (*RESYNC, "simulate", "--port", str(port), "--jobs", str(jobs))
    command += ("--scenario", str(scenario)) if scenario else ()
    with process(command, {}, f"http://127.0.0.1:{port}/simulator/calls") as served:
        yield Served(url=f"http://127.0.0.1:{port}", pid=served.pid, seconds=served.seconds)


def resident(pid: int) -> float:
    """Resident memory of a process in MB (VmRSS of proc(5))."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def children(pid: int) -> list[int]:
    """The processes that it started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
