"""The client's questions, on both generations of the API and around what a release leaves out."""

from __future__ import annotations

import json
from datetime import timedelta

import httpx
import pytest

from tests.tws.fake_hwa import NOW, FakeHwa, Ticks, client, job_row, page, recording, v1, v2, without_backoff
from tws.errors import TwsAuthError, TwsConnectionError, TwsNotFoundError, TwsQueryError, TwsResponseError
from tws.models import Engine, JobQuery, Plan, StreamQuery

JOBS = "/twsd/api/v2/plan/job"
ABEND = JobQuery(internal_statuses=("ABEND",))


def refusing(field: str, *rows: dict):  # type: ignore[no-untyped-def]
    """Answers 400 where the filter names a field that this engine does not know."""

    def answer(request: httpx.Request) -> httpx.Response:
        if field in request.url.params.get("oql", ""):
            return httpx.Response(400, json={"messages": ["OQL_FILTER_SYNTAX_ERROR"]})
        return httpx.Response(200, json=page(*rows))

    return answer


def paged(*rows: dict, count: int | None = None):  # type: ignore[no-untyped-def]
    """Answers pages by limit and offset."""

    def answer(request: httpx.Request) -> httpx.Response:
        start, size = int(request.url.params["offset"]), int(request.url.params["limit"])
        return httpx.Response(200, json=page(*rows[start : start + size], count=len(rows) if count is None else count))

    return answer


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


async def test_a_job_rerun_with_success_is_not_in_error() -> None:
    """The engine's filter matches any run; only rows whose newest run matches are given."""
    fake = v2({"plan/job": page(job_row("A", states=("ABEND", "SUCC")), job_row("B", states=("SUCC", "ABEND")))})
    async with client(fake) as hwa:
        found = await hwa.jobs(ABEND)
    assert (["B"], 1, False) == ([job.name for job in found.records], found.total, found.truncated)


async def test_reading_goes_on_behind_rows_that_do_not_match() -> None:
    """Rows dropped on one page are made up for by the next."""
    rows = [job_row(f"A{n}", states=("ABEND", "SUCC")) for n in range(150)] + [job_row("B", states=("ABEND",))]
    async with client(v2({"plan/job": paged(*rows)})) as hwa:
        found = await hwa.jobs(ABEND, limit=1)
    assert (["B"], 1, False) == ([job.name for job in found.records], found.total, found.truncated)


@pytest.mark.parametrize(
    ("rows", "limit", "total", "truncated"), [(3, 5, 3, False), (5, 5, 5, False), (6, 5, None, True)]
)
async def test_a_filtered_page_says_when_more_exist(rows: int, limit: int, total: int | None, truncated: bool) -> None:
    """The total of a filtered page is known only where all was read."""
    fake = v2({"plan/job": paged(*(job_row(f"J{n}", states=("ABEND",)) for n in range(rows)))})
    async with client(fake) as hwa:
        found = await hwa.jobs(ABEND, limit=limit)
    assert (min(rows, limit), total, truncated) == (len(found.records), found.total, found.truncated)


async def test_a_plain_page_knows_its_total() -> None:
    """Without conditions on runs the engine's count is the total, and pages are at most 1,000 rows."""
    fake = v2({"plan/job": paged(*(job_row(f"J{n}") for n in range(2500)))})
    async with client(fake) as hwa:
        found = await hwa.jobs(JobQuery(), limit=2200)
    assert (2200, 2500, True) == (len(found.records), found.total, found.truncated)
    assert ["1000", "1000", "200"] == [r.url.params["limit"] for r in fake.asked if "limit" in r.url.params]


async def test_an_engine_without_counts_is_read_to_its_end() -> None:
    """A short page is the last one."""
    fake = v2({"plan/job": {"results": [job_row()]}})
    async with client(fake) as hwa:
        found = await hwa.jobs(JobQuery(), limit=10)
    assert (1, None, False) == (len(found.records), found.total, found.truncated)


async def test_a_row_that_moved_between_pages_is_given_once() -> None:
    """The plan changes while it is read."""
    rows = [job_row(f"J{n}") for n in range(1000)] + [job_row("J999")]
    async with client(v2({"plan/job": paged(*rows)})) as hwa:
        assert 1000 == len((await hwa.jobs(JobQuery(), limit=1001)).records)


async def test_fail_without_times_is_not_lost_by_a_window() -> None:
    """A job that could not be launched has no end, and is shown."""
    fake = v2({"plan/job": page(job_row("A", states=("FAIL",)), job_row("B", states=("ABEND",)))})
    async with client(fake) as hwa:
        query = JobQuery(internal_statuses=("ABEND", "FAIL"), ended_since=NOW)
        assert ["A"] == [job.name for job in (await hwa.jobs(query)).records]


async def test_an_order_that_the_engine_refuses_is_left_out() -> None:
    """The question is answered all the same, and not asked in vain again."""
    fake = v2({"plan/job": refusing("ORDER BY", job_row())})
    async with client(fake) as hwa:
        for _ in range(2):
            assert 1 == len((await hwa.jobs(JobQuery(), order="-ended_at")).records)
    assert [True, False, False] == ["oql" in r.url.params for r in fake.asked if r.url.path == JOBS]


async def test_a_query_that_is_refused_is_an_error() -> None:
    """What is not optional is not dropped: a wider answer would be wrong."""
    async with client(v2({"plan/job": 400})) as hwa:
        with pytest.raises(TwsQueryError):
            await hwa.jobs(JobQuery(names=("A",)), order="name")


async def test_without_job_deadlines_in_filters_critical_jobs_and_due_streams_are_read() -> None:
    """The answer holds what is due and says that there may be more."""
    soon, late = ({"timeRestrictions": {"deadlineTime": t}} for t in ("2026-11-22T04:00:00Z", "2026-11-23T04:00:00Z"))
    fake = v2(
        {
            "plan/job": refusing("deadlineTime", job_row("A", **soon), job_row("B", **late), job_row("C")),
            "plan/jobstream": page({"id": "s1", "name": "S"}),
        }
    )
    async with client(fake) as hwa:
        found = await hwa.jobs(JobQuery(deadline_before=NOW + timedelta(hours=2)))
    assert (["A"], None, True) == ([job.name for job in found.records], found.total, found.truncated)
    assert {"jobOptions.critical = true", "jobStreamId = 's1'"} <= set(fake.oql())


async def test_deadlines_between_two_times_are_kept_apart_where_filters_do_not_know_them() -> None:
    """Only what is due within the window is given, the nearest first, and other orders stay allowed."""
    times = ("2026-11-22T05:00:00Z", "2026-11-22T04:00:00Z", "2026-11-22T03:00:00Z", "2026-11-23T04:00:00Z")
    rows = (job_row(name, timeRestrictions={"deadlineTime": at}) for name, at in zip("ABCD", times, strict=True))
    fake = v2({"plan/job": refusing("deadlineTime", *rows)})
    async with client(fake) as hwa:
        query = JobQuery(critical=True, deadline_after=NOW, deadline_before=NOW + timedelta(hours=2))
        found = await hwa.jobs(query, order="deadline")
        await hwa.jobs(JobQuery(names=("A",)), order="name")
    assert ["B", "A"] == [job.name for job in found.records]
    assert fake.oql()[-1].endswith("ORDER BY name ASC")


async def test_a_named_job_with_a_deadline_is_found_exactly() -> None:
    """Where the query is narrow the answer is whole."""
    fake = v2(
        {"plan/job": refusing("deadlineTime", job_row("A", timeRestrictions={"deadlineTime": "2026-11-22T04:00:00Z"}))}
    )
    async with client(fake) as hwa:
        found = await hwa.jobs(JobQuery(names=("A",), deadline_before=NOW + timedelta(hours=2)))
    assert (1, False) == (found.total, found.truncated)


async def test_prompts_come_through_v1_where_v2_has_none() -> None:
    """10.1 has no list of prompts in v2; that is asked once."""
    fake = v2()
    prompts = [
        {"id": "1", "promptKey": {"name": "GO"}, "promptNumber": 7, "promptStatus": "ASKED"},
        {"id": "2", "status": "NOT_ASKED"},
    ]
    fake.answers["/twsd/plan/current/prompt/query"] = prompts
    async with client(fake) as hwa:
        for _ in range(2):
            assert [("GO", 7)] == [(p.name, p.number) for p in (await hwa.prompts()).records]
    assert 1 == fake.paths().count("/twsd/api/v2/plan/prompt")


async def test_prompts_are_sifted_here_where_the_engine_cannot() -> None:
    """A refused status filter reads all and keeps those asked."""
    rows = ({"id": "1", "name": "A", "status": "ASKED"}, {"id": "2", "name": "B", "status": "ANSWERED_YES"})
    async with client(v2({"plan/prompt": refusing("status", *rows)})) as hwa:
        assert ["A"] == [p.name for p in (await hwa.prompts()).records]


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


async def test_jobs_are_counted_by_the_engines_counters() -> None:
    """Groups come in the engine's words and leave in the common ones."""
    fake = v2({"plan/job/count": {"count": 7, "groupedCount": {"SUCCESSFUL": 4, "ABEND": 2, "FAIL": 1}}})
    async with client(fake) as hwa:
        assert {"SUCCESSFUL": 4, "ERROR": 3} == await hwa.count_jobs_by_status()
        assert 3 == await hwa.count_jobs(JobQuery(statuses=("ERROR",)))
    assert "status" == fake.asked[-1].url.params["grouping_filters"]


async def test_workstations_are_counted_without_the_root_folder() -> None:
    """`/WA_DA` is WA_DA."""
    async with client(v2({"plan/job/count": {"groupedCount": {"/WA_DA": 4}}})) as hwa:
        assert {"WA_DA": 4} == await hwa.count_jobs_by_workstation()


async def test_without_counters_each_status_is_counted() -> None:
    """An engine without grouped counts is asked once for each status."""
    fake = v2({"plan/job": page(count=5)})
    async with client(fake) as hwa:
        assert 5 == (await hwa.count_jobs_by_status())["RUNNING"]


async def test_an_exact_count_looks_at_the_newest_runs() -> None:
    """A rerun with success is not counted as ABEND."""
    fake = v2({"plan/job": page(job_row("A", states=("ABEND", "SUCC")), job_row("B", states=("ABEND",)))})
    async with client(fake) as hwa:
        assert 1 == await hwa.count_jobs(ABEND)


async def test_jobs_of_a_workstation_that_have_not_ended_are_counted_by_the_filter() -> None:
    """Only a newest run can be READY, so that no row needs to be looked at."""
    fake = v2({"plan/job": page(count=300)})
    async with client(fake) as hwa:
        assert 300 == await hwa.count_jobs(JobQuery(workstations=("WA_DA",), statuses=("READY",)))
    assert "1" == fake.asked[-1].url.params["limit"]


async def test_a_count_without_states_reads_one_row() -> None:
    """The engine's count is asked for with a page of one."""
    fake = v2({"plan/job": page(count=4711)})
    async with client(fake) as hwa:
        assert 4711 == await hwa.count_jobs(JobQuery(names=("PAY@",)))
    assert "1" == fake.asked[-1].url.params["limit"]


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
