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


class Kept:
    """An archive of these runs."""

    def __init__(self, *runs):
        self.kept = runs
        self.asked = []

    async def runs(self, environment, job):
        self.asked.append((environment, job.key))
        return self.kept

    async def usual(self, environment, jobs):
        return {}


async def test_runs_of_plans_that_are_gone_are_told_too():
    """What only the archive knows comes after the plan's runs, and how far back it reaches is said."""
    master = FakeMaster(every_job=[job("X", runs=(_good("t1", "01:00", 10, 22),))])
    archive = Kept(_good("a2", "01:00", 20, 21), _good("a1", "01:00", 30, 20))
    report = await job_history(master, "X", archive)
    assert (["t1", "a2", "a1"], 3, 2) == ([known.id for known in report.runs], report.total, report.past_runs)
    assert (minutes(20), at("01:30", 20)) == (report.usual, report.known_since)
    assert [("default", "WKS1#PAYROLL.X")] == archive.asked


async def test_a_run_that_plan_and_archive_know_counts_once():
    """The plan's record of a run stands for the archived one: number and start are the same."""
    shown = run("SUCC", id="plan", number=7, started=at("01:00"), ended=at("01:10"))
    kept = run("SUCC", id="#7", number=7, started=at("01:00"), ended=at("01:10"))
    unlaunched = (run("FAIL", id="f", number=8), run("FAIL", id="#8", number=8))
    master = FakeMaster(every_job=[job("X", runs=(shown, unlaunched[0]))])
    report = await job_history(master, "X", Kept(kept, unlaunched[1]))
    assert ({"plan", "f"}, 0) == ({known.id for known in report.runs}, report.past_runs)


async def test_usual_is_of_the_newest_good_runs():
    """A job that grew slower is as slow as it is now, not as it was."""
    before = [run("SUCC", id=f"b{n}", number=n, started=at("00:00", 1), ended=at("00:01", 1)) for n in range(40)]
    lately = [_good(f"n{n}", "01:00", 30, day) for n, day in enumerate(range(2, 22)) for _ in range(2)]
    report = await job_history(FakeMaster(every_job=[job("X")]), "X", Kept(*lately, *before))
    assert minutes(30) == report.usual
