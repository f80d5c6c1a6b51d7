"""The controls under /simulator/: breaking and mending jobs, moving time, looking inside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tws.simulator.controls import seconds
from tws.simulator.failures import FAILURES


async def broken(http, job: str, **more: object) -> dict[str, object]:
    answer = await http.post("/simulator/abend", json={"job": job, **more})
    assert answer.status_code == 200
    return answer.json()


async def log_of(http, run_id: str) -> str:
    return (await http.get(f"/twsd/api/v2/plan/job/run/{run_id}/joblog")).text


@pytest.mark.parametrize(
    "name", ["PAY_CALC_NET", "FINAL_BATCH_PAYROLL", "PAY_EXTRACT_TIME", "FTA_RH01#PAYROLL_TAX.PAY_TAX_INSS"]
)
async def test_any_job_can_be_made_to_abend(http, running, name):
    """A running, a waiting and an ended job, by name or key, end in ABEND with that failure in the log."""
    seen = await broken(http, name, signature="disk_full")
    log = await log_of(http, seen["run"]["id"])
    job = running.plan.resolve(name)[0]
    assert (seen["status"], seen["run"]["return_code"], job.status) == ("ABEND", 2, "ABEND")
    assert "No space left on device" in log
    assert "= Exit Status           : 2" in log


@pytest.mark.parametrize("signature", sorted(FAILURES))
async def test_every_failure_can_be_ordered(http, signature):
    """Each signature gives its own return code, and its telling line stands in the log."""
    seen = await broken(http, "INF_SCAN_PORTAS", signature=signature)
    log = await log_of(http, seen["run"]["id"])
    piece = max((part for part in FAILURES[signature].message.replace("}", "{").split("{")[::2]), key=len)
    assert FAILURES[signature].return_code == seen["run"]["return_code"]
    assert piece in log


async def test_a_failure_may_be_ordered_by_its_message(http):
    """`ORA-12541` finds the failure whose message holds it."""
    seen = await broken(http, "PAY_CALC_NET", signature="ORA-12541")
    assert "ORA-12541: TNS:no listener" in await log_of(http, seen["run"]["id"])


async def test_fail_leaves_no_log(http, running):
    """A job that could not be launched is FAIL, has no return code, and its log is not found."""
    seen = await broken(http, "FINAL_BATCH_PAYROLL", signature="FAIL")
    answer = await http.get(f"/twsd/api/v2/plan/job/run/{seen['run']['id']}/joblog")
    assert (seen["status"], answer.status_code) == ("FAIL", 404)
    assert "return_code" not in seen["run"]


async def test_recovery_is_a_new_run_with_a_new_number_that_frees_what_follows(http, running):
    """After an operator's rerun the job is SUCC, with two runs, and its successor runs."""
    await broken(http, "PAY_CALC_NET")
    before = running.plan.by_name["PAY_CALC"][0].status
    mended = (await http.post("/simulator/recover", json={"job": "PAY_CALC_NET"})).json()
    (job,), (after,) = running.plan.by_name["PAY_CALC_NET"], running.plan.by_name["PAY_CALC"]
    assert (before, mended["status"], after.status) == ("HOLD", "SUCC", "EXEC")
    assert [(run.status, run.type) for run in job.runs] == [("ABEND", "REGULAR"), ("SUCC", "RERUN")]
    assert job.runs[0].number != job.runs[1].number


async def test_breaking_a_finished_job_holds_its_successors_again(http, running):
    """What follows a job that was SUCC and is broken has an open dependency until it is mended."""
    (job,) = running.plan.by_name["EST_INT_CONFERE"]
    (after,) = job.dependants
    assert after.unresolved == 0
    await broken(http, job.name)
    assert after.unresolved == 1
    await http.post("/simulator/recover", json={"job": job.name})
    assert after.unresolved == 0


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("abend", {"job": "NO_SUCH_JOB"}, 404),
        ("abend", {"job": "FINAL_BATCH_PAYROLL", "signature": "no such failure"}, 404),
        ("abend", {}, 400),
        ("abend", {"job": 3}, 400),
        ("recover", {"job": "NO#SUCH.JOB"}, 404),
        ("clock", {"speed": -1}, 400),
        ("clock", {"speed": "fast"}, 400),
        ("clock", {"advance": "yesterday"}, 400),
        ("clock", {"advance": -5}, 400),
        ("clock", {"advance": "2h and a bit"}, 400),
        ("clock", {"advance": "-2h"}, 400),
        ("fault", {"colour": "red"}, 400),
        ("fault", {"status": "503"}, 400),
        ("fault", {"path": "("}, 400),
        ("fault", {"hang": 1}, 400),
        ("fault", {"status": 503, "for": "long"}, 400),
        ("clock", {"speed": 20000}, 400),
        ("abend", [], 400),
        ("abend", {"job": "PAY_CALC_NET", "rc": 8}, 400),
        ("recover", {"jobs": "PAY_CALC_NET"}, 400),
        ("plan", {"late": "yes"}, 400),
        ("plan", {"extend": 1}, 400),
        ("plan", {"later": True}, 400),
    ],
)
async def test_a_wrong_control_is_refused_in_one_sentence(http, path, body, status):
    """Unknown jobs and wrong values get a sentence that says what is wrong."""
    answer = await http.post(f"/simulator/{path}", json=body)
    assert (status, 1) == (answer.status_code, len(answer.json()["messages"]))


@pytest.mark.parametrize(
    ("method", "path", "says"),
    [
        ("POST", "abnd", "There is no control 'abnd'; did you mean abend?"),
        ("POST", "", "There is no control ''; there are abend, recover"),
        ("GET", "abend", "/simulator/abend takes POST, not GET."),
        ("POST", "calls", "/simulator/calls takes GET, not POST."),
        ("GET", "calls/x", "There is no control 'calls/x'"),
    ],
)
async def test_a_control_that_is_not_there_is_named(http, method, path, says):
    """A mistyped control, or the wrong method, is 400 with what would be right."""
    answer = await http.request(method, f"/simulator/{path}")
    assert (answer.status_code, answer.json()["messages"][0].startswith(says)) == (400, True)


@pytest.mark.parametrize(
    ("text", "expected"), [(90, 90), ("90", 90), ("15m", 900), ("3h30m", 12600), ("1d 6h", 108000), ("1.5h", 5400)]
)
def test_a_time_is_a_number_or_parts_with_units(text, expected):
    """Seconds, or days, hours, minutes and seconds together."""
    assert expected == seconds(text)


async def test_a_key_that_a_control_does_not_know_is_named(http):
    """With the nearest one that it knows."""
    answer = await http.post("/simulator/clock", json={"advanced": "1h"})
    assert answer.json()["messages"] == ["/simulator/clock does not know 'advanced'; did you mean advance?"]


async def test_a_late_extension_says_when_it_would_have_been(http):
    """Held and released it says so, with the time at which the plan was to be extended."""
    held = (await http.post("/simulator/plan", json={"late": True})).json()
    released = (await http.post("/simulator/plan", json={"late": False})).json()
    assert (held["extension"]["held"], released["extension"]["held"]) == (True, False)
    assert held["extension"]["due"] < held["ends"]


async def test_a_plan_extended_early_is_extended_again_at_its_own_end(http):
    """Whoever extends it by hand has done the old plan's FINAL's work: the next one is due with the new plan's end."""
    extended = (await http.post("/simulator/plan", json={"extend": True, "window": 0})).json()
    due, ends = (datetime.fromisoformat(text) for text in (extended["extension"]["due"], extended["ends"]))
    assert timedelta(minutes=1) == ends - due


async def test_a_fault_says_at_which_hour_it_ends(http):
    """The answer's `until` is a time in UTC that lies as far ahead as the fault lasts."""
    before = datetime.now(UTC).replace(microsecond=0)
    answer = (await http.post("/simulator/fault", json={"status": 503, "for": "2h"})).json()
    ends = datetime.fromisoformat(answer["fault"]["until"])
    assert before + timedelta(hours=2) <= ends <= datetime.now(UTC) + timedelta(hours=2)


async def test_a_body_that_is_no_json_is_refused(http):
    """Half an object is told from an empty body."""
    answers = [await http.post("/simulator/clock", content=text) for text in ("{", "")]
    assert [answer.status_code for answer in answers] == [400, 200]


async def test_situations_and_failures_are_listed(http):
    """The controls tell which job shows what, and which failures there are."""
    situations = (await http.get("/simulator/situations")).json()
    failures = (await http.get("/simulator/failures")).json()
    assert situations["fail_without_log"] == ["FTA_FIN01#AP_RETORNO.AP_RET_BAIXA"]
    assert set(FAILURES) == {failure["name"] for failure in failures}
    assert len(failures) >= 40


async def test_the_ledger_says_from_when_to_when_a_job_stood_in_error(http):
    """A job that is broken, and mended ten minutes later, stands in the ledger with both times, once."""
    await broken(http, "PAY_CALC_NET")
    began = (await http.post("/simulator/clock", json={})).json()["now"]
    ended = (await http.post("/simulator/clock", json={"advance": "10m"})).json()["now"]
    await http.post("/simulator/recover", json={"job": "PAY_CALC_NET"})
    written = (await http.get("/simulator/ledger")).json()
    told = [(one["status"], one["since"], one.get("until")) for one in written if one["job"].endswith(".PAY_CALC_NET")]
    assert [("ABEND", began, ended)] == told
