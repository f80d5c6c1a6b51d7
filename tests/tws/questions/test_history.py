"""How a job went before."""

from tests.tws.questions.fake_master import FakeMaster, at, job, minutes, run
from tws.questions.history import job_history
from tws.reports import HistoryReport, NotFound


async def test_runs_of_all_instances_newest_first():
    """The runs of yesterday's and today's instance are one history; other streams are other jobs."""
    master = FakeMaster(
        every_job=[
            job("X", id="today", runs=(_good("t1", "01:00", 10, 22), _bad("t2", "03:00"))),
            job("X", id="yesterday", runs=(_good("y1", "01:00", 30, 21),)),
            job("X", stream="BILLING", runs=(_good("b1", "02:00", 99, 22),)),
        ]
    )
    report = await job_history(master, "WKS1#PAYROLL.X")
    assert isinstance(report, HistoryReport)
    assert ["t2", "t1", "y1"] == [known.id for known in report.runs]
    assert (2, 1, minutes(20)) == (report.successful, report.in_error, report.usual)


async def test_a_job_that_never_ended_well_has_no_usual_duration():
    """Only runs that ended well say how long a job takes."""
    report = await job_history(FakeMaster(every_job=[job("X", runs=(_bad("a", "03:00"),))]), "X")
    assert report.usual is None


async def test_other_streams_are_named():
    """A job of that name in another job stream is offered by its key."""
    master = FakeMaster(every_job=[job("X", "ABEND"), job("X", stream="BILLING")])
    assert ("WKS1#BILLING.X",) == (await job_history(master, "X")).others


async def test_a_stranger_is_not_found():
    """A job that is not in the plan has no history."""
    assert isinstance(await job_history(FakeMaster(), "STRANGER"), NotFound)


def _good(name, clock, took, day):
    return run("SUCC", id=name, started=at(clock, day), ended=at(clock, day) + minutes(took))


def _bad(name, clock):
    return run("ABEND", id=name, started=at(clock), ended=at(clock) + minutes(1))
