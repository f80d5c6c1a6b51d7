"""Workstations that launch nothing."""

import pytest

from bot.alerts.conditions.workstations import down_workstations
from tests.bot.alerts.conditions.plan_in_memory import Plan
from tests.tws.questions.fake_master import job
from tws.models import Workstation


def place(**more: object) -> Workstation:
    given = {"id": "1", "name": "WKS1", "type": "AGENT", "is_linked": True, "is_running": True, "limit": 10, "fence": 0}
    return Workstation(**(given | more))


@pytest.mark.parametrize(
    ("more", "states"),
    [
        ({"is_linked": False, "is_running": False}, ("UNLINKED",)),
        ({"is_running": False}, ("STOPPED",)),
        ({"limit": 0}, ("LIMIT 0",)),
        ({"is_linked": False, "limit": 0}, ("UNLINKED", "LIMIT 0")),
    ],
)
async def test_a_workstation_that_launches_nothing_while_jobs_wait_is_told(more, states) -> None:
    """With all that is wrong with it and how many jobs wait for it."""
    plan = Plan(every_workstation=[place(**more)], every_job=[job("A", "READY"), job("B", "READY"), job("C", "HOLD")])
    (one,) = (await down_workstations(plan)).conditions
    assert ("WKS1", states[0], states, 2) == (one.subject, one.word, one.evidence.states, one.evidence.waiting)


async def test_nothing_waiting_is_no_alert() -> None:
    """A workstation that is down for the weekend wakes nobody; jobs whose predecessors run do not wait for it."""
    plan = Plan(every_workstation=[place(is_linked=False)], every_job=[job("A", "HOLD"), job("B", "SUCC")])
    assert () == (await down_workstations(plan)).conditions


@pytest.mark.parametrize("kind", ["POOL", "D-POOL", "X-AGENT", "REM-ENG", "XA", "DYNAMIC_POOL", "REMOTE_ENGINE"])
async def test_what_never_links_is_not_judged_by_its_link(kind: str) -> None:
    """Its limit still counts."""
    jobs = [job("A", "READY")]
    unlinked = Plan(every_workstation=[place(type=kind, is_linked=False, is_running=False)], every_job=jobs)
    closed = Plan(every_workstation=[place(type=kind, is_linked=False, limit=0)], every_job=jobs)
    found = [[one.word for one in (await down_workstations(plan)).conditions] for plan in (unlinked, closed)]
    assert [[], ["LIMIT 0"]] == found


@pytest.mark.parametrize("more", [{"ignored": True, "is_linked": False}, {"is_linked": None, "is_running": None}])
async def test_what_is_ignored_or_unknown_is_not_down(more) -> None:
    """No alert where the engine does not say, or where somebody wants it so."""
    plan = Plan(every_workstation=[place(**more)], every_job=[job("A", "READY")])
    assert () == (await down_workstations(plan)).conditions


async def test_healthy_workstations_cost_one_query() -> None:
    """However many there are and whatever waits."""
    plan = Plan(every_workstation=[place(id=str(n), name=f"W{n}") for n in range(300)], every_job=[job("A", "READY")])
    await down_workstations(plan)
    assert {"workstations": 1} == dict(plan.calls())


@pytest.mark.parametrize(("others", "told"), [((), ["FENCE 50"]), ((job("B", "EXEC"),), [])])
async def test_a_fence_above_all_is_told(others, told) -> None:
    """Jobs wait below it and none runs; where one runs the fence does what it is for."""
    fenced = job("A", internal_status="FENCE")
    plan = Plan(every_workstation=[place(fence=50)], every_job=[fenced, *others])
    assert told == [one.word for one in (await down_workstations(plan)).conditions]
