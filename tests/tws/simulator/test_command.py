"""`python -m tws.simulator` as a process: it says where it is, and ends when its parent does."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import httpx
import pytest

from tws.simulator.options import SimulatorError, SimulatorOptions
from tws.simulator.server import start

COMMAND = [sys.executable, "-m", "tws.simulator", "--jobs", "60"]


@pytest.mark.slow
def test_it_ends_with_its_parent_s_pipe_and_not_at_ctrl_c():
    """It prints one line of JSON when ready, ignores SIGINT, and ends with status 0 when its input ends."""
    with subprocess.Popen(
        [*COMMAND, "--port", "0", "--parent"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        url = json.loads(process.stdout.readline())["url"]
        process.send_signal(signal.SIGINT)
        reads = httpx.get(f"{url}/simulator/calls").json()["reads"]
        process.stdin.close()
        assert (reads, process.wait(timeout=10)) == (0, 0)


async def test_a_child_takes_another_port_where_somebody_was_faster():
    """Two Resyncs that start at once both get a simulator; one that a person starts says that the port is taken."""
    first = await start(SimulatorOptions(port=0, jobs=60))
    port = httpx.URL(first.url).port
    child = await start(SimulatorOptions(port=port, jobs=60, parent=True))
    with pytest.raises(SimulatorError, match="choose another with --port"):
        await start(SimulatorOptions(port=port, jobs=60))
    await child.stop()
    await first.stop()
    assert httpx.URL(child.url).port != port


@pytest.mark.slow
def test_ctrl_c_ends_it_quietly():
    """Without a parent, SIGINT ends it with status 0 and no traceback."""
    with subprocess.Popen([*COMMAND, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=10)
    assert (process.returncode, said) == (0, b"")


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [["--scenario", "/nowhere.toml"], ["--host", "192.0.2.1"], ["--certificate", "/nowhere.pem"]]
)
def test_what_cannot_start_says_one_sentence_and_ends_with_2(arguments):
    """A missing scenario, a foreign address and a missing certificate each end in status 2 without a traceback."""
    ended = subprocess.run(
        [*COMMAND, "--port", "0", *arguments], capture_output=True, text=True, timeout=20, check=False
    )
    assert (ended.returncode, len(ended.stderr.strip().splitlines())) == (2, 1)
