"""The plan's extension."""

import pytest

from bot.alerts.conditions.plan import LONGEST, late_extension
from tests.bot.alerts.conditions.plan_in_memory import Plan as Master
from tests.tws.questions.fake_master import NOW, job, minutes, stream
from tws.models import Plan

DUE = NOW - minutes(20)


def final(state: str = "HOLD", **more):
    return stream("FINAL", state, **({"scheduled_at": DUE, "starts_after": DUE} | more))


async def words(*streams, plan: Plan | None = None, jobs=()) -> list[str]:
    master = Master(every_stream=list(streams), every_job=list(jobs), the_plan=plan or Plan(ends_at=DUE))
    return [one.word for one in (await late_extension(master)).conditions]


@pytest.mark.parametrize(
    ("state", "more", "expected"),
    [
        ("HOLD", {}, ["HOLD"]),
        ("READY", {}, ["READY"]),
        ("EXEC", {"started_at": DUE}, []),
        ("EXEC", {"started_at": NOW - LONGEST - minutes(1)}, ["EXEC"]),
        ("STUCK", {}, ["STUCK"]),
        ("CANCL", {"canceled": True}, ["CANCL"]),
        ("HOLD", {"starts_after": NOW + minutes(1), "scheduled_at": NOW}, []),
    ],
)
async def test_an_extension_is_late_where_it_does_not_do_its_work(state, more, expected) -> None:
    """Held, in error, cancelled or endless at its time; one that runs is in progress, one to come is not due."""
    assert expected == await words(final(state, **more))


async def test_a_job_of_it_in_error_is_named() -> None:
    """MAKEPLAN in ABEND is what holds the extension up."""
    master = Master(every_stream=[final("EXEC", abended=1)], every_job=[job("MAKEPLAN", "ABEND", stream="FINAL")])
    (one,) = (await late_extension(master)).conditions
    assert ("ABEND", "WKS1#FINAL.MAKEPLAN", True) == (one.word, one.evidence.blocked_by, one.critical)


async def test_while_the_plan_is_switched_it_is_not_late() -> None:
    """JnextPlan in progress answers errors for minutes."""
    assert [] == await words(final(), plan=Plan(ends_at=DUE, extending=True))


async def test_an_extension_of_an_earlier_plan_is_over() -> None:
    """Somebody extended the plan by hand after last night's FINAL had failed."""
    tomorrow = final(scheduled_at=NOW + minutes(600), starts_after=NOW + minutes(600))
    assert [] == await words(final("STUCK"), tomorrow, plan=Plan(starts_at=NOW - minutes(10)))


async def test_a_plan_that_is_over_with_nothing_to_extend_it_is_told() -> None:
    """Where FINAL is not in the plan only the plan's end counts."""
    over, lasting = [await words(plan=Plan(ends_at=at)) for at in (DUE, NOW + minutes(10))]
    assert (["NONE"], []) == (over, lasting)


async def test_where_the_engine_tells_nothing_nothing_is_concluded() -> None:
    """No end of the plan and no FINAL: the kind does not count as looked at."""
    assert not (await late_extension(Master(the_plan=Plan()))).complete


async def test_every_night_is_an_incident_of_its_own() -> None:
    """The key holds when the extension was due."""
    keys = set()
    for due in (DUE, DUE - minutes(24 * 60)):
        master = Master(every_stream=[final(scheduled_at=due, starts_after=due)])
        keys |= {one.key for one in (await late_extension(master)).conditions}
    assert 2 == len(keys)
