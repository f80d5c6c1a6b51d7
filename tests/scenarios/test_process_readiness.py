"""Readiness tells the truth about HWA, from a start without it to its end and its return."""

import pytest

from tests.benchmarks.processes import free_port
from tests.scenarios.processes import Process, eventually, resync, simulator

pytestmark = pytest.mark.slow
QUESTION = "qual o status do job FINAL_BATCH_PAYROLL?"


def test_readiness_follows_hwa(tmp_path):
    """Without HWA it serves, is not ready and says why; it is ready while HWA is there, and not when it is gone."""
    port = free_port()
    with resync(tmp_path, TWS_URL=f"http://127.0.0.1:{port}", TWS_USER="tws", TWS_PASSWORD="tws") as running:
        eventually(running.serves)
        assert unready(running) == ["hwa:default"]
        eventually(lambda: kinds(running) == {"trouble"})
        with simulator(tmp_path, port=port):
            eventually(running.is_ready)
            eventually(lambda: kinds(running) == {"job"})
        assert unready(running) == ["hwa:default"]
        eventually(lambda: kinds(running) == {"trouble"})
        with simulator(tmp_path, port=port):
            eventually(running.is_ready)
            eventually(lambda: kinds(running) == {"job"})


def unready(running: Process) -> list[str]:
    """What /readyz names, once it answers 503."""

    def said() -> object:
        status, body = running.get("/readyz")
        return body if status == 503 else None

    return [name for name, one in eventually(said)["dependencies"].items() if not one["ready"] and one["detail"]]


def kinds(running: Process) -> set[str]:
    """Of what kinds the facts are that an answer rests on."""
    return {fact["kind"] for fact in running.ask(QUESTION)["facts"]} & {"trouble", "job"}
