"""API v1 requests: a query with its following pages, one object by its id, a count."""

from __future__ import annotations

from collections.abc import Mapping

from tws import api_v1, decode
from tws.decode import Json
from tws.errors import TwsNotFoundError
from tws.segments import segment
from tws.wire import Ask, Wire

PLAN = "/twsd/plan/current"
PAGE_ROWS = 500
_FILTERS = {
    "job": "jobInPlanFilter",
    "jobstream": "jobStreamInPlanFilter",
    "workstation": "workstationInPlanFilter",
    "resource": "resourceInPlanFilter",
    "prompt": "promptInPlanFilter",
}


def object_path(kind: str, object_id: str) -> str:
    """The path of one object; a composite id (`WKS;JSID;JOB`) is one segment. Raises: TwsNameError."""
    return f"{PLAN}/{kind}/{segment(object_id)}"


async def query(
    wire: Wire, kind: str, words: Json, *, limit: int, headers: Mapping[str, str] | None = None
) -> tuple[list[Json], bool]:
    """At most `limit` rows, and whether there are more. Raises: TwsError."""
    inner = {_FILTERS[kind]: words} if words else {}
    rows: list[Json] = []
    cursor: str | None = None
    while True:
        size = max(1, min(PAGE_ROWS, limit + 1 - len(rows)))
        extra = {**(headers or {}), "How-Many": str(size)} | ({"Last-Object": cursor} if cursor else {})
        # The following pages take the filters without the envelope (reference: vendor's OpenAPI 1.0.1).
        path, body = ("query_next", inner) if cursor else ("query", {"filters": inner})
        reply = await wire.ask(Ask(path=f"{PLAN}/{kind}/{path}", body=body, headers=extra))
        found = api_v1.rows(reply.json)
        rows += found
        cursor = reply.headers.get("last-object")
        if len(rows) > limit:
            return rows[:limit], True
        if len(found) < size or not cursor:
            return rows, False


async def query_one(wire: Wire, kind: str, object_id: str) -> Json:
    """One object by its id; ids with a slash cannot stand in a path and are looked for by a query.

    Raises: TwsNotFoundError, TwsError.
    """
    if "/" not in object_id:
        reply = await wire.ask(Ask(path=object_path(kind, object_id), headers={"Context-PlanDependenciesScope": "1"}))
        return reply.json if isinstance(reply.json, dict) else {}
    key = {"job": "jobId", "jobstream": "jobStreamId"}[kind]
    rows, _ = await query(wire, kind, {key: object_id}, limit=1, headers={"Context-PlanDependenciesScope": "1"})
    if not rows or rows[0].get("id") != object_id:
        raise TwsNotFoundError("HWA does not have that object in its plan.", status=404)
    return rows[0]


async def count(wire: Wire, kind: str, words: Json) -> int | None:
    """How many rows a query has, None where the engine does not say. Raises: TwsError."""
    body = {"filters": {_FILTERS[kind]: words} if words else {}}
    headers = {"How-Many": "1", "Context-ObjectCount": "1"}
    reply = await wire.ask(Ask(path=f"{PLAN}/{kind}/query", body=body, headers=headers))
    api_v1.rows(reply.json)
    return decode.number(reply.headers.get("context-objectcount"))
