"""Resync and the simulator as the processes that a person starts, on loopback, in folders of their own."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

from tests.benchmarks.processes import RESYNC, ROOT, free_port

OURS = ("TWS_", "RESYNC_", "SLACK_", "TEAMS_")
SECONDS = 60.0  # a deadline, not a wait
TLS = ROOT / "tests" / "tws" / "simulator" / "tls"

# One for all: making one costs as much CPU as ten answers. No connection outlives a process that is killed.
HTTP = httpx.Client(timeout=30, verify=False, limits=httpx.Limits(max_keepalive_connections=0))

FoundT = TypeVar("FoundT")


def eventually(claim: Callable[[], FoundT], seconds: float = SECONDS) -> FoundT:
    """The first true value of the claim; where the deadline passes without one, the test fails."""
    ends = time.monotonic() + seconds
    while not (found := claim()):
        assert time.monotonic() < ends, f"not within {seconds} s"
        time.sleep(0.05)
    return found


async def eventually_beside(claim: Callable[[], FoundT], seconds: float = 1.5 * SECONDS) -> FoundT:
    """The same in a thread, while this loop goes on serving the process."""
    return await asyncio.to_thread(eventually, claim, seconds)


@dataclass
class Process:
    """A process that this test started, what it said, and what it serves at `url`."""

    popen: subprocess.Popen[bytes]
    url: str
    out: Path
    err: Path
    folder: Path
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> tuple[int, Any]:
        """Status and JSON, or text; 0 where nobody answers."""
        return self._called("GET", path)

    def post(self, path: str, **values: Any) -> tuple[int, Any]:
        """Status and JSON of a POST."""
        return self._called("POST", path, json=values)

    def ask(self, text: str) -> dict[str, Any]:
        """The answer to a question."""
        status, answer = self.post("/api/ask", text=text)
        assert status == 200, answer
        return answer

    def is_ready(self) -> bool:
        """Whether it says so; a process that ended before it did is a failed test."""
        assert self.popen.poll() is None, self.said
        return self.get("/readyz")[0] == 200

    def serves(self) -> bool:
        """Whether it answers at all."""
        assert self.popen.poll() is None, self.said
        return self.get("/healthz")[0] == 200

    def alerts_of(self, job: str) -> list[str]:
        """The ids of the alerts whose title names the job."""
        _, status = self.get("/api/status")
        return [alert["incident"] for alert in status["alerts"] if job in alert["card"]["title"]]

    def counted(self, metric: str) -> float:
        """A metric's value, 0 where it is not there yet."""
        _, text = self.get("/metrics")
        found = re.search(rf"^{metric}(?:{{.*}})? (\S+)$", text, re.MULTILINE)
        return float(found[1]) if found else 0.0

    def looks(self) -> float:
        """How often it has looked at the plan."""
        return self.counted("resync_look_seconds_count")

    @property
    def children(self) -> list[int]:
        """The processes that it started (proc(5))."""
        pid = self.popen.pid
        tasks = Path(f"/proc/{pid}/task").glob("*/children")
        return [int(child) for task in tasks for child in task.read_text().split()]

    @property
    def said(self) -> str:
        """All that it wrote so far."""
        return self.out.read_text() + self.err.read_text()

    def end(self, number: signal.Signals) -> int:
        """Send the signal; gives the exit status."""
        self.popen.send_signal(number)
        return self.popen.wait(timeout=30)

    def _called(self, method: str, path: str, **values: Any) -> tuple[int, Any]:
        try:
            answer = HTTP.request(method, self.url + path, headers=self.headers, **values)
        except httpx.TransportError:
            return 0, None
        plain = "json" not in answer.headers.get("Content-Type", "")
        return answer.status_code, answer.text if plain else answer.json()


@contextmanager
def started(command: tuple[str, ...], folder: Path, url: str, environment: dict[str, str]) -> Iterator[Process]:
    """The process, until the block ends."""
    number = len(list(folder.glob("*.out")))
    out, err = folder / f"{number}.out", folder / f"{number}.err"
    with out.open("wb") as its_out, err.open("wb") as its_err:
        popen = subprocess.Popen(
            command, cwd=folder, env=clean(environment), stdin=subprocess.DEVNULL, stdout=its_out, stderr=its_err
        )
    try:
        yield Process(popen, url, out, err, folder)
    finally:
        if popen.poll() is None:
            popen.terminate()
            popen.wait(timeout=30)


@contextmanager
def resync(folder: Path, **settings: Any) -> Iterator[Process]:
    """`resync run` with its data in the folder; give RESYNC_PORT to have a certain one."""
    named = {"RESYNC_PORT": free_port(), "RESYNC_POLL_SECONDS": 1, **in_folder(folder), **settings}
    url = f"http://127.0.0.1:{named['RESYNC_PORT']}"
    with started((*RESYNC, "run"), folder, url, {name: str(value) for name, value in named.items()}) as process:
        yield process


@contextmanager
def simulator(folder: Path, *options: str, port: int = 0, secure: bool = False) -> Iterator[Process]:
    """`resync simulate` with a plan that has all situations, ready; with TLS, the simulator's own command, which has the options."""
    port = port or free_port()
    start = (sys.executable, "-m", "tws.simulator") if secure else (*RESYNC, "simulate")
    tls = ("--certificate", f"{TLS}/loopback.pem", "--private-key", f"{TLS}/loopback.key") if secure else ()
    command = (*start, "--port", str(port), "--jobs", "400", *tls, *options)
    with started(command, folder, f"http{'s' if secure else ''}://127.0.0.1:{port}", {}) as process:
        eventually(lambda: "url" in process.out.read_text() or process.popen.poll() is not None)
        yield process


def at(master: Process) -> dict[str, str]:
    """The settings with which Resync asks that simulator."""
    return {"TWS_URL": master.url, "TWS_USER": "tws", "TWS_PASSWORD": "tws"}


def command(folder: Path, *arguments: str, **settings: Any) -> subprocess.CompletedProcess[str]:
    """A `resync` command with its data in the folder, ended."""
    named = {**in_folder(folder), **settings}
    return subprocess.run(
        (*RESYNC, *arguments),
        cwd=folder,
        env=clean({name: str(value) for name, value in named.items()}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def in_folder(folder: Path) -> dict[str, str]:
    """The settings that keep a Resync to itself."""
    return {"RESYNC_DATA_DIR": str(folder / "data"), "RESYNC_LANGUAGE": "en"}


def clean(environment: dict[str, str]) -> dict[str, str]:
    """This process's environment without our settings, and those given."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**others, "PYTHONPATH": str(ROOT), **environment}


def is_alive(pid: int) -> bool:
    """Whether the process runs (proc(5)); one that nobody has waited for yet does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


def events(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    """Name and JSON of each server-sent event."""
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))
