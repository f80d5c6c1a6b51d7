"""The state of everything."""

import pytest

from tests.tws.questions.fake_master import FakeMaster, at, follows, job, stream
from tws.errors import TwsAuthError, TwsConnectionError, TwsQueryError, TwsTimeoutError
from tws.models import Plan, Prompt, Resource, Workstation
from tws.questions.health import environment_health, health_ahead

PARTS = (
    "count_jobs_by_status",
    "jobs",
    "job_streams",
    "workstations",
    "prompts",
    "resources",
    "plan",
    "engine",
)


def fine(**more) -> FakeMaster:
    given = {
        "every_job": [job("A", "SUCC"), job("B", "EXEC", deadline=at("07:00"))],
        "every_stream": [stream()],
        "every_workstation": [Workstation(id="w", name="WKS1", is_linked=True, is_running=True, limit=10)],
    }
    return FakeMaster(**(given | more))


async def test_all_is_well():
    """With nothing in error, late, down, asked or short, the verdict is good, and nothing is missing."""
    report = await environment_health(fine())
    assert ("good", (), 7, 1) == (
        report.verdict,
        report.missing,
        report.plan and report.plan.run_number,
        report.workstations_total,
    )


@pytest.mark.parametrize(
    "trouble",
    [
        {"every_job": [job("A", "ABEND")]},
        {"every_job": [job("A", "FAIL")]},
        {"every_stream": [stream("S", "STUCK")]},
        {"every_job": [job("A", critical=True, deadline=at("06:00"))]},
        {"the_plan": Plan(ends_at=at("06:00"))},
    ],
)
async def test_what_is_bad(trouble):
    """A job in error, a stuck stream, a late critical job or a plan that is over is bad."""
    assert "bad" == (await environment_health(fine(**trouble))).verdict


@pytest.mark.parametrize(
    "trouble",
    [
        {"every_job": [job("A", deadline=at("06:00"))]},
        {"every_workstation": [Workstation(id="w", name="WKS1", is_linked=False)]},
        {"every_workstation": [Workstation(id="w", name="WKS1", limit=0)]},
        {"every_prompt": [Prompt(id="p", name="GO", status="ASKED")]},
        {"every_resource": [Resource(id="r", name="TAPES", quantity=1, available=0)]},
        {"the_plan": Plan(extending=True)},
        {"broken": {"prompts": TwsQueryError("refused")}},
    ],
)
async def test_what_is_a_warning(trouble):
    """Whatever else wants attention, or could not be read, is a warning."""
    assert "warning" == (await environment_health(fine(**trouble))).verdict


async def test_a_part_that_fails_is_named():
    """What could not be read is named, the rest is told."""
    report = await environment_health(fine(broken={"resources": TwsTimeoutError("slow"), "plan": TwsQueryError("no")}))
    assert (("resources", "plan"), None, 2) == (report.missing, report.plan, sum(g.count for g in report.counts))


async def test_nothing_could_be_read():
    """Where no part answers, the reason is raised: a connection explains more than a refused query."""
    broken = dict.fromkeys(PARTS, TwsQueryError("no")) | {"plan": TwsAuthError("401")}
    with pytest.raises(TwsAuthError):
        await environment_health(fine(broken=broken))


async def test_a_dead_master_is_asked_once():
    """Where the first question finds no connection, the other nine are not put."""
    master = fine(broken={"engine": TwsConnectionError("refused")}, answered=False)
    with pytest.raises(TwsConnectionError):
        await environment_health(master)
    assert 1 == len(master.asked)


async def test_all_errors_are_counted():
    """Of thirty jobs in error twenty are given, and thirty are told."""
    report = await environment_health(fine(every_job=[job(f"J{n}", "ABEND") for n in range(30)], knows_totals=False))
    assert (20, 30) == (len(report.in_error), report.in_error_total)


async def test_no_part_reads_the_plan():
    """Ten thousand jobs that are well are counted, none is read."""
    master = fine(every_job=[job(f"J{n}", "SUCC") for n in range(10_000)])
    await environment_health(master)
    assert master.rows_read < 10


async def test_a_critical_job_behind_a_bad_end_is_held_up():
    """What a critical job waits for is walked: the job in error is named, without an end to be expected."""
    bad = job("A", "ABEND")
    late = job("C", "HOLD", critical=True, deadline=at("07:00"), dependencies=(follows("PAYROLL.A"),))
    report = await health_ahead(fine(every_job=[bad, late]))
    assert ({late.key: bad.key}, {}, ()) == (report.blockers, report.expected_ends, report.missing)


async def test_estimates_that_cannot_be_made_are_named():
    """The rest of the environment is told, and that the ends of critical jobs are not known."""
    late = job("C", "HOLD", critical=True, deadline=at("07:00"))
    report = await health_ahead(fine(every_job=[late], broken={"job": TwsTimeoutError("slow")}))
    assert (("estimates",), "warning") == (report.missing, report.verdict)
