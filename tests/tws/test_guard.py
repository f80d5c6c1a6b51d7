"""What may leave for a master, and what may not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tws.fake_hwa import FakeHwa
from tws.errors import TwsReadOnlyError
from tws.guard import GuardTransport, allowed

HOST = "https://mdm:31116"
V2 = "/twsd/api/v2"
VENDOR = Path(__file__).parents[3] / "shared" / "api" / "hwa-v2-10.1.0.1.openapi.json"
OWN = Path(__file__).parent / "operations.txt"

READS = [
    f"GET {V2}/engine/info",
    f"GET {V2}/plan/job?limit=200&offset=0&oql=name+%3D+%27PAY%27",
    f"GET {V2}/plan/job/6d19eaf1-c9da-3799-96ed-131f07832a01",
    f"GET {V2}/plan/job/count?plan_filter=%2F%40%2F%40%23%2F%40%2F%40.%40&grouping_filters=status",
    f"GET {V2}/plan/job/run/6d19eaf1/joblog",
    f"GET {V2}/plan/job/j1/model/description",
    f"GET {V2}/plan/job/j1/predecessors?depth=1",
    f"GET {V2}/plan/jobstream",
    f"GET {V2}/plan/jobstream/s1",
    f"GET {V2}/plan/jobstream/count",
    f"GET {V2}/plan/workstation",
    f"GET {V2}/plan/resource",
    f"GET {V2}/plan/prompt",
    f"GET {V2}/plan/file/f1",
    f"GET {V2}/plan/folder/objects-count",
    f"GET {V2}/model/jobstream?lock=false",
    f"HEAD {V2}/engine/info",
    "GET /twsd/engine/info",
    "POST /twsd/plan/query",
    "POST /twsd/plan/current/job/query",
    "POST /twsd/plan/current/job/query_next",
    "POST /twsd/plan/202611220000/jobstream/query",
    "POST /twsd/plan/current/workstation/query",
    "POST /twsd/plan/current/prompt/query",
    "POST /twsd/plan/current/criticaljob/summary_info",
    "POST /twsd/plan/current/job/count",
    "POST /twsd/model/jobdefinition/header/query",
    "GET /twsd/plan/current/job/WA_DA%3B0AAAAAAAAAAAABQM%3BDATAMRGE",
    "GET /twsd/plan/current/job/WA_DA%3B0AAAAAAAAAAAABQM%3BDATAMRGE/joblog",
    "GET /metrics",
]

TRICKS = [
    f"GET {V2}/plan/job/..%2faction",
    f"GET {V2}/plan/job/%2e%2e/job",
    f"GET {V2}/plan/../plan/job",
    f"GET {V2}/plan/job/%252e%252e",
    f"GET {V2}/plan/job/a%2Fb",
    f"GET {V2}/plan/job/a%5cb",
    f"GET {V2}/plan\\job",
    f"GET {V2}/plan//job",
    f"GET {V2}//plan/job",
    f"GET {V2}/plan/job/",
    f"GET {V2}/plan/job;jsessionid=1",
    f"GET {V2}/plan/job/issues%3Bx",
    f"GET {V2}/plan/job/ISSUES",
    f"GET {V2}/plan/job/%69ssues",
    f"GET {V2}/plan/job/%3Bx",
    f"GET {V2}/plan/job/%00",
    f"GET {V2}/plan/job/caf%C3%A9",
    f"GET {V2}/plan/job/%c0%ae%c0%ae",
    f"GET {V2}/plan/job%20",
    f"GET {V2}/plan/job?lock=true",
    f"GET {V2}/plan/job?LOCK=TRUE",
    f"GET {V2}/plan/job?lock",
    f"GET {V2}/plan/job?lock=false&lock=1",
    f"GET {V2}/plan/job?%6cock=true",
    f"GET {V2}/plan/job?a=1;lock=true",
    f"GET {V2}/plan/job?_method=DELETE",
    f"GET {V2}/plan/job/run/r1/joblog?follow=true",
    f"GET {V2}/plan/job#/../..",
    f"get {V2}/plan/job",
    f"DELETE {V2}/plan/job",
    f"TRACE {V2}/plan/job",
    f"POST {V2}/plan/job/query",
    "POST /twsd/plan/current/job/query/",
    "POST /twsd/plan/current/job/query%2f..%2faction",
    "POST /twsd/plan/current/job/query;x",
    "POST /twsd/plan/a%2fb/job/query",
    "GET /twsd/WA_API3_v2.json",
    "GET /",
    "GET /twsd",
    "POST /metrics",
    "GET /TWSD/api/v2/plan/job",
]


def split(operation: str) -> tuple[str, str]:
    method, _, path = operation.partition(" ")
    return method, f"{HOST}{path}"


@pytest.mark.parametrize("operation", READS)
def test_every_read_of_the_client_may_leave(operation: str) -> None:
    """Each read that the reference lists passes the guard."""
    assert allowed(*split(operation))


@pytest.mark.parametrize("operation", OWN.read_text().splitlines())
def test_what_changes_or_reveals_is_refused(operation: str) -> None:
    """Each write of both generations, and each unsafe GET, is refused."""
    assert not allowed(*split(operation))


@pytest.mark.parametrize("operation", TRICKS)
def test_disguised_requests_are_refused(operation: str) -> None:
    """Encodings, dots, parameters and unusual methods do not make a read of something else."""
    assert not allowed(*split(operation))


def operations() -> list[tuple[str, str]]:
    """All operations of the vendor's document where it is at hand, else the product's own list."""
    if not VENDOR.exists():
        return [(method, url.removeprefix(HOST)) for method, url in map(split, OWN.read_text().splitlines())]
    paths = json.loads(VENDOR.read_text(encoding="utf-8"))["paths"]
    methods = ("get", "put", "post", "patch", "delete")
    return [(method.upper(), path) for path, item in paths.items() for method in methods if method in item]


def test_no_write_of_the_vendors_document_may_leave() -> None:
    """Of all operations that the vendor documents no non-GET passes."""
    writes = [(m, re.sub(r"\{[^}]+\}", "x1", p)) for m, p in operations() if m != "GET"]
    assert [] == [(m, p) for m, p in writes if allowed(m, f"{HOST}{p}")]
    assert len(writes) > 40


def test_unsafe_reads_of_the_vendors_document_stay() -> None:
    """Token, key, credential and agent-contacting GETs are refused, and so is locking by any GET."""
    gets = [re.sub(r"\{[^}]+\}", "x1", p) for m, p in operations() if m == "GET"]
    unsafe = [p for p in gets if re.search(r"auth|Token|credentials|issues|/action/", p)]
    assert [] == [p for p in unsafe if allowed("GET", f"{HOST}{p}")]
    assert [] == [p for p in gets if allowed("GET", f"{HOST}{p}?lock=true")]


@given(st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"]), st.text(max_size=60))
def test_only_listed_paths_leave_whatever_the_text(method: str, tail: str) -> None:
    """A path that passes has no second meaning: no dots, encoded slashes, parameters or writes in it."""
    url = f"{HOST}{V2}/plan/job/{tail}"
    if allowed(method, url):
        path = url.partition("?")[0].lower()
        assert method == "GET"
        assert not re.search(r"%2f|%5c|%2e|%25|//plan|\\|;|/\.\.?(/|$)|/action/|/issues", path)


@given(st.text(min_size=1, max_size=40))
def test_an_id_stays_one_segment_or_is_refused(name: str) -> None:
    """Any text quoted into the id's place either names an object or is refused; it never reaches another path."""
    url = f"{HOST}{V2}/plan/job/{quote(name, safe='')}"
    assert not allowed("PUT", url)
    if allowed("GET", url):
        assert "/" not in name


def guarded() -> tuple[httpx.AsyncClient, FakeHwa]:
    hwa = FakeHwa(every={})
    return httpx.AsyncClient(transport=GuardTransport(hwa, [HOST]), follow_redirects=True), hwa


@pytest.mark.parametrize(
    ("url", "more"),
    [
        (f"{HOST}{V2}/plan/job", {"headers": {"X-HTTP-Method-Override": "DELETE"}}),
        (f"{HOST}{V2}/plan/job", {"headers": {"X-Original-URL": "/twsd/api/v2/auth/id"}}),
        (f"{HOST}{V2}/plan/job", {"headers": {"Context-Session": "1"}}),
        (f"{HOST}{V2}/plan/job", {"extensions": {"target": b"/twsd/api/v2/auth/id"}}),
        (f"https://elsewhere:31116{V2}/plan/job", {}),
        (f"https://mdm:31117{V2}/plan/job", {}),
        (f"http://mdm:31116{V2}/plan/job", {}),
        (f"https://a:b@mdm:31116{V2}/plan/job", {}),
        (f"{HOST}{V2}/auth/id", {}),
    ],
)
async def test_the_transport_sends_nothing_that_is_not_a_read(url: str, more: dict) -> None:
    """Headers, extensions and other hosts cannot turn a read into something else."""
    http, hwa = guarded()
    async with http:
        with pytest.raises(TwsReadOnlyError):
            await http.get(url, **more)
    assert [] == hwa.asked


async def test_a_redirect_is_guarded_too() -> None:
    """Even a client that follows redirects cannot be led to a write or to another host."""
    http, hwa = guarded()
    hwa.every = httpx.Response(302, headers={"Location": "https://elsewhere/twsd/api/v2/plan/job"})
    async with http:
        with pytest.raises(TwsReadOnlyError):
            await http.get(f"{HOST}{V2}/plan/job")
    assert 1 == len(hwa.asked)


async def test_a_get_with_a_body_stays() -> None:
    """A read carries no body that an engine could act on."""
    http, hwa = guarded()
    async with http:
        with pytest.raises(TwsReadOnlyError):
            await http.request("GET", f"{HOST}{V2}/plan/job", json={"x": 1})
    assert [] == hwa.asked
