"""Passed deadlines."""

from datetime import timedelta

import pytest

from bot.alerts.conditions.late import late_ones
from tests.bot.alerts.conditions.plan_in_memory import Plan
from tests.tws.questions.fake_master import NOW, job, minutes, stream

PAST = NOW - minutes(5)


@pytest.mark.parametrize("state", ["HOLD", "READY", "EXEC", "USER"])
async def test_what_has_not_ended_by_its_deadline_is_late(state: str) -> None:
    """Started or not, from its deadline on."""
    (one,) = (await late_ones(Plan(every_job=[job("A", state, deadline=PAST)]))).conditions
    assert ("WKS1#PAYROLL.A", "LATE", PAST) == (one.subject, one.word, one.evidence.since)


@pytest.mark.parametrize("state", ["SUCC", "CANCL", "ABEND", "FAIL"])
async def test_what_has_ended_is_not_late(state: str) -> None:
    """A bad end is an incident of its own, the rest needs nobody."""
    assert () == (await late_ones(Plan(every_job=[job("A", state, deadline=PAST)]))).conditions


async def test_a_deadline_to_come_is_not_late() -> None:
    """Not one second before."""
    plan = Plan(every_job=[job("A", deadline=NOW + timedelta(seconds=1))])
    assert () == (await late_ones(plan)).conditions


async def test_a_late_job_stream_is_told_once() -> None:
    """Where one of its jobs is late that job says it, else the job stream does."""
    late = stream("PAYROLL", "EXEC", deadline=PAST)
    alone = (await late_ones(Plan(every_stream=[late]))).conditions
    both = (await late_ones(Plan(every_stream=[late], every_job=[job("A", deadline=PAST)]))).conditions
    assert (["WKS1#PAYROLL"], ["WKS1#PAYROLL.A"]) == ([one.subject for one in alone], [one.subject for one in both])


async def test_a_job_stream_that_is_stuck_is_not_also_late() -> None:
    """It has an incident already."""
    assert () == (await late_ones(Plan(every_stream=[stream("S", "STUCK", deadline=PAST)]))).conditions


async def test_a_running_job_says_how_long_it_has_run() -> None:
    """From its start until now."""
    plan = Plan(every_job=[job("A", "EXEC", started=NOW - minutes(30), deadline=PAST)])
    assert minutes(30) == (await late_ones(plan)).conditions[0].evidence.lasting
