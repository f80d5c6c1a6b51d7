"""The default scenario shows every situation that an operator meets, at any hour."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from tws.simulator.plan import job_key
from tws.simulator.records import Job
from tws.simulator.risk import risk_of
from tws.simulator.states import COMMON_STATUSES
from tws.simulator.wire_job import substatus

HOURS = (0, 3, 6, 13, 20)  # UTC: 21:00, just after the plan's switch, 03:00, 10:00 and 17:00 in São Paulo

JOBS = {
    "abend_with_log": lambda job, _now: job.status == "ABEND" and job.runs[-1].has_log and job.runs[-1].signature,
    "fail_without_log": lambda job, _now: job.status == "FAIL" and not job.runs[-1].has_log,
    "late": lambda job, now: job.late and job.deadline < now and not job.done,
    "waiting_for_predecessor": lambda job, now: substatus(job, now) == "HOLD_WAITING_FOR_PREDECESSOR",
    "waiting_for_time": lambda job, now: substatus(job, now) == "HOLD_WAITING_FOR_TIME",
    "until_passed": lambda job, _now: job.until_gone and job.status == "HOLD",
    "suppressed": lambda job, _now: (job.status, job.common) == ("SUPPR", "SUPPRESS"),
    "prompt_asked": lambda job, now: (
        substatus(job, now) == "HOLD_WAITING_FOR_PROMPT" and job.stream.prompts[0].status == "ASKED"
    ),
    "recovery_prompt": lambda job, _now: job.needs_reply and job.restart_prompt.status == "ASKED",
    "file_dependency": lambda job, now: substatus(job, now) == "HOLD_WAITING_FOR_FILE",
    "resource_holder": lambda job, _now: job.status == "EXEC" and job.resources[0][0].available == 0,
    "pending_confirmation": lambda job, _now: (job.status, job.common) == ("PEND", "WAITING"),
    "every": lambda job, _now: job.every and len(job.runs) > 1 and job.runs[-1].type == "RERUN_EVERY",
    "rerun_chain": lambda job, _now: [run.status for run in job.runs] == ["ABEND", "ABEND", "SUCC"],
    "recovery_job": lambda job, _now: [run.type for run in job.runs] == ["REGULAR", "RECOVERY", "RECOVERY_RERUN"],
    "no_operation": lambda job, _now: job.no_operation and (job.canceled or job.cancel_pending) and not job.runs,
    "critical_high_risk": lambda job, now: risk_of(job, now)[0] == "HIGH_RISK",
    "ad_hoc": lambda job, _now: job.stream.identifier == "JOBS",
    "held": lambda job, _now: (job.priority, job.common) == (0, "HELD"),
    "canceled": lambda job, _now: job.common == "CANCELED" and job.status == "HOLD",
    "undecided": lambda job, _now: job.common == "UNDECIDED",
    "blocked": lambda job, _now: (job.status, job.common) == ("SUSP", "BLOCKED"),
    "long_running": lambda job, _now: job.runs[-1].max_duration_gone and job.status == "EXEC",
    "min_duration_not_reached": lambda job, _now: job.runs[-1].min_duration_missed,
    "stream_limit": lambda job, now: substatus(job, now) == "READY_WAITING_FOR_LIMIT",
    "about_to_abend": lambda job, _now: job.status == "EXEC",
    "payroll": lambda job, _now: job.critical and job.status == "HOLD" and job.unresolved,
    "big_log": lambda job, _now: job.status == "ABEND",
    "garbled_log": lambda job, _now: job.status == "ABEND",
    "secrets_in_log": lambda job, _now: job.status == "ABEND",
    "hostile_log": lambda job, _now: job.status == "ABEND",
}
AMONG = {  # a job beside something else that shows it too
    "resource_shortage": "READY_WAITING_FOR_RESOURCES",
    "limit_zero_agent": "READY_WAITING_FOR_LIMIT",
    "unlinked_agent": "READY_WAITING_FOR_AGENT",
    "fence": "READY_WAITING_FOR_LIMIT",
}


def shown(world, situation: str) -> list[Job]:
    keys = [key for name, key in world.situations if name == situation]
    return [job for job in world.plan.jobs if job_key(job) in keys]


@pytest.mark.parametrize("hour", HOURS)
def test_every_situation_stands_in_the_plan_at_any_hour(make_world, hour):
    """At each of these hours, each noted job is in the state that its situation names."""
    world = make_world(datetime(2026, 11, 22, hour, 4, 33, tzinfo=UTC))
    now = world.now()
    wrong = [
        (situation, job_key(job), job.status, substatus(job, now))
        for situation, is_so in JOBS.items()
        for job in shown(world, situation)
        if not is_so(job, now)
    ]
    missing = [situation for situation in JOBS if not shown(world, situation)]
    assert (wrong, missing) == ([], [])


@pytest.mark.parametrize("hour", HOURS)
def test_jobs_wait_for_agents_limits_and_resources_at_any_hour(make_world, hour):
    """The agent without link, the one with limit 0, the fence and the scarce resource each hold a job back."""
    world = make_world(datetime(2026, 11, 22, hour, 4, 33, tzinfo=UTC))
    now = world.now()
    found = {situation: {substatus(job, now) for job in shown(world, situation)} for situation in AMONG}
    assert {situation: {reason} for situation, reason in AMONG.items()} == found


@pytest.mark.parametrize("hour", HOURS)
def test_all_ten_common_statuses_are_present_at_any_hour(make_world, hour):
    """No common status is missing from the plan's counters."""
    world = make_world(datetime(2026, 11, 22, hour, 4, 33, tzinfo=UTC))
    assert set(COMMON_STATUSES) == {status for status, count in world.plan.by_job_status.items() if count}


def test_streams_are_stuck_carried_forward_and_in_folders(make_world):
    """A stream is STUCK, one was carried forward, and several folders hold streams."""
    plan = make_world().plan
    assert plan.by_stream_name["CARTAO_FECHA"][0].status == "STUCK"
    assert plan.by_stream_name["CARTAO_FECHA"][0].common == "BLOCKED"
    assert plan.by_stream_name["FISCAL_MENSAL"][0].carried_forward
    assert {"/", "/FINANCE/", "/ANALYTICS/", "/OPERATIONS/"} == {stream.folder for stream in plan.streams}


def test_no_name_gives_a_fault_away(make_world):
    """No job or job stream is named after what is wrong with it."""
    telling = re.compile(r"ABEND|FAIL|ERRO|STUCK|LATE|LIMIT0|UNLINK|BROKEN|RERUN|HELD|CANCEL|SUPPR|PROMPT(?!_)")
    plan = make_world().plan
    names = {job.name for job in plan.jobs} | {stream.name for stream in plan.streams}
    assert sorted(name for name in names if telling.search(name)) == []


def test_names_keep_the_vendor_s_lengths_and_case(make_world):
    """Jobs have at most 40 characters, streams and workstations 16, and none a lower-case letter."""
    plan = make_world(jobs=12_000).plan
    assert [job.name for job in plan.jobs if len(job.name) > 40 or job.name != job.name.upper()] == []
    assert [each.name for each in plan.streams if len(each.name) > 16 or each.name != each.name.upper()] == []
    assert [name for name in plan.workstations if len(name) > 16 or name != name.upper()] == []


def test_the_default_plan_is_the_size_that_was_asked_for(make_world):
    """5,000 jobs stand in more than 200 job streams, between 12 and 40 of them in error."""
    plan = make_world(jobs=5000).plan
    assert len(plan.jobs) == 5000
    assert len(plan.streams) > 200
    assert 12 <= plan.by_job_status["ERROR"] <= 40


def test_the_payroll_net_leads_over_several_streams_to_its_final_job(make_world):
    """Everything before FINAL_BATCH_PAYROLL is reached by its predecessors, in four other streams."""
    plan = make_world().plan
    (final,) = plan.by_name["FINAL_BATCH_PAYROLL"]
    seen, edge = set(), [final]
    while edge:
        node = edge.pop()
        near = [*node.follows, *(node.stream.follows if isinstance(node, Job) else node.jobs)]
        edge += [each for each in near if each not in seen]
        seen.update(near)
    streams = {(each.stream if isinstance(each, Job) else each).name for each in seen}
    assert {"PAYROLL_EXTRACT", "PAYROLL_CALC", "PAYROLL_TAX", "PAYROLL_BANK"} == streams
    assert {"PAY_PAYSLIP_PRINT", "GL_PAYROLL_POST", "DWH_PAYROLL"} == {node.name for node in final.dependants}
