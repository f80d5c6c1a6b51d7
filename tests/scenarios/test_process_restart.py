"""kill -9 at the worst moments, on a master that goes on without Resync: nothing is lost and nothing told twice."""

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.scenarios.processes import HTTP, Process, at, eventually, resync, simulator

pytestmark = pytest.mark.slow
UNSEEN, SEEN = "PAY_CALC_NET", "PAY_LOAD_INPUT"  # in the plan at any hour, just after midnight too


def test_kill_9_neither_loses_nor_repeats_an_alert(tmp_path):
    """An ABEND of the moment of the kill is told after the restart, one that was told is not told again."""
    with simulator(tmp_path) as master:
        with resync(tmp_path, **at(master)) as first:
            eventually(lambda: first.serves() and first.looks() >= 1)
            abend(master, SEEN)
            eventually(lambda: first.alerts_of(SEEN))
            abend(master, UNSEEN)
            first.end(signal.SIGKILL)
        with resync(tmp_path, **at(master)) as second:
            eventually(lambda: second.serves() and second.alerts_of(UNSEEN) and second.looks() >= 3)
            assert [len(second.alerts_of(job)) for job in (SEEN, UNSEEN)] == [1, 1]
    assert set(roots(tmp_path).values()) == {1}


def abend(master: Process, job: str) -> None:
    """Let a job of the simulated plan ABEND."""
    HTTP.post(f"{master.url}/simulator/abend", json={"job": job}).raise_for_status()


def roots(folder: Path) -> dict[str, int]:
    """How many root messages the store holds for each incident."""
    with closing(sqlite3.connect(folder / "data" / "resync.sqlite")) as store:
        return dict(store.execute("select incident, count(*) from deliveries where kind = 'root' group by incident"))
