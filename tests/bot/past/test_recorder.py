"""Each run that ended is stored once, however the plan and the clock behave, at a bounded cost."""

from datetime import timedelta

import pytest

from bot.past.names import past_name
from bot.past.recorder import KEPT, KEPT_OF_A_JOB, QUERIES, ROWS, Recorder
from bot.store import runs, schema
from tests.bot.past.conftest import EndedPlan, ran, run
from tests.databases import count
from tests.fakes import NIGHT
from tws.errors import TwsTimeoutError


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


async def caught_up(recorder, turns=60):
    """Turns until all is read."""
    for _ in range(turns):
        await recorder.record()
        if recorder.caught_up_at == recorder._clock():
            return
    raise AssertionError("never caught up")


async def stored(store):
    async with store.reading() as connection:
        return await count(connection, schema.runs)


async def of_job(store, job):
    async with store.reading() as connection:
        return await runs.of_job(connection, "default", past_name(job), 1000)


async def test_the_first_start_imports_what_the_plan_shows(store):
    """Runs that ended before the first look are stored with all that is known of them."""
    job = ran("PAY_CALC", run("ABEND", NIGHT - minutes(90), rc=8), run("SUCC", NIGHT - minutes(30), number=2, took=12))
    plan = EndedPlan([job])
    await caught_up(Recorder(plan, store, plan.clock))
    known = await of_job(store, job)
    assert [("SUCC", 2), ("ABEND", 1)] == [(one.internal_status, one.number) for one in known]
    assert (8, minutes(12)) == (known[1].return_code, known[0].ended_at - known[0].started_at)


async def test_a_run_is_stored_once_however_often_it_is_seen(store):
    """Turn after turn, and over plan extension with its new ids, a run stays one."""
    job = ran("PAY_CALC", run("SUCC", NIGHT - minutes(1)))
    plan = EndedPlan([job])
    recorder = Recorder(plan, store, plan.clock)
    await caught_up(recorder)
    plan.jobs_in_it = [ran("PAY_CALC", run("SUCC", NIGHT - minutes(1)), id="after-extension")]
    plan.clock.advance(seconds=30)
    await recorder.record()
    assert 1 == len(await of_job(store, job))


async def test_a_job_number_that_comes_again_is_another_run(store):
    """Job numbers start anew some day; number and start together tell runs apart."""
    plan = EndedPlan([ran("PAY_CALC", run("SUCC", NIGHT - minutes(50)))])
    recorder = Recorder(plan, store, plan.clock)
    await caught_up(recorder)
    plan.jobs_in_it = [ran("PAY_CALC", run("SUCC", NIGHT + minutes(5)))]
    plan.clock.advance(minutes=10)
    await caught_up(recorder)
    assert 2 == await stored(store)


async def test_jobs_of_two_folders_are_two(store):
    """A name in another folder is another job."""
    one, other = (
        ran("PAY_CALC", run("SUCC", NIGHT - minutes(5))),
        ran("PAY_CALC", run("SUCC", NIGHT - minutes(5)), folder="/TEST/", id="other"),
    )
    plan = EndedPlan([one, other])
    await caught_up(Recorder(plan, store, plan.clock))
    assert (1, 1) == (len(await of_job(store, one)), len(await of_job(store, other)))


async def test_what_runs_is_stored_when_it_ends_with_the_runs_before_it(store):
    """A rerun under way hides the run before it only until it ends."""
    plan = EndedPlan([ran("PAY_CALC", run("ABEND", NIGHT - minutes(5)), run("EXEC", None, number=2))])
    recorder = Recorder(plan, store, plan.clock)
    await caught_up(recorder)
    plan.jobs_in_it = [ran("PAY_CALC", run("ABEND", NIGHT - minutes(5)), run("SUCC", NIGHT + minutes(3), number=2))]
    plan.clock.advance(minutes=4)
    await recorder.record()
    assert ["SUCC", "ABEND"] == [one.internal_status for one in await of_job(store, plan.jobs_in_it[0])]


async def test_a_job_that_could_not_be_launched_is_stored_though_it_has_no_times(store):
    """FAIL without a start and an end counts once, as of when it was seen."""
    job = ran("PAY_CALC", run("FAIL", None))
    plan = EndedPlan([job])
    recorder = Recorder(plan, store, plan.clock)
    await caught_up(recorder)
    plan.clock.advance(minutes=30)
    await recorder.record()
    assert [(NIGHT, None)] == [(one.ended_at, one.started_at) for one in await of_job(store, job)]


async def test_one_turn_never_grows_with_the_plan(store):
    """Of 3,000 ended jobs a turn reads a few slices, and turn by turn all of them come."""
    plan = EndedPlan([ran(f"J{n}", run("SUCC", NIGHT - timedelta(seconds=5 * n)), id=str(n)) for n in range(3000)])
    recorder = Recorder(plan, store, plan.clock)
    for _ in range(60):
        asked, rows = len(plan.asked), plan.rows
        await recorder.record()
        assert len(plan.asked) - asked <= QUERIES + 1
        assert plan.rows - rows <= (QUERIES + 1) * ROWS
        if await stored(store) == 3000:
            break
    assert 3000 == await stored(store)


async def test_a_crowded_second_loses_nothing(store):
    """More jobs than a slice holds that ended in one second are read whole."""
    plan = EndedPlan([ran(f"J{n}", run("SUCC", NIGHT - minutes(7)), id=str(n)) for n in range(ROWS * 4)])
    await caught_up(Recorder(plan, store, plan.clock))
    assert ROWS * 4 == await stored(store)


async def test_a_restart_goes_on_where_the_last_process_stopped(store):
    """What ended while nobody looked is read, and what was read before is not asked for again."""
    plan = EndedPlan([ran("EARLY", run("SUCC", NIGHT - minutes(100)))])
    await caught_up(Recorder(plan, store, plan.clock))
    plan.jobs_in_it.append(ran("LATER", run("SUCC", NIGHT + minutes(200)), id="later"))
    plan.clock.advance(hours=8)
    plan.asked.clear()
    await caught_up(Recorder(plan, store, plan.clock))
    assert 2 == await stored(store)
    assert min(query.ended_since for query in plan.asked if query.ended_since) >= NIGHT - minutes(2)


async def test_a_clock_that_goes_back_loses_nothing(store):
    """After the engine's clock was set back, what ends then is stored."""
    plan = EndedPlan()
    recorder = Recorder(plan, store, plan.clock)
    await caught_up(recorder)
    plan.clock.advance(hours=-3)
    plan.jobs_in_it = [ran("PAY_CALC", run("SUCC", plan.clock()))]
    await caught_up(recorder)
    assert 1 == await stored(store)


async def test_an_hwa_that_does_not_answer_costs_nothing_that_ended_meanwhile(store):
    """A turn that failed is made up for by the next."""
    plan = EndedPlan()
    recorder = Recorder(plan, store, plan.clock)
    await caught_up(recorder)
    plan.broken = TwsTimeoutError("slow")
    plan.clock.advance(minutes=30)
    with pytest.raises(TwsTimeoutError):
        await recorder.record()
    plan.broken, plan.jobs_in_it = None, [ran("PAY_CALC", run("SUCC", NIGHT + minutes(10)))]
    plan.clock.advance(minutes=30)
    await caught_up(recorder)
    assert 1 == await stored(store)


async def test_housekeeping_keeps_the_newest_runs_of_each_job_and_no_old_ones(store):
    """Sixty runs of a job and 400 days are kept, whatever was stored."""
    plan = EndedPlan()
    recorder = Recorder(plan, store, plan.clock)
    for day in range(3):
        ends = [run("SUCC", NIGHT + timedelta(days=day, minutes=n), number=n, took=1) for n in range(40)]
        plan.jobs_in_it = [ran("PAY_CALC", *ends), ran("OTHER", run("SUCC", NIGHT + timedelta(days=day)), id="o")]
        plan.clock.now = NIGHT + timedelta(days=day, hours=1)
        await caught_up(recorder)
    assert (60, 63) == (await recorder.forget(), await stored(store))
    newest = await of_job(store, plan.jobs_in_it[0])
    assert (KEPT_OF_A_JOB, NIGHT + timedelta(days=2, minutes=39)) == (len(newest), newest[0].ended_at)
    plan.clock.advance(days=KEPT.days + 1)
    assert (63, 0) == (await recorder.forget(), await stored(store))
