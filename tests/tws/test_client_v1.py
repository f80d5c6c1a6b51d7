"""The client on releases that speak v1 only."""

from __future__ import annotations

import json

import httpx
import pytest

from tests.tws.fake_hwa import NOW, client, job_row, page, recording, v1, v2
from tws.errors import TwsQueryError
from tws.models import JobQuery, StreamQuery


async def test_v1_asks_for_the_end_of_each_rerun_chain() -> None:
    """One record per run would tell a rerun job as ABEND."""
    fake = v1({"plan/current/job/query": []})
    async with client(fake) as hwa:
        await hwa.jobs(JobQuery(internal_statuses=("ABEND", "FAIL"), names=("PAY@",)))
    asked = json.loads(fake.asked[-1].content)["filters"]["jobInPlanFilter"]
    assert {"internalStatusList": ["ABEND", "FAILED"], "lastInRerunChain": True, "jobName": "PAY*"} == asked


async def test_v1_pages_with_its_cursor() -> None:
    """The following pages carry the cursor and the filter without its envelope."""
    row = recording("9.5", "jobs")[0]
    rows = [row | {"id": f"j{n}", "name": "A"} for n in range(600)]
    fake = v1(
        {
            "plan/current/job/query": httpx.Response(200, json=rows[:500], headers={"Last-Object": "c1"}),
            "plan/current/job/query_next": httpx.Response(200, json=rows[500:]),
        }
    )
    async with client(fake) as hwa:
        found = await hwa.jobs(JobQuery(names=("A",)), limit=1000)
    assert (600, 600, False) == (len(found.records), found.total, found.truncated)
    assert ("c1", {"jobInPlanFilter": {"jobName": "A"}}) == (
        fake.asked[-1].headers["Last-Object"],
        json.loads(fake.asked[-1].content),
    )


async def test_v1_takes_names_one_at_a_time() -> None:
    """Several names are several queries; far too many are refused."""
    fake = v1({"plan/current/job/query": []})
    async with client(fake) as hwa:
        await hwa.jobs(JobQuery(names=("A", "B")))
        assert 2 == fake.paths().count("/twsd/plan/current/job/query")
        with pytest.raises(TwsQueryError):
            await hwa.jobs(JobQuery(names=tuple(f"J{n}" for n in range(60))))


async def test_v1_reads_a_whole_rerun_chain_by_any_of_its_ids() -> None:
    """The job asked for by a rerun's id comes with all its runs."""
    rows = recording("9.5", "jobs")
    fake = v1({"plan/current/job/WA_DA;0AAAAAAAAAAAABQM;J2": rows[1], "plan/current/job/query": rows})
    async with client(fake) as hwa:
        job = await hwa.job("WA_DA;0AAAAAAAAAAAABQM;J2")
    assert ["ABEND", "EXEC"] == [run.internal_status for run in job.runs]
    assert b"WA_DA%3B0AAAAAAAAAAAABQM%3BJ2" in fake.asked[-2].url.raw_path


async def test_v1_job_log_comes_inside_json() -> None:
    """The log is taken out and cut like any other."""
    rows = recording("9.5", "jobs")
    fake = v1(
        {
            "plan/current/job/query": rows[:1],
            "plan/current/job/WA_DA;0AAAAAAAAAAAABQM;DATAMRGE/joblog": {"log": "ORA-00001: x"},
        }
    )
    async with client(fake) as hwa:
        job = (await hwa.jobs(JobQuery(names=("DATAMRGE",)))).records[0]
        assert ("ORA-00001: x",) == (await hwa.job_log(job)).error_lines


async def test_v1_ignoring_a_filter_does_not_widen_the_answer() -> None:
    """What the engine lets through is looked at again."""
    fake = v1(
        {
            "plan/current/job/query": recording("9.5", "jobs"),
            "plan/current/jobstream/query": [recording("9.5", "jobstream")],
        }
    )
    async with client(fake) as hwa:
        assert 0 == (await hwa.jobs(JobQuery(critical=False))).total
        assert 0 == (await hwa.job_streams(StreamQuery(deadline_before=NOW))).total


async def test_the_description_is_the_operators_instruction() -> None:
    """Description and comments, None where there are none."""
    fake = v2(
        {
            "plan/job": page(job_row("A")),
            "plan/job/id-A/model/description": {"description": "Call DBA", "comments": "at night"},
        }
    )
    async with client(fake) as hwa:
        job = (await hwa.jobs(JobQuery())).records[0]
        assert "Call DBA\nat night" == await hwa.job_description(job)
        del fake.answers["/twsd/api/v2/plan/job/id-A/model/description"]
        assert None is await hwa.job_description(job)
