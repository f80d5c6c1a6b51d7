"""How many: by the engine's own counters where it has them, else by counting."""

from __future__ import annotations

from tests.tws.fake_hwa import client, job_row, page, v2
from tests.tws.told import ABEND
from tws.models import JobQuery


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
