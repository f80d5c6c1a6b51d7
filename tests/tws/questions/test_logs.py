"""The log of a job's run."""

import pytest

from tests.tws.questions.fake_master import FakeMaster, at, job, run
from tws.models import JobLog
from tws.questions.errors import ArgumentError
from tws.questions.logs import job_log
from tws.reports import LogReport, NotFound

RUNS = (
    run("ABEND", id="r1", number=111, started=at("01:00"), ended=at("01:05")),
    run("ABEND", id="r2", number=222, started=at("02:00"), ended=at("02:05")),
    run("SUCC", id="r3", number=333, started=at("03:00"), ended=at("03:05")),
)


def plan() -> FakeMaster:
    return FakeMaster(
        every_job=[job("X", "SUCC", runs=RUNS)], logs={known.id: JobLog(text=f"log of {known.id}") for known in RUNS}
    )


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (None, "r3"),
        ("last", "r3"),
        ("última", "r3"),
        ("1", "r1"),
        ("-1", "r3"),
        ("previous", "r2"),
        ("222", "r2"),
        ("#J222", "r2"),
        ("r1", "r1"),
    ],
)
async def test_a_run_is_named_in_many_ways(wanted, expected):
    """By its place, its job number, its id or a word; without any it is the newest."""
    report = await job_log(plan(), "x", wanted)
    assert isinstance(report, LogReport)
    assert f"log of {expected}" == (report.log and report.log.text)


@pytest.mark.parametrize("wanted", ["9", "-4", "0", "yesterday"])
async def test_a_run_that_is_not_there_is_refused(wanted):
    """Asking for a run that the job does not have says how many it has."""
    with pytest.raises(ArgumentError, match="3 run"):
        await job_log(plan(), "X", wanted)


async def test_a_job_that_never_ran_has_no_log():
    """What waits has no log, and nothing is asked for it."""
    master = FakeMaster(every_job=[job("X")])
    report = await job_log(master, "X")
    assert ("never_started", 0) == (report.missing, master.calls()["job_log"])


async def test_a_run_that_has_not_begun_is_no_run():
    """A waiting row may carry a run without a start."""
    report = await job_log(FakeMaster(every_job=[job("X", runs=(run("HOLD"),))]), "X")
    assert "never_started" == report.missing


async def test_a_fail_was_not_launched():
    """A FAIL without a log says that it was never launched."""
    report = await job_log(FakeMaster(every_job=[job("X", "FAIL")]), "X")
    assert (None, "not_launched") == (report.log, report.missing)


async def test_a_log_that_is_gone_was_not_kept():
    """A run that ended and has no log: it was not kept."""
    master = plan()
    master.logs.clear()
    assert "not_kept" == (await job_log(master, "X")).missing


async def test_the_job_with_a_run_is_chosen():
    """Of two jobs of a name the one that ran has the log, the other one is named."""
    master = plan()
    master.every_job.insert(0, job("X", stream="BILLING"))
    report = await job_log(master, "X")
    assert ("PAYROLL", ("WKS1#BILLING.X",)) == (report.job.job_stream, report.others)


async def test_a_stranger_is_not_found():
    """A job that is not in the plan has no log report."""
    assert isinstance(await job_log(plan(), "STRANGER"), NotFound)
