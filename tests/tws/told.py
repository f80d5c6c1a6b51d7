"""What the scripted masters of these tests hold and refuse."""

from __future__ import annotations

import httpx

from tests.tws.fake_hwa import page
from tws.models import JobQuery

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
