"""Deadlines that are expected to be missed."""

from datetime import timedelta

from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from bot.alerts.conditions.at_risk import AGAIN, FIRST, NEAREST, AtRisk, ends_at_best
from tests.bot.alerts.conditions.plan_in_memory import Estimates, Plan
from tests.tws.questions.fake_master import NOW, job, minutes


def due_in(deadline: float, name: str = "A", state: str = "HOLD", **more):
    return job(name, state, **({"deadline": NOW + minutes(deadline), "estimated": minutes(10)} | more))


async def test_an_estimate_after_the_deadline_is_a_risk_with_its_figures() -> None:
    """When it will end, when it had to start at the latest, how long it takes."""
    look = AtRisk(Plan(every_job=[due_in(60)]), Estimates(ends_at=NOW + minutes(75)))
    (one,) = (await look()).conditions
    said = one.evidence
    assert (NOW + minutes(75), NOW + minutes(50), minutes(10)) == (said.expected_at, said.latest_start, said.usual)


async def test_an_estimate_before_the_deadline_is_none() -> None:
    """Nor is one that misses it by seconds."""
    for ends_at in (NOW + minutes(59), NOW + minutes(60) + timedelta(seconds=30)):
        assert () == (await AtRisk(Plan(every_job=[due_in(60)]), Estimates(ends_at=ends_at))()).conditions


async def test_a_job_behind_one_in_error_is_at_risk_and_names_it() -> None:
    """It cannot start before somebody acts, so that no end is foretold."""
    (one,) = (await AtRisk(Plan(every_job=[due_in(60)]), Estimates(blocked_by="W#S.BAD"))()).conditions
    assert ("W#S.BAD", None) == (one.evidence.blocked_by, one.evidence.expected_at)


async def test_what_cannot_be_foreseen_is_a_risk_only_once_its_own_length_is_too_much() -> None:
    """An unanswered prompt says nothing until there is too little time for the job itself."""
    plan = Plan(every_job=[due_in(30)])
    look = AtRisk(plan, Estimates())
    before = (await look()).conditions
    plan.pass_time(minutes=22)
    assert (0, 1) == (len(before), len((await look()).conditions))


async def test_the_job_that_must_take_too_long_waits_for_no_estimate() -> None:
    """With more jobs than a look estimates, those whose own length is too much are told at once."""
    jobs = [due_in(60 + number, f"J{number}") for number in range(FIRST)]
    plan = Plan(every_job=[*jobs, due_in(200, "LONG", estimated=minutes(300))])
    found = await AtRisk(plan, Estimates(ends_at=NOW))()
    assert ["LONG"] == [one.job_name for one in found.conditions]


async def test_nothing_is_concluded_before_every_candidate_was_estimated() -> None:
    """After a start the estimates come a few at a look; until all are there, absence says nothing."""
    plan = Plan(every_job=[due_in(100 + number, f"J{number}") for number in range(2 * FIRST)])
    expected = Estimates(ends_at=NOW)
    look = AtRisk(plan, expected)
    first, second = await look(), await look()
    assert ((False, True), 2 * FIRST) == ((first.complete, second.complete), expected.asked)


async def test_estimates_are_kept_while_nothing_changes() -> None:
    """The next look asks for none; a job whose own state changed is estimated again."""
    plan = Plan(every_job=[due_in(200)])
    expected = Estimates(ends_at=NOW + minutes(20))
    look = AtRisk(plan, expected)
    await look()
    plan.pass_time(minutes=1)
    await look()
    kept = expected.asked
    plan.every_job = [due_in(200, unresolved=2)]
    await look()
    assert (1, 2) == (kept, expected.asked)


async def test_a_job_in_danger_is_estimated_again_after_minutes() -> None:
    """So that its recovery is seen soon."""
    plan = Plan(every_job=[due_in(60)])
    expected = Estimates(ends_at=NOW + minutes(90))
    look = AtRisk(plan, expected)
    before = (await look()).conditions
    expected.ends_at = NOW + minutes(40)
    plan.pass_time(minutes=4)
    assert (1, 0) == (len(before), len((await look()).conditions))


async def test_a_look_makes_few_estimates_again_however_many_are_old() -> None:
    """The cost of a look is bounded."""
    plan = Plan(every_job=[due_in(200 + number, f"J{number}") for number in range(20)])
    expected = Estimates(ends_at=NOW)
    look = AtRisk(plan, expected)
    while not (await look()).complete:
        pass
    plan.pass_time(minutes=40)
    before = expected.asked
    await look()
    assert AGAIN == expected.asked - before


async def test_only_the_nearest_deadlines_are_followed() -> None:
    """A plan of thousands of deadlines is asked for a bounded number."""
    plan = Plan(every_job=[due_in(200, f"J{number}") for number in range(3 * NEAREST)])
    await AtRisk(plan, Estimates(ends_at=NOW))()
    assert (2, True) == (plan.calls()["jobs"], plan.rows_read <= 2 * NEAREST)


async def test_critical_jobs_are_followed_further_ahead() -> None:
    """A critical job's deadline tomorrow morning is looked at tonight, another job's is not."""
    plan = Plan(every_job=[due_in(600, "CRIT", critical=True), due_in(600, "OTHER")])
    found = await AtRisk(plan, Estimates(ends_at=NOW + timedelta(hours=11)))()
    assert ["CRIT"] == [one.job_name for one in found.conditions]


@hypothesis(deadline=None)
@given(st.integers(-600, 600), st.integers(0, 600), st.booleans(), st.integers(0, 600))
def test_the_best_end_is_never_too_early_to_be_true(deadline: int, takes: int, runs: bool, since: int) -> None:
    """A job called late by its own length alone could not end in time by starting now."""
    state = "EXEC" if runs else "HOLD"
    started = NOW - minutes(since) if runs else None
    ends_at = ends_at_best(due_in(deadline, state=state, started=started, estimated=minutes(takes)), NOW)
    if ends_at is not None:
        assert ends_at > NOW + minutes(deadline)
        assert ends_at <= NOW + minutes(takes) or ends_at == NOW
