"""How far a job stream is."""

from tests.tws.questions.fake_master import FakeMaster, at, job, stream
from tws.questions.streams import stream_status
from tws.reports import NotFound, StreamReport


async def test_a_stream_with_its_errors_and_what_runs():
    """Of the job stream, the jobs in error and those that run are given."""
    master = FakeMaster(
        every_stream=[stream(jobs=3), stream("OTHER")],
        every_job=[job("A", "ABEND"), job("B", "EXEC"), job("C", "SUCC"), job("D", "ABEND", stream="OTHER")],
    )
    report = await stream_status(master, "payroll")
    assert isinstance(report, StreamReport)
    assert (["A"], ["B"], 1) == (
        [known.name for known in report.in_error],
        [known.name for known in report.running],
        report.total,
    )


async def test_three_queries_answer():
    """A job stream costs one query for itself and two for its jobs."""
    master = FakeMaster(every_stream=[stream()])
    await stream_status(master, "PAYROLL")
    assert {"job_streams": 1, "jobs": 2} == dict(master.calls())


async def test_the_order_of_instances():
    """Stuck, then running, then the newest that was due, last what is still to come."""
    master = FakeMaster(
        every_stream=[
            stream(id="tomorrow", state="HOLD", scheduled_at=at("03:00", 23)),
            stream(id="old", state="SUCC", scheduled_at=at("03:00", 20)),
            stream(id="new", state="SUCC", scheduled_at=at("03:00", 21)),
            stream(id="runs", scheduled_at=at("03:00", 22)),
            stream(id="stuck", state="STUCK", scheduled_at=at("03:00", 19)),
        ]
    )
    report = await stream_status(master, "PAYROLL")
    assert ["stuck", "runs", "new", "old", "tomorrow"] == [known.id for known in report.streams]


async def test_a_key_names_the_workstation():
    """WKS2#PAYROLL is not PAYROLL of WKS1."""
    master = FakeMaster(every_stream=[stream(), stream(id="two", workstation="WKS2")])
    report = await stream_status(master, "WKS2#PAYROLL")
    assert ["two"] == [known.id for known in report.streams]


async def test_one_slip_is_read_as_the_stream_that_it_means():
    """A mistyped job stream is answered, and the answer says as what it was read."""
    report = await stream_status(FakeMaster(every_stream=[stream("PAYROLL_MAIN")]), "PAYROL_MAIN")
    assert "PAYROLL_MAIN" == report.meant


async def test_a_stranger_is_not_found():
    """A job stream that is not in the plan is told so."""
    report = await stream_status(FakeMaster(every_stream=[stream()]), "XPTO_99")
    assert isinstance(report, NotFound)
    assert ("job_stream", ()) == (report.what, report.similar)
