"""What a list of jobs, prompts or the plan holds, however little of a question the engine itself can filter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.tws.fake_hwa import NOW, client, job_row, page, v2
from tests.tws.told import ABEND, JOBS, paged, refusing
from tws.errors import TwsQueryError
from tws.models import JobQuery


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
