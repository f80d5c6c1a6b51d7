"""`resync ask` by itself, through a Resync that serves, without HWA, and interrupted."""

import json
import signal
from functools import partial

import pytest

from tests.benchmarks.processes import RESYNC, free_port
from tests.scenarios.processes import HTTP, at, command, eventually, in_folder, resync, simulator, started

pytestmark = pytest.mark.slow
QUESTION = "qual o status do job FINAL_BATCH_PAYROLL?"
KEYS = ["answer", "language", "environment", "as_of", "calls", "facts", "sources", "card", "suggestions"]


@pytest.fixture(scope="module")
def master(tmp_path_factory):
    with simulator(tmp_path_factory.mktemp("hwa")) as process:
        yield process


def test_an_answer_as_json_is_the_contract_s_object(master, tmp_path):
    """Asked by itself, stdout is the contract's object and nothing else, and the status is 0."""
    done = command(tmp_path, "ask", QUESTION, "--json", **at(master))
    answer = json.loads(done.stdout)
    assert (done.returncode, list(answer), done.stderr) == (0, KEYS, "")
    assert {fact["name"] for fact in answer["facts"] if fact["kind"] == "job"} == {"FINAL_BATCH_PAYROLL"}


def test_whoever_serves_is_asked(master, tmp_path):
    """While a Resync holds the data directory it answers in place of the command; with another port nobody can."""
    with resync(tmp_path, **at(master)) as running:
        eventually(running.serves)
        ask = partial(command, tmp_path, "ask", QUESTION, **at(master))
        through, refused = ask(RESYNC_PORT=running.url.rpartition(":")[2]), ask(RESYNC_PORT=free_port())
        counted = running.counted("resync_questions_total")
    assert (through.returncode, "FINAL_BATCH_PAYROLL" in through.stdout, counted) == (0, True, 1)
    assert (refused.returncode, refused.stderr.count("\n"), f"process {running.popen.pid}" in refused.stderr) == (
        1,
        1,
        True,
    )


def test_without_hwa_the_status_is_1(tmp_path):
    """Where HWA cannot be asked there is an answer that says so, and scripts can tell."""
    done = command(tmp_path, "ask", "resumo da saúde do ambiente", "--json", TWS_URL=f"http://127.0.0.1:{free_port()}")
    answer = json.loads(done.stdout)
    assert (done.returncode, [fact["error"] for fact in answer["facts"] if fact["kind"] == "trouble"]) == (
        1,
        ["TwsConnectionError"],
    )


def test_ctrl_c_while_hwa_is_silent_ends_it_at_once(master, tmp_path):
    """Interrupted in the middle of a question it ends with status 130 and no traceback."""
    settings = {**in_folder(tmp_path), **at(master)}
    with started((*RESYNC, "ask", QUESTION), tmp_path, master.url, settings) as asking:
        before = reads(master)
        eventually(lambda: reads(master) > before)
        HTTP.post(f"{master.url}/simulator/fault", json={"hang": True, "for": 60}).raise_for_status()
        status = asking.end(signal.SIGINT)
    HTTP.post(f"{master.url}/simulator/fault", json={}).raise_for_status()
    assert (status, "Traceback" in asking.said) == (130, False)


def reads(master):
    """How many reads the master was asked for."""
    return HTTP.get(f"{master.url}/simulator/calls").json()["reads"]
