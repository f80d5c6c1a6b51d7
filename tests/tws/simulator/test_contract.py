"""The simulator against the vendor's document: shared checks where they are at hand, our own list in any case."""

from __future__ import annotations

import asyncio
import importlib.util
import json
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pytest

from tests.tws.simulator.conftest import JOBS

CHECK = Path(__file__).parents[3].parent / "shared" / "checks" / "hwa-contract"
OWN_WRITES = (
    ("PUT", "/plan/job/{id}/action/rerun"),
    ("PUT", "/plan/job/action/cancel"),
    ("PUT", "/plan/job/{id}/action/kill"),
    ("PATCH", "/plan/job/{id}"),
    ("POST", "/plan/job/submit"),
    ("PUT", "/plan/jobstream/{id}/action/cancel"),
    ("PUT", "/plan/workstation/action/update-limit"),
    ("PUT", "/plan/prompt/action/reply"),
    ("POST", "/model/jobdefinition"),
    ("DELETE", "/model/jobdefinition/x"),
    ("PUT", "/engine/configuration"),
)


def shared_check():
    loader = SourceFileLoader("hwa_contract", str(CHECK))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("hwa_contract", loader))
    loader.exec_module(module)
    return module


@pytest.mark.parametrize("part", ["reads", "writes"])
async def test_the_shared_contract_holds(running, http, part, monkeypatch):
    """The vendor's document finds no fault with the answers, and no write that is not refused."""
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    if CHECK.exists():
        check = getattr(shared_check(), part)
        assert await asyncio.to_thread(check, running.url, "tws", "tws") == 0
    for method, path in OWN_WRITES:
        answer = await http.request(method, "/twsd/api/v2" + path.replace("{id}", "x"), json={})
        assert answer.status_code == 405


async def test_refused_writes_are_counted_and_change_nothing(running, http):
    """A rerun, a GET that locks and a v1 submit are refused, counted as such, and leave the job as it was."""
    (job,) = running.plan.by_name["CAR_CALC_FATURA"]
    answers = [
        await http.put(f"/twsd/api/v2/plan/job/{job.id}/action/rerun", json={}),
        await http.get("/twsd/api/v2/model/jobdefinition", params={"lock": "true"}),
        await http.get("/twsd/api/v2/auth/id", params={"label": "x"}),
        await http.post("/twsd/plan/current/job/action/submit_ad_hoc_job", json={}),
    ]
    assert [answer.status_code for answer in answers] == [405, 403, 403, 405]
    counted = (await http.get("/simulator/calls")).json()
    assert (counted["refused_writes"], counted["reads"], len(job.runs)) == (4, 0, 1)


async def test_pages_name_their_neighbours(http):
    """`next` leads to the following page until none is left; the count is left out where it is not wanted."""
    first = (await http.get("/twsd/api/v2/plan/job", params={"limit": 150})).json()
    second = (await http.get(first["next"])).json()
    third = (await http.get(second["next"])).json()
    assert [len(each["results"]) for each in (first, second, third)] == [150, 150, 100]
    assert ("next" in third, "previous" in third, first["count"] == JOBS) == (False, True, True)
    bare = (await http.get("/twsd/api/v2/plan/job?limit=1", headers={"Include-Count": "false"})).json()
    assert "count" not in bare


@pytest.mark.parametrize("query", ["limit=-1", "limit=x", "offset=1e3", "limit=99999999999"])
async def test_a_page_that_is_none_is_refused(http, query):
    """Limits and offsets that are no numbers get 400 and a sentence."""
    answer = await http.get(f"/twsd/api/v2/plan/job?{query}")
    assert (answer.status_code, len(answer.json()["messages"])) == (400, 1)


async def test_the_plan_filter_selects_as_conman_does(http):
    """A selection by workstation, stream, job and state finds what OQL finds."""
    by_filter = await http.get(
        "/twsd/api/v2/plan/job", params={"plan_filter": "/@/AGT_CARD01#/@/CARTAO@.CAR@+state=abend"}
    )
    assert [row["name"] for row in by_filter.json()["results"]] == ["CAR_CALC_FATURA"]
    streams = await http.get("/twsd/api/v2/plan/jobstream", params={"plan_filter": "/@/@#/FINANCE/GL_DAILY@"})
    assert [row["name"] for row in streams.json()["results"]] == ["GL_DAILY_MAIN"]


async def test_counts_agree_with_lists(http):
    """The number of jobs by status is the same from job/count, objects-count and a query."""
    counted = (await http.get("/twsd/api/v2/plan/job/count", params={"grouping_filters": "status"})).json()
    folders = (await http.get("/twsd/api/v2/plan/folder/objects-count?object_type=JOB_IN_PLAN")).json()
    listed = await http.get("/twsd/api/v2/plan/job", params={"limit": 1, "oql": "jobruns.commonStatus = 'HELD'"})
    assert JOBS == counted["count"] == sum(folder["totalCount"] for folder in folders)
    assert listed.json()["count"] == counted["groupedCount"]["HELD"]
    by_two = (await http.get("/twsd/api/v2/plan/job/count?grouping_filters=workstation,status")).json()
    assert sum(by_two["groupedCount"].values()) == JOBS


async def test_metrics_carry_the_vendor_s_names(http, running):
    """The error gauge of /metrics is the plan's number of jobs in error."""
    text = (await http.get("/metrics")).text
    count = running.plan.by_job_status["ERROR"]
    assert f'application_wa_JobsInPlanCount_job{{jobstatus="ERROR"}} {count}\n' in text
    assert 'application_wa_workstation_linked_boolean{workstation="/FTA_LOJA07"} 0' in text
    assert 'highRisk_boolean{jobName="TRE_SPB_LIQUIDA",jobStreamName="TREAS_SPB",workstation="/FTA_FIN02"} 1' in text


async def test_predecessors_and_successors_follow_to_a_depth(http, running):
    """Depth 1 gives the neighbours, depth 2 theirs as well."""
    (net,) = running.plan.by_name["PAY_CALC_NET"]
    path = f"/twsd/api/v2/plan/job/{net.id}/successors"
    near = (await http.get(path)).json()
    far = (await http.get(path, params={"depth": 2})).json()
    assert [row["name"] for row in near["results"]] == ["PAY_CALC"]
    assert [row["name"] for row in far["results"]] == ["PAY_CALC", "PAYROLL_TAX"]


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/twsd/api/v2/plan/job/nope", 404, "AWSJDB101E"),
        ("/twsd/api/v2/plan/job/WKS;JS;JOB", 400, "AWSBIO006E"),
        ("/twsd/api/v2/plan/job/run/nope/joblog", 404, "AWSJDB101E"),
        ("/twsd/api/v2/plan/job?oql=key.name%20=%20'X'", 400, "OQL_FILTER_SYNTAX_ERROR"),
        ("/twsd/api/v2/nothing", 404, "404"),
    ],
)
async def test_errors_carry_the_vendor_s_messages(http, path, status, message):
    """Each error answer is JSON with `messages`, the first of which names the vendor's code."""
    answer = await http.get(path)
    assert status == answer.status_code
    assert message in json.loads(answer.text)["messages"][0]
