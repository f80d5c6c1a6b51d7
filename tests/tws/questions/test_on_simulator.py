"""The questions put to the simulated master over HTTP, through the client."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from tws.client import TwsClient, TwsConfig
from tws.questions.counts import count_jobs
from tws.questions.estimate import estimate
from tws.questions.health import environment_health
from tws.questions.impact import impact
from tws.questions.jobs import find_jobs, job_status, jobs_in_error
from tws.questions.logs import job_log
from tws.questions.names import look_up
from tws.questions.plan import plan_info, prompts, resources
from tws.questions.streams import stream_status
from tws.questions.waiting import why_waiting
from tws.questions.workstations import workstation_status
from tws.simulator.options import SimulatorOptions
from tws.simulator.server import start

pytestmark = pytest.mark.asyncio(loop_scope="module")

NIGHT = datetime(2026, 11, 22, 6, 12, tzinfo=UTC)
PAYROLL = "FINAL_BATCH_PAYROLL"


@dataclass
class Place:
    """A client to a running simulated master, and the names that show each situation."""

    master: TwsClient
    situations: dict[str, list[str]]

    def job(self, situation: str) -> str:
        return next(name for name in self.situations[situation] if "." in name)


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=["all", "10.2.8", "10.1", "9.5"])
async def place(request: pytest.FixtureRequest) -> AsyncIterator[Place]:
    running = await start(SimulatorOptions(port=0, jobs=1000, speed=0.001, dialect=request.param, now=lambda: NIGHT))
    situations: dict[str, list[str]] = {}
    for situation, name in running.world.situations:
        situations.setdefault(situation, []).append(name)
    config = TwsConfig(urls=(running.url,), user="tws", password="tws")
    async with TwsClient(config) as master:
        yield Place(master, situations)
    await running.stop()


@pytest.mark.parametrize(
    ("situation", "gate"),
    [
        ("waiting_for_predecessor", "predecessor"),
        ("waiting_for_time", "time"),
        ("prompt_asked", "prompt"),
        ("file_dependency", "file"),
        ("resource_shortage", "resource"),
        ("limit_zero_agent", "limit"),
        ("unlinked_agent", "workstation_unlinked"),
        ("fence", "fence"),
        ("stream_limit", "stream_limit"),
        ("until_passed", "until_passed"),
        ("pending_confirmation", "confirmation"),
        ("held", "priority_zero"),
    ],
)
async def test_each_situation_has_its_gate(place, situation, gate):
    """What holds a job in the simulated plan is among the closed gates, and named for what it is."""
    report = await why_waiting(place.master, place.job(situation))
    assert gate in [known.kind for known in report.gates if known.satisfied is False]


@pytest.mark.parametrize("place", ["all", "10.2.8", "10.1"], indirect=True)
async def test_a_recovery_prompt_is_told(place):
    """A job in error that waits for a reply says so, through every release of API v2."""
    report = await why_waiting(place.master, place.job("recovery_prompt"))
    assert ["recovery_prompt"] == [gate.kind for gate in report.gates]


async def test_the_root_behind_an_abend(place):
    """The chain from a waiting job ends at the job in error."""
    report = await why_waiting(place.master, place.job("waiting_for_predecessor"))
    assert "ABEND" == report.root_state


@pytest.mark.parametrize(
    "situation", ["limit_zero_agent", "unlinked_agent", "fence", "resource_shortage", "prompt_asked", "held"]
)
async def test_no_start_is_promised(place, situation):
    """What only a person can open has no start time."""
    report = await estimate(place.master, place.job(situation))
    assert (report.basis in {"unknown", "blocked"}, report.starts_at) == (True, None)


async def test_a_fail_was_not_launched(place):
    """The log of a job that could not be launched is missing for that reason."""
    assert "not_launched" == (await job_log(place.master, place.job("fail_without_log"))).missing


async def test_an_abend_has_a_log(place):
    """The log of a job that ended badly has error lines and an exit status."""
    log = (await job_log(place.master, place.job("abend_with_log"))).log
    assert (True, True) == (bool(log.error_lines), bool(log.exit_status))


async def test_what_waits_behind_the_abend(place):
    """Behind the job in error others wait, and their job stream is named."""
    report = await impact(place.master, place.job("abend_with_log"))
    assert (report.blocked > 0, True) == (True, report.job.job_stream in report.streams)


async def test_the_payroll_is_found_however_it_is_typed(place):
    """Lower case, a slip and a full key all lead to the one job."""
    key = place.job("payroll")
    typed = [PAYROLL.lower(), "FINAL_BTCH_PAYROLL", key]
    assert {key} == {(await job_status(place.master, text)).jobs[0].key for text in typed}


async def test_names_are_looked_up(place):
    """The plan tells jobs from job streams and workstations."""
    stream, workstation = place.situations["stuck_stream"][0].split("#")[1], place.situations["limit_zero_agent"][-1]
    names = await look_up(place.master, [PAYROLL.lower(), stream, workstation, "nothing_like_it_99"])
    assert {("job", PAYROLL), ("stream", stream), ("workstation", workstation)} == names.exact


async def test_counts_agree(place):
    """Statuses, streams and workstations count the same jobs, and lists agree with counts."""
    totals = {by: (await count_jobs(place.master, by=by)).total for by in (None, "status", "stream", "workstation")}
    assert 1 == len(set(totals.values()))
    listed, counted = await find_jobs(place.master, status="ERROR"), await count_jobs(place.master, status="ERROR")
    assert listed.total == counted.total == (await jobs_in_error(place.master)).total


async def test_a_window_of_ends_agrees_with_its_count(place):
    """What ended well in the last three hours is as much listed as counted."""
    since = place.master.now() - timedelta(hours=3)
    listed = await find_jobs(place.master, status="SUCC", since=since)
    counted = await count_jobs(place.master, status="SUCC", since=since)
    assert (listed.total, True) == (counted.total, all(job.run.ended_at >= since for job in listed.jobs))


async def test_late_jobs_are_late(place):
    """The late jobs are past their deadline and have not ended."""
    report = await find_jobs(place.master, late=True)
    names = {job.key for job in report.jobs}
    assert set(place.situations["late"]) & names
    assert not [job.key for job in report.jobs if job.ended]


async def test_the_health_of_the_simulated_plan(place):
    """Everything that is wrong is on the card, and every part was read."""
    report = await environment_health(place.master)
    down = {known.name for known in report.workstations_down}
    assert ("bad", ()) == (report.verdict, report.missing)
    assert {place.situations["limit_zero_agent"][-1], place.situations["unlinked_agent"][-1]} <= down


async def test_everything_else_answers(place):
    """Streams, workstations, prompts, resources and the plan are told."""
    stream = await stream_status(place.master, place.situations["stuck_stream"][0])
    workstation = await workstation_status(place.master, place.situations["fence"][-1])
    plan = await plan_info(place.master)
    assert ("BLOCKED", 1, "FINAL") == (stream.streams[0].status, workstation.total, plan.extension.name)
    assert (await prompts(place.master)).total
    assert (await resources(place.master)).short
