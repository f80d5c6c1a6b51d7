"""The client against a simulated master over real HTTP, in each release's dialect."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.fakes import NIGHT
from tests.tws.fake_hwa import without_backoff
from tws.client import TwsClient, TwsConfig
from tws.errors import TwsAuthError, TwsConnectionError, TwsError, TwsNotFoundError, TwsPlanError, TwsResponseError
from tws.models import JobQuery
from tws.simulator.options import SimulatorOptions
from tws.simulator.server import Running, start

IN_ERROR = JobQuery(internal_statuses=("ABEND", "FAIL"))


@pytest.fixture(params=["all", "10.1", "10.2.8", "9.5"])
async def any_release(request: pytest.FixtureRequest) -> AsyncIterator[Running]:
    running = await start(SimulatorOptions(port=0, jobs=400, dialect=request.param, now=lambda: NIGHT))
    yield running
    await running.stop()


@pytest.fixture
async def simulator() -> AsyncIterator[Running]:
    running = await start(SimulatorOptions(port=0, jobs=400, now=lambda: NIGHT))
    yield running
    await running.stop()


def client(running: Running, **settings: Any) -> TwsClient:
    return TwsClient(
        TwsConfig(**({"urls": (running.url,), "user": "tws", "password": "tws", "cache_seconds": 0.0} | settings))
    )


async def control(running: Running, name: str, body: dict[str, Any]) -> None:
    async with httpx.AsyncClient(trust_env=False, verify=False) as http:
        (await http.post(f"{running.url}/simulator/{name}", json=body)).raise_for_status()


async def test_every_question_is_answered_by_every_release(any_release: Running) -> None:
    """No method fails on 9.5, 10.1, 10.2.8 or a release that has everything."""
    async with client(any_release) as hwa:
        statuses = await hwa.count_jobs_by_status()
        assert sum(statuses.values()) == await hwa.count_jobs(JobQuery())
        assert sum(statuses.values()) == sum((await hwa.count_jobs_by_workstation()).values())
        assert (await hwa.plan()).run_number
        assert (await hwa.workstations()).records
        assert (await hwa.resources()).records
        assert {"ASKED"} == {prompt.status for prompt in (await hwa.prompts()).records}


async def test_jobs_in_error_are_those_and_have_logs(any_release: Running) -> None:
    """Each is ABEND or FAIL by its newest run; an ABEND's log tells an error and its exit status."""
    async with client(any_release) as hwa:
        found = await hwa.jobs(IN_ERROR, order="-ended_at")
        assert {"ABEND", "FAIL"} == {job.internal_status for job in found.records}
        assert found.total == await hwa.count_jobs(JobQuery(statuses=("ERROR",)))
        job = next(job for job in found.records if job.internal_status == "ABEND")
        log = await hwa.job_log(job)
        assert (True, job.run and job.run.return_code) == (bool(log.error_lines), log.exit_status)
        with pytest.raises(TwsNotFoundError):
            await hwa.job_log(next(job for job in found.records if job.internal_status == "FAIL"))


async def test_many_jobs_are_read_again_by_name_job_stream_and_workstation(any_release: Running) -> None:
    """Twenty-five jobs of as many job streams come at once, and none of another stream or workstation."""
    async with client(any_release) as hwa:
        every = {job.job_stream: job for job in (await hwa.jobs(JobQuery(), limit=400)).records}
        wanted = list(every.values())[:25]
        query = JobQuery(
            names=tuple(job.name for job in wanted),
            job_streams=tuple(job.job_stream for job in wanted),
            workstations=tuple({job.workstation for job in wanted if job.workstation}),
        )
        found = (await hwa.jobs(query, limit=400)).records
        assert {job.key for job in wanted} <= {job.key for job in found}
        assert {job.job_stream for job in found} <= set(query.job_streams)
        assert {job.workstation for job in found} <= set(query.workstations)


async def test_predecessors_and_successors_meet(any_release: Running) -> None:
    """A job's predecessor, asked for what follows it, names the job."""
    async with client(any_release) as hwa:
        (job,) = (await hwa.jobs(JobQuery(names=("final_batch_payroll",)))).records
        whole = await hwa.job(job.id)
        before = next(d for d in whole.dependencies if d.job_id)
        after = await hwa.jobs(JobQuery(follows_job=before.job_id))
    assert "." in before.name
    assert job.id in {successor.id for successor in after.records}


async def test_nothing_but_reads_arrived(any_release: Running) -> None:
    """The master refused no write, for none was sent."""
    async with client(any_release) as hwa:
        await hwa.jobs(IN_ERROR)
    async with httpx.AsyncClient(trust_env=False, verify=False) as http:
        calls = (await http.get(f"{any_release.url}/simulator/calls")).json()
    assert 0 == calls["refused_writes"]
    assert calls["reads"] > 0


async def test_an_abend_and_its_recovery_are_seen(simulator: Running) -> None:
    """A job that ends badly is in error at once, and no more when a rerun ended well."""
    name = JobQuery(names=("PAY_CALC",))
    async with client(simulator) as hwa:
        await control(simulator, "abend", {"job": "PAY_CALC"})
        (job,) = (await hwa.jobs(name)).records
        assert "ABEND" == job.internal_status
        await control(simulator, "recover", {"job": "PAY_CALC"})
        await control(simulator, "clock", {"advance": 7200})
        (after,) = (await hwa.jobs(name)).records
        assert (job.id, len(job.runs) + 1) == (after.id, len(after.runs))
        assert "PAY_CALC" not in {job.name for job in (await hwa.jobs(IN_ERROR, limit=1000)).records}


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"status": 503}, TwsResponseError),
        ({"status": 403}, TwsAuthError),
        ({"html": True}, TwsResponseError),
        ({"truncate": True}, TwsResponseError),
        ({"reset": True}, TwsConnectionError),
        ({"hang": True}, TwsConnectionError),
    ],
)
async def test_a_fault_is_named_and_passes(simulator: Running, fault: dict[str, Any], kind: type[TwsError]) -> None:
    """While it lasts the error says what it is; afterwards the question is answered again by itself."""
    with without_backoff():
        async with client(simulator, request_timeout=0.3, rest=0.0) as hwa:
            await hwa.engine()
            await control(simulator, "fault", {**fault, "for": 60})
            with pytest.raises(kind):
                await hwa.jobs(IN_ERROR)
            await control(simulator, "fault", {})
            assert (await hwa.jobs(IN_ERROR)).records


async def test_an_extension_of_the_plan_is_named(simulator: Running) -> None:
    """AWSJSY404E is its own error, and a state of the plan."""
    async with client(simulator) as hwa:
        before = (await hwa.plan()).run_number
        await control(simulator, "plan", {"extend": True})
        with pytest.raises(TwsPlanError):
            await hwa.jobs(IN_ERROR)
        assert (True, before) == ((plan := await hwa.plan()).extending, plan.run_number)


@pytest.mark.parametrize(
    "settings", [{"password": "wrong"}, {"user": "nodisplay", "password": "nodisplay"}, {"api_key": "expired"}]
)
async def test_wrong_credentials_are_named(simulator: Running, settings: dict[str, str]) -> None:
    """401 and 403 are one error with two sentences."""
    async with client(simulator, **settings) as hwa:
        with pytest.raises(TwsAuthError):
            await hwa.jobs(IN_ERROR)


async def test_an_api_key_is_accepted(simulator: Running) -> None:
    """Bearer needs no user."""
    async with client(simulator, user="", password="", api_key="simulator") as hwa:
        assert 2 == (await hwa.engine()).api
