"""Job streams that cannot go on."""

from bot.alerts.conditions.stuck import stuck_streams
from tests.bot.alerts.conditions.plan_in_memory import Plan
from tests.tws.questions.fake_master import job, stream


async def test_a_stuck_job_stream_says_what_blocks_it_and_how_many_wait() -> None:
    """The job in error is named, and the jobs that have not started are counted from the stream's own figures."""
    stuck = stream("S", "STUCK", jobs=10, successful=4, abended=1, failed=0, running=0)
    plan = Plan(every_stream=[stuck], every_job=[job("BAD", "ABEND", stream="S"), job("NEXT", stream="S")])
    (one,) = (await stuck_streams(plan)).conditions
    assert ("WKS1#S", "STUCK", "WKS1#S.BAD", 5) == (
        one.subject,
        one.word,
        one.evidence.blocked_by,
        one.evidence.waiting,
    )


async def test_a_job_in_error_alone_makes_no_job_stream_stuck() -> None:
    """While other jobs of it go on, or where none is left, it is the job that needs somebody."""
    plan = Plan(every_stream=[stream("S", "ABEND"), stream("T", "EXEC", abended=1)], every_job=[job("A", "ABEND")])
    assert () == (await stuck_streams(plan)).conditions


async def test_a_cancelled_job_stream_is_not_stuck() -> None:
    """Somebody has decided already."""
    assert () == (await stuck_streams(Plan(every_stream=[stream("S", "STUCK", canceled=True)]))).conditions


async def test_many_stuck_job_streams_cost_a_query_for_every_twenty() -> None:
    """Their jobs in error are asked for together."""
    plan = Plan(every_stream=[stream(f"S{number}", "STUCK") for number in range(40)])
    found = await stuck_streams(plan)
    assert (40, {"job_streams": 1, "jobs": 2}) == (len(found.conditions), dict(plan.calls()))


async def test_without_figures_nothing_is_counted() -> None:
    """An engine that does not count says nothing about waiting jobs."""
    (one,) = (await stuck_streams(Plan(every_stream=[stream("S", "STUCK")]))).conditions
    assert one.evidence.waiting is None
