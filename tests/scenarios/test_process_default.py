"""`resync run` with nothing configured, as the process that a newcomer starts."""

import re
import signal

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.scenarios.processes import HTTP, Process, events, eventually, is_alive, resync

pytestmark = pytest.mark.slow
JOB = "PAY_CALC_NET"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with resync(tmp_path_factory.mktemp("default")) as process:
        eventually(process.is_ready)
        yield process


def test_it_is_alive_and_says_who_it_is(running):
    """/healthz says that it lives, and by what another command knows it again."""
    status, said = running.get("/healthz")
    assert (status, said["alive"], said["name"], len(said["identity"])) == (200, True, "resync", 16)


def test_each_thing_it_rests_on_is_named(running):
    """/readyz names HWA, the store, the sheet and the model, each ready."""
    status, said = running.get("/readyz")
    states = {name: one["ready"] for name, one in said["dependencies"].items()}
    assert (status, said["ready"]) == (200, True)
    assert states == dict.fromkeys(("hwa:default", "store", "knowledge", "model"), True)


def test_the_metrics_can_be_read_by_prometheus(running):
    """/metrics parses, and says that HWA answers."""
    eventually(lambda: running.counted("resync_hwa_up") == 1)
    _, text = running.get("/metrics")
    families = {family.name for family in text_string_to_metric_families(text)}
    assert {"resync_hwa_up", "resync_question_seconds", "resync_tool_calls", "resync_look_seconds"} <= families


def test_a_question_is_answered_from_the_plan(running):
    """The job that the design names is in the plan, and the answer rests on its record."""
    answer = running.ask("Qual o status do job FINAL_BATCH_PAYROLL?")
    names = {fact["name"] for fact in answer["facts"] if fact["kind"] == "job"}
    assert (answer["language"], names) == ("pt", {"FINAL_BATCH_PAYROLL"})


def test_the_banner_says_what_it_runs_on(running):
    """Where it is, that HWA is simulated, and how to switch on a real one."""
    wanted = (running.url.replace("127.0.0.1", "localhost"), "simulated", "sample", "TWS_URL", "RESYNC_KNOWLEDGE")
    assert [word for word in wanted if word not in running.said] == []


def test_an_abend_reaches_a_page_that_is_open(running):
    """The hook makes it look, and the alert comes over the stream without anybody asking."""
    eventually(lambda: running.looks() >= 1)
    with HTTP.stream("GET", f"{running.url}/api/stream") as stream:
        told = events(stream.iter_lines())
        hello, _ = next(told)
        HTTP.post(f"{simulated(running)}/simulator/abend", json={"job": JOB}).raise_for_status()
        assert (hello, running.post("/hooks/hwa")[0]) == ("hello", 202)
        assert next(True for name, data in told if name == "alert" and JOB in data["card"]["title"])


def test_ctrl_c_ends_it_and_its_simulator(tmp_path):
    """SIGINT ends it with status 0 and no traceback, although a page is open; nothing is left running."""
    with resync(tmp_path) as process:
        eventually(process.is_ready)
        children = process.children
        with HTTP.stream("GET", f"{process.url}/api/stream"):
            status = process.end(signal.SIGINT)
    assert (status, len(children), [pid for pid in children if is_alive(pid)]) == (0, 1, [])
    assert "Traceback" not in process.said


def test_kill_9_leaves_no_simulator(tmp_path):
    """The simulator ends with the pipe to the process that is gone."""
    with resync(tmp_path) as process:
        eventually(lambda: process.children and process.serves())
        children = process.children
        process.end(signal.SIGKILL)
        assert len(children) == 1
        eventually(lambda: not any(is_alive(pid) for pid in children), seconds=10)


def simulated(process: Process) -> str:
    """Where its simulator listens, as the banner says."""
    return re.search(r"simulated at (\S+),", process.said)[1]
