"""The client's questions, on both generations of the API and around what a release leaves out."""

from __future__ import annotations

import json

import httpx
import pytest

from tests.tws.fake_hwa import FakeHwa, Ticks, client, job_row, page, recording, v1, v2, without_backoff
from tests.tws.told import ABEND, JOBS
from tws.errors import TwsAuthError, TwsConnectionError, TwsNotFoundError, TwsResponseError
from tws.models import Engine, JobQuery, Plan


async def test_v2_is_used_where_it_is_and_remembered() -> None:
    """One question about the engine serves all that follow."""
    fake = v2({"plan/job": page(), "plan/workstation": page()})
    async with client(fake) as hwa:
        await hwa.jobs(JobQuery())
        await hwa.workstations()
        assert Engine(version="10.2.8", api=2, time_zone="America/Sao_Paulo", host="mdm") == await hwa.engine()
    assert ["/twsd/api/v2/engine/info", JOBS, "/twsd/api/v2/plan/workstation"] == fake.paths()[:3]


@pytest.mark.parametrize("absent", [404, 405, httpx.Response(200, text="<html>login</html>")])
async def test_v1_is_used_where_v2_is_not(absent: object) -> None:
    """A missing path, or a page that is no API, leads to the older API."""
    fake = v1({"plan/current/job/query": recording("9.5", "jobs")})
    fake.answers["/twsd/api/v2/engine/info"] = absent
    async with client(fake) as hwa:
        assert 1 == (await hwa.engine()).api
        assert ["DATAMRGE"] == [job.name for job in (await hwa.jobs(JobQuery(names=("DATAMRGE",)))).records]


async def test_wrong_credentials_do_not_lead_to_v1() -> None:
    """A 401 says nothing about the API."""
    fake = FakeHwa(every=401)
    async with client(fake) as hwa:
        with pytest.raises(TwsAuthError):
            await hwa.jobs(JobQuery())
    assert ["/twsd/api/v2/engine/info"] == fake.paths()


async def test_the_generation_is_asked_again_after_an_outage() -> None:
    """A master that comes back may be another release."""
    fake, ticks = v1({"plan/current/job/query": []}), Ticks()
    with without_backoff():
        async with client(fake, ticks=ticks) as hwa:
            await hwa.jobs(JobQuery())
            fake.every = httpx.ConnectError("refused")
            with pytest.raises(TwsConnectionError):
                await hwa.jobs(JobQuery())
            fake.every, ticks.seconds = None, 5
            fake.answers |= v2({"plan/job": page()}).answers
            await hwa.jobs(JobQuery())
            await hwa.jobs(JobQuery())
            assert JOBS == fake.paths()[-1]


async def test_the_plan_comes_from_its_own_query() -> None:
    """v2 has no such question; v1's is asked."""
    fake = v2()
    fake.answers["/twsd/plan/query"] = recording("9.5", "plan")
    async with client(fake) as hwa:
        assert (812, "MDM", False) == ((p := await hwa.plan()).run_number, p.master, p.extending)
    assert {"filters": {"symphonyInPlanFilter": {"planType": "CURRENT"}}} == json.loads(fake.asked[-1].content)


async def test_the_plan_falls_back_to_the_engine_and_the_master() -> None:
    """Where v1 is switched off the master's workstation tells the run number."""
    fake = v2({"plan/workstation": page({"id": "1", "name": "MDM", "runNumber": 9})})
    async with client(fake) as hwa:
        assert Plan(run_number=9, master="MDM") == await hwa.plan()


async def test_an_extension_is_a_state_of_the_plan() -> None:
    """AWSJSY404E is told with what was last known."""
    fake = v2()
    fake.answers["/twsd/plan/query"] = recording("9.5", "plan")
    async with client(fake) as hwa:
        await hwa.plan()
        fake.answers["/twsd/plan/query"] = httpx.Response(500, json={"messages": ["AWSJSY404E"]})
        assert (812, True) == ((p := await hwa.plan()).run_number, p.extending)


async def test_an_answer_is_given_again_for_two_seconds() -> None:
    """Ten people asking within a moment make one query."""
    fake, ticks = v2({"plan/job": page()}), Ticks()
    async with client(fake, ticks=ticks, cache_seconds=2.0) as hwa:
        for seconds in (0.0, 1.0, 1.9, 2.5):
            ticks.seconds = seconds
            await hwa.jobs(JobQuery())
    assert 2 == fake.paths().count(JOBS)


async def test_a_job_log_is_read_from_its_end() -> None:
    """A log of several megabytes is streamed, its last 256 KB kept."""
    body = b"INFO nothing\n" * 300_000 + b"ORA-00060: deadlock detected\n"
    row = job_row("A", states=("ABEND",))
    fake = v2({"plan/job": page(row), "plan/job/run/run-A-0/joblog": httpx.Response(200, content=body)})
    async with client(fake) as hwa:
        log = await hwa.job_log((await hwa.jobs(ABEND)).records[0])
    assert (True, ("ORA-00060: deadlock detected",), "run-A-0") == (log.truncated, log.error_lines, log.run_id)
    assert "follow" not in str(fake.asked[-1].url)


@pytest.mark.parametrize("answer", [404, httpx.Response(200, text=" \n")])
async def test_a_job_that_was_never_launched_has_no_log(answer: object) -> None:
    """FAIL without a log is its own answer."""
    fake = v2({"plan/job": page(job_row("A", states=("FAIL",))), "plan/job/run/run-A-0/joblog": answer})
    async with client(fake) as hwa:
        job = (await hwa.jobs(JobQuery(internal_statuses=("FAIL",)))).records[0]
        with pytest.raises(TwsNotFoundError, match="could not be launched"):
            await hwa.job_log(job)


async def test_a_log_beyond_all_bounds_is_refused() -> None:
    """64 MB are not read for 256 KB."""

    class Endless(httpx.AsyncByteStream):
        async def __aiter__(self):  # type: ignore[no-untyped-def]
            while True:
                yield b"x" * 1_000_000

    fake = v2(
        {"plan/job": page(job_row("A")), "plan/job/run/run-A-0/joblog": lambda _: httpx.Response(200, stream=Endless())}
    )
    async with client(fake) as hwa:
        job = (await hwa.jobs(JobQuery())).records[0]
        with pytest.raises(TwsResponseError, match="64 MB"):
            await hwa.job_log(job)
