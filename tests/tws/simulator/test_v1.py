"""The v1 reads: bare arrays, cursors, one record per run, job logs in pages."""

from __future__ import annotations

import base64

import pytest

JOBS = "/twsd/plan/current/job/query"


def jobs_where(**wanted: object) -> dict[str, object]:
    return {"filters": {"jobInPlanFilter": wanted}}


async def test_a_query_answers_a_bare_array_with_its_headers(http):
    """Five of the jobs in error come as an array, with their number and a cursor."""
    answer = await http.post(
        JOBS, json=jobs_where(statusList=["ERROR"]), headers={"How-Many": "5", "Context-ObjectCount": "1"}
    )
    assert (answer.status_code, len(answer.json())) == (200, 5)
    assert (answer.headers["How-Many-Returned"], answer.headers["Last-Object"]) == ("5", "5")
    assert int(answer.headers["Context-ObjectCount"]) > 5
    assert {"ERROR"} == {row["status"]["commonStatus"] for row in answer.json()}


async def test_query_next_goes_on_behind_the_cursor(http):
    """The bunches, one behind the other, are the answer to How-Many 0."""
    wanted = {"jobInPlanFilter": {"jobStreamName": "PAYROLL_*"}}
    whole = (await http.post(JOBS, json={"filters": wanted}, headers={"How-Many": "0"})).json()
    found, path, body, cursor = [], JOBS, {"filters": wanted}, {}
    for _ in range(10):
        answer = await http.post(path, json=body, headers={"How-Many": "6", **cursor})
        found += answer.json()
        if "Last-Object" not in answer.headers:
            break
        path, body, cursor = "/twsd/plan/current/job/query_next", wanted, {"Last-Object": answer.headers["Last-Object"]}
    assert [row["id"] for row in whole] == [row["id"] for row in found]
    assert len(whole) > 6


async def test_each_run_is_a_record_of_its_own(http):
    """A job that ran three times is three records, of which only the newest is last in its rerun chain."""
    runs = (await http.post(JOBS, json=jobs_where(jobName="EST_INT_WMS"))).json()
    last = (await http.post(JOBS, json=jobs_where(jobName="EST_INT_WMS", lastInRerunChain=True))).json()
    assert [row["status"]["internalStatus"] for row in runs] == ["ABEND", "ABEND", "SUCC"]
    assert [row["lastInRerunChain"] for row in runs] == [False, False, True]
    assert [runs[-1]["id"]] == [row["id"] for row in last]
    assert len({row["jobNumber"] for row in runs}) == 3


async def test_v1_speaks_its_own_words_and_milliseconds(http):
    """FAIL is FAILED, durations are whole milliseconds, times have no zone, ids are Base64 of WKS;JSID;JOB."""
    (row,) = (await http.post(JOBS, json=jobs_where(internalStatusList=["FAILED"], jobName="AP_RET_BAIXA"))).json()
    assert (row["status"]["internalStatus"], row["timeInfo"]["estimatedDuration"]) == ("FAILED", 900_000)
    assert not row["timeInfo"]["actualStartTime"].endswith("Z")
    assert base64.urlsafe_b64decode(row["id"]).decode().startswith("FTA_FIN01;0A")
    (plain,) = (await http.post(JOBS, json=jobs_where(jobName="AP_RET_BAIXA"), headers={"Id-Encoding": "0"})).json()
    assert base64.urlsafe_b64decode(row["id"]).decode() == plain["id"]


async def test_dependencies_come_where_they_are_asked_for(http):
    """The header fills them in a query; a read by id fills them always."""
    bare = (await http.post(JOBS, json=jobs_where(jobName="PAY_CALC"))).json()[0]
    filled = (
        await http.post(JOBS, json=jobs_where(jobName="PAY_CALC"), headers={"Context-PlanDependenciesScope": "1"})
    ).json()[0]
    single = (await http.get(f"/twsd/plan/current/job/{bare['id']}")).json()
    assert "dependencies" not in bare
    assert [each["jobName"] for each in filled["dependencies"]["internalDependencyInPlan"]] == ["PAY_CALC_NET"]
    assert filled["dependencies"] == single["dependencies"]


@pytest.mark.parametrize("ids", ["CARTAO_FECHA", "0"])
async def test_a_job_log_comes_whole_or_in_pages(http, ids):
    """Pages of ten lines, put together, are the whole log, with either kind of id."""
    headers = {"Id-Encoding": "0"} if ids == "0" else {}
    (row,) = (await http.post(JOBS, json=jobs_where(jobName="CAR_CALC_FATURA"), headers=headers)).json()
    path = f"/twsd/plan/current/job/{row['id'].replace(';', '%3B')}/joblog"
    whole = (await http.get(path)).json()
    parts, page = "", {"lastPage": False, "pageNumber": -1}
    while not page["lastPage"]:
        page = (await http.get(path, params={"lines": 10, "pageNumber": page["pageNumber"] + 1})).json()
        parts += page["log"]
    assert whole["log"] == parts
    assert "java.lang.NullPointerException" in parts


@pytest.mark.parametrize(
    ("path", "body", "field", "value"),
    [
        (
            "jobstream",
            {"filters": {"jobStreamInPlanFilter": {"internalStatusList": ["STUCK"]}}},
            "name",
            "CARTAO_FECHA",
        ),
        ("workstation", {"filters": {}}, "linkStatus", "UNLINKED"),
        ("resource", {"filters": {}}, "quantityAvailable", 0),
        ("prompt", {"filters": {"promptInPlanFilter": {"statusList": ["ASKED"]}}}, "name", "PROMPT_REMESSA"),
        ("file", {"filters": {}}, "status", "Unavailable"),
        ("domain", {"filters": {}}, "name", "MASTERDM"),
        (
            "criticaljob",
            {"filters": {"criticalJobInPlanFilter": {"alertLevelList": ["HIGH_RISK"]}}},
            "name",
            "TRE_SPB_LIQUIDA",
        ),
    ],
)
async def test_every_kind_of_object_can_be_queried(http, path, body, field, value):
    """The query on each kind of plan object finds the one that the default scenario holds."""
    answer = await http.post(f"/twsd/plan/current/{path}/query", json=body)
    assert answer.status_code == 200
    assert value in [row[field] for row in answer.json()]


async def test_the_plan_tells_its_validity_and_run_number(http, running):
    """The current plan is one record, with the simulated plan's run number."""
    (row,) = (
        await http.post("/twsd/plan/query", json={"filters": {"symphonyInPlanFilter": {"planType": "CURRENT"}}})
    ).json()
    assert ("2026-11-22T03:00:00", running.plan.run_number) == (row["validFrom"], row["runNumber"])


@pytest.mark.parametrize(
    ("body", "headers", "path"),
    [
        ('{"filters": ', {}, JOBS),
        ("[]", {}, JOBS),
        ('{"filters": []}', {}, JOBS),
        ('{"filters": {"jobInPlanFilter": {"colour": "red"}}}', {}, JOBS),
        ('{"filters": {"jobInPlanFilter": {"actualStartTimeRange": {"rangeStart": "soon"}}}}', {}, JOBS),
        ("{}", {"How-Many": "many"}, JOBS),
    ],
)
async def test_a_query_that_cannot_be_read_is_refused(http, body, headers, path):
    """Each gets 400 and the vendor's `messages`."""
    answer = await http.post(path, content=body, headers=headers)
    assert (answer.status_code, list(answer.json())) == (400, ["messages"])


async def test_sorters_order_by_start_newest_first(http):
    """The vendor's sample sorter gives the newest start first."""
    body = jobs_where(statusList=["ERROR"]) | {
        "sorters": {"jobInPlanSorter": {"actualStartTime": {"descending": True, "priority": 1}}}
    }
    starts = [row["timeInfo"]["actualStartTime"] for row in (await http.post(JOBS, json=body)).json()]
    assert sorted(starts, reverse=True) == starts
