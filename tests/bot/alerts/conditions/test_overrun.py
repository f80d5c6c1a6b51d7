"""Jobs that run for too long."""

from dataclasses import replace
from datetime import timedelta

from bot.alerts.conditions.overrun import AFRESH, Overruns
from tests.bot.alerts.conditions.plan_in_memory import Plan, unknown
from tests.tws.questions.fake_master import NOW, job, minutes, run
from tws.models import Job


def running(name: str, since: float, usual: float | None = 10, **more: object) -> Job:
    estimated = None if usual is None else minutes(usual)
    return job(name, "EXEC", started=NOW - minutes(since), **({"estimated": estimated} | more))


async def names(look: Overruns) -> list[str]:
    return [one.job_name for one in (await look()).conditions]


async def test_more_than_twice_the_usual_time_is_too_long() -> None:
    """From the moment at which it had taken that long."""
    plan = Plan(every_job=[running("LONG", 25), running("FINE", 19)])
    (one,) = (await Overruns(plan, unknown, 2.0)()).conditions
    said = one.evidence
    assert ("LONG", NOW - minutes(5), minutes(10), minutes(25)) == (
        one.job_name,
        said.since,
        said.usual,
        said.lasting,
    )


async def test_a_job_of_seconds_is_given_minutes() -> None:
    """Ten times five seconds need nobody."""
    assert [] == await names(Overruns(Plan(every_job=[running("QUICK", 9, 5 / 60)]), unknown, 2.0))


async def test_our_own_history_wins_over_the_engines_estimate() -> None:
    """A job that always takes an hour is fine after 40 minutes, whatever the engine expects."""

    async def an_hour(_job: Job) -> timedelta:
        return minutes(60)

    plan = Plan(every_job=[running("A", 40)])
    assert ([], ["A"]) == (await names(Overruns(plan, an_hour, 2.0)), await names(Overruns(plan, unknown, 2.0)))


async def test_without_any_usual_time_nothing_is_said() -> None:
    """No figure, no alert."""
    assert [] == await names(Overruns(Plan(every_job=[running("A", 600, None)]), unknown, 2.0))


async def test_the_engines_own_maximum_counts_as_well() -> None:
    """A job past its maximum duration is told before twice its usual time."""
    gone = run("EXEC", started=NOW - minutes(12), max_duration_gone=True)
    plan = Plan(every_job=[running("A", 12, max_duration=minutes(11), runs=(gone,))])
    (one,) = (await Overruns(plan, unknown, 2.0)()).conditions
    assert (NOW - minutes(1), ("EXEC", "MAXDUR")) == (one.evidence.since, one.evidence.states)


async def test_one_that_ends_is_told_no_more() -> None:
    """Neither is one that was rerun: its new run has just begun."""
    plan = Plan(every_job=[running("A", 25), running("B", 25)])
    look = Overruns(plan, unknown, 2.0)
    before = await names(look)
    again = run("EXEC", started=NOW + minutes(1), id="again")
    plan.every_job = [job("A", "SUCC"), replace(plan.every_job[1], runs=(*plan.every_job[1].runs, again))]
    plan.pass_time(minutes=2)
    assert (["A", "B"], []) == (before, await names(look))


async def test_what_runs_is_read_once_when_it_is_old_enough() -> None:
    """The second look reads only what came to that age since."""
    plan = Plan(every_job=[running(f"J{number}", 20, 100) for number in range(50)])
    look = Overruns(plan, unknown, 2.0)
    await look()
    first = plan.rows_read
    plan.pass_time(minutes=2)
    await look()
    assert (50, 50) == (first, plan.rows_read)


async def test_it_is_seen_when_its_time_comes() -> None:
    """A job read long ago is told at the first look after twice its usual time."""
    plan = Plan(every_job=[running("A", 15, 20)])
    look = Overruns(plan, unknown, 2.0)
    before = await names(look)
    plan.pass_time(minutes=26)
    assert ([], ["A"]) == (before, await names(look))


async def test_a_plan_extension_loses_none() -> None:
    """Its id changes, its run does not: it is told without a gap, under the same key."""
    plan = Plan(every_job=[running("A", 25)])
    look = Overruns(plan, unknown, 2.0)
    before = (await look()).conditions
    plan.every_job = [replace(plan.every_job[0], id="other")]
    plan.pass_time(minutes=1)
    after = (await look()).conditions
    assert [one.key for one in before] == [one.key for one in after]


async def test_what_no_answer_showed_is_found_within_the_half_hour() -> None:
    """Everything that runs is read anew from time to time: a job that slipped through is found then."""
    plan = Plan()
    look = Overruns(plan, unknown, 2.0)
    await look()
    plan.every_job = [running("A", 60)]
    plan.pass_time(minutes=1)
    missed = await names(look)
    plan.time += AFRESH
    assert ([], ["A"]) == (missed, await names(look))
