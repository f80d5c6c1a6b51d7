"""How many jobs: the engine counts."""

import pytest

from tests.tws.questions.fake_master import FakeMaster, at, job, stream
from tws.models import Plan
from tws.questions.counts import count_jobs
from tws.questions.errors import ArgumentError
from tws.questions.search import READ
from tws.reports import Group


def plan() -> FakeMaster:
    return FakeMaster(
        every_job=[
            job("A", "SUCC", ended=at("05:00"), started=at("04:30")),
            job("B", "SUCC", ended=at("02:00"), started=at("01:00")),
            job("C", "ABEND", ended=at("05:30"), started=at("05:00"), workstation="WKS2"),
            job("D", "FAIL", scheduled_at=at("05:40")),
            job("E", "EXEC", started=at("06:00")),
            job("F", "HOLD", stream="BILLING"),
        ],
        every_stream=[
            stream("PAYROLL", jobs=5, successful=2, abended=1, failed=1, running=1),
            stream("BILLING", jobs=1, successful=0, abended=0, failed=0, running=0),
        ],
    )


async def test_all_jobs():
    """Without conditions, all jobs of the plan, by one question and no rows."""
    master = plan()
    assert 6 == (await count_jobs(master)).total
    assert (["count_jobs_by_status"], 0) == (list(master.calls()), master.rows_read)


async def test_by_status():
    """Grouped by status, the largest group first."""
    report = await count_jobs(plan(), by="status")
    assert (6, Group(name="ERROR", count=2)) == (report.total, report.groups[0])


async def test_of_a_status():
    """Of one status, and the report echoes it."""
    report = await count_jobs(plan(), status="succ")
    assert (2, "SUCCESSFUL") == (report.total, report.status)


async def test_of_a_status_in_a_window():
    """In a window those that ended in it; a FAIL without an end counts by when it was due."""
    assert 1 == (await count_jobs(plan(), status="SUCC", since=at("04:00"))).total
    assert 2 == (await count_jobs(plan(), status="ERROR", since=at("04:00"))).total


async def test_by_status_in_a_window():
    """In a window only states that have a time in it are grouped."""
    report = await count_jobs(plan(), by="status", since=at("04:00"))
    expected = {"SUCCESSFUL": 1, "ERROR": 2, "RUNNING": 1}
    assert expected == {group.name: group.count for group in report.groups}


async def test_by_workstation():
    """Grouped by workstation as the engine counts it."""
    report = await count_jobs(plan(), by="workstation")
    assert (Group(name="WKS1", count=5), Group(name="WKS2", count=1)) == report.groups


async def test_of_a_status_by_workstation():
    """A status and a grouping go together."""
    report = await count_jobs(plan(), status="ABEND", by="workstation")
    assert ((Group(name="WKS2", count=1),), 1) == (report.groups, report.total)


async def test_by_stream_from_the_streams_own_statistics():
    """Grouped by job stream without counting each."""
    master = plan()
    report = await count_jobs(master, by="stream")
    assert (Group(name="PAYROLL", count=5), Group(name="BILLING", count=1)) == report.groups
    assert 1 == master.calls()["count_jobs"]


@pytest.mark.parametrize(("status", "expected"), [("ERROR", 2), ("ABEND", 1), ("SUCC", 2), ("RUNNING", 1)])
async def test_errors_by_stream(status, expected):
    """The statistics know errors, successes and what runs."""
    report = await count_jobs(plan(), status=status, by="stream")
    assert (Group(name="PAYROLL", count=expected),) == report.groups


async def test_waiting_by_stream_is_counted():
    """What the statistics do not know is counted for each job stream."""
    report = await count_jobs(plan(), status="WAITING", by="stream")
    assert (Group(name="BILLING", count=1),) == report.groups


async def test_only_the_largest_groups():
    """Of very many job streams the twenty largest are told, and that there are more."""
    master = FakeMaster(
        every_job=[job(f"J{n}-{m}", stream=f"S{n}") for n in range(60) for m in range(n + 1)],
        every_stream=[stream(f"S{n}", jobs=n + 1) for n in range(60)],
    )
    report = await count_jobs(master, by="stream")
    assert (20, "S59", True) == (len(report.groups), report.groups[0].name, report.truncated)


async def test_an_unknown_grouping_is_refused():
    """Only status, stream and workstation group."""
    with pytest.raises(ArgumentError, match="workstation"):
        await count_jobs(plan(), by="colour")


async def test_the_streams_where_most_still_waits_are_counted():
    """For waiting jobs the streams with most left are looked at, not those that are largest and done."""
    master = FakeMaster(
        every_job=[job("W", stream="SMALL")],
        every_stream=[
            stream("SMALL", jobs=1, successful=0),
            *(stream(f"S{n}", jobs=50, successful=50) for n in range(30)),
        ],
    )
    assert (Group(name="SMALL", count=1),) == (await count_jobs(master, status="WAITING", by="stream")).groups


async def test_what_is_left_of_a_whole_plan_is_all_that_waits():
    """Since the plan began, with no end: what has not started yet counts whenever it is due."""
    master = plan()
    master.the_plan = Plan(run_number=7, starts_at=at("03:00"), ends_at=at("03:00", 23))
    report = await count_jobs(master, status="WAITING", since=at("03:00"))
    assert (1, None, 0) == (report.total, report.since, master.rows_read)


async def test_a_number_that_a_bound_stopped_is_the_least():
    """More rows than are read may meet the window, which is told."""
    many = FakeMaster(every_job=[job(f"J{n}", "HOLD", scheduled_at=at("05:00")) for n in range(READ + 1)])
    report = await count_jobs(many, status="WAITING", since=at("04:00"), until=at("06:00"))
    assert (READ, True) == (report.total, report.at_least)
