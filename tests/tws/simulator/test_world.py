"""The simulated production lives: time moves it, the seed decides it, the plan is extended."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tws.simulator.conftest import JOBS
from tws.simulator.ids import NAMESPACE, name_id, stream_identifier
from tws.simulator.oql import parse
from tws.simulator.records import Job
from tws.simulator.search import find_jobs


def fingerprint(world) -> list[tuple[object, ...]]:
    return [
        (job.id, job.name, job.status, *((run.id, run.number, run.status, run.started, run.ended) for run in job.runs))
        for job in world.plan.jobs
    ]


def test_the_same_seed_gives_the_same_plan(make_world):
    """Names, ids, states, run times and job numbers are equal from start to start."""
    assert fingerprint(make_world(seed=7)) == fingerprint(make_world(seed=7))


def test_another_seed_gives_another_course_with_the_same_special_names(make_world):
    """The seed changes the ordinary jobs, and never the ones that stories are told about."""
    one, two = make_world(seed=1), make_world(seed=2)
    assert fingerprint(one) != fingerprint(two)
    assert {"FINAL_BATCH_PAYROLL", "CAR_CALC_FATURA", "FINAL"} <= {job.name for job in two.plan.jobs} | {"FINAL"}


def test_it_does_not_matter_how_often_somebody_looks(make_world):
    """Six hours in one step end in the same plan as six hours in 720 steps."""
    one, many = make_world(), make_world()
    one.clock.set(advance=6 * 3600)
    one.now()
    for _ in range(720):
        many.clock.set(advance=30)
        many.now()
    assert fingerprint(one) == fingerprint(many)


def test_speed_makes_the_virtual_clock_run_faster(make_world):
    """At speed 60 a real minute is a simulated hour."""
    world = make_world(speed=60.0)
    before = world.now()
    world.options.now.forward(minutes=1)
    assert before + 3600 == world.now()


def test_a_payroll_job_abends_soon_and_is_rerun_until_the_final_job_ends(make_world):
    """PAY_CALC_NET ABENDs within two minutes; the operator reruns it, and FINAL_BATCH_PAYROLL ends in time."""
    world = make_world()
    (net,), (final,) = world.plan.by_name["PAY_CALC_NET"], world.plan.by_name["FINAL_BATCH_PAYROLL"]
    world.clock.set(advance=120)
    world.now()
    seen = [net.status]
    world.clock.set(advance=3 * 3600)
    world.now()
    assert [*seen, net.status, final.status] == ["ABEND", "SUCC", "SUCC"]
    assert [run.status for run in net.runs] == ["ABEND", "SUCC"]
    assert net.runs[0].number != net.runs[1].number
    assert final.runs[0].ended < final.deadline


def test_a_job_never_starts_before_what_it_follows(make_world):
    """In a whole simulated day, no run begins before every predecessor has ended."""
    world = make_world()
    world.clock.set(advance=15 * 3600)
    world.now()
    early = [
        (job.name, before.name)
        for job in world.plan.jobs
        for before in job.follows
        if isinstance(before, Job) and job.runs and before.runs and job.runs[0].started < before.runs[-1].ended
    ]
    assert early == []


def test_the_counters_agree_with_a_count(make_world):
    """After a day and a plan extension, every kept counter equals what counting gives."""
    world = make_world()
    world.clock.set(advance=26 * 3600)
    world.now()
    plan = world.plan
    for status, count in plan.by_job_status.items():
        assert count == sum(job.common == status for job in plan.jobs)
    for stream in plan.streams:
        assert len(stream.jobs) == sum(stream.counts.values())
    assert {job for job in plan.jobs if job.unresolved} == plan.unresolved
    assert sorted(plan.endings, key=lambda pair: pair[0]) == plan.endings


def test_the_extension_drops_what_is_finished_and_carries_the_rest(make_world):
    """After FINAL, the run number is one higher, finished streams are gone and unfinished ones carried forward."""
    world = make_world()
    before = world.plan.run_number
    open_streams = {stream.id for stream in world.plan.streams if stream.name in {"FISCAL_MENSAL", "AP_RETORNO"}}
    world.extend()
    assert before + 1 == world.plan.run_number
    assert all(world.plan.streams_by_id[each].carried_forward for each in open_streams)
    assert [s.name for s in world.plan.streams if s.done and s.carried_forward] == []
    assert world.plan.starts < world.plan.ends


def test_the_plan_is_extended_by_final_at_the_end_of_the_day(make_world):
    """Just after midnight in São Paulo the plan of the new day stands, by FINAL's own jobs."""
    world = make_world(datetime(2026, 11, 23, 2, 50, tzinfo=UTC))
    before = world.plan.run_number
    world.clock.set(advance=15 * 60)
    world.now()
    assert before + 1 == world.plan.run_number
    assert world.plan.starts == datetime(2026, 11, 23, 3, 0, tzinfo=UTC).timestamp()


def test_extending_for_a_week_does_not_pile_up(make_world):
    """After seven days the plan is still about one day's size, and errors have not accumulated."""
    world = make_world()
    world.clock.set(advance=7 * 86400)
    world.now()
    assert len(world.plan.jobs) < JOBS * 1.6
    assert world.plan.by_job_status["ERROR"] < 80


def test_a_day_brings_a_bearable_number_of_new_errors(make_world):
    """Of 5,000 jobs, between 60 and 300 runs end in error within a day."""
    world = make_world(jobs=5000)
    plan = world.plan
    seen = {run.id for run in plan.runs.values() if run.status in {"ABEND", "FAIL"}}
    at_start = len(seen)
    for _ in range(24):
        world.clock.set(advance=3600)
        world.now()
        seen |= {run.id for run in plan.runs.values() if run.status in {"ABEND", "FAIL"}}
    assert 60 <= len(seen) - at_start <= 300


@pytest.mark.parametrize("text", ["", "jobruns.commonStatus = 'SUCCESSFUL'", "name LIKE 'DWH@' ORDER BY name"])
def test_pages_put_together_are_the_whole(make_world, text):
    """Pages of 70 jobs, one behind the other, hold each job once, in one order."""
    plan = make_world().plan
    total, whole = find_jobs(plan, parse(text), 0, 10_000)
    pages = [job for offset in range(0, total, 70) for job in find_jobs(plan, parse(text), offset, 70)[1]]
    assert [job.id for job in whole] == [job.id for job in pages]


@given(parts=st.lists(st.text(max_size=20) | st.integers(), min_size=1, max_size=4))
def test_ids_are_name_based_uuids(parts):
    """Every id is exactly the version 3 UUID of its names."""
    assert name_id(*parts) == str(uuid3(NAMESPACE, "|".join(map(str, parts))))


def test_job_stream_ids_have_sixteen_characters():
    """They count in letters behind a zero, as the planner's do."""
    assert ["0AAAAAAAAAAAAAAA", "0AAAAAAAAAAAAAAB", "0AAAAAAAAAAAAABA"] == [stream_identifier(n) for n in (0, 1, 26)]
