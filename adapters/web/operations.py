"""What machines ask: alive, ready, metrics; and the hook by which HWA says "look now"."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from adapters.web.security import Guard

MAX_HOOK = 16 * 1024  # bytes; an event of a rule has about 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """One thing that Resync rests on: whether it can be used now, and a sentence about it."""

    is_ready: bool
    detail: str = ""


Readiness = Callable[[], Awaitable[Mapping[str, Dependency]]]


def operations(
    app: web.Application,
    *,
    guard: Guard,
    identity: Mapping[str, str],
    readiness: Readiness,
    metrics: Callable[[], bytes],
    look_now: Callable[[], None],
) -> None:
    """Add /healthz, /readyz, /metrics and POST /hooks/hwa.

    The first two tell no names or numbers of the plan, and need no token: a load balancer has none.
    """

    async def alive(_: web.Request) -> web.StreamResponse:
        return web.json_response({"alive": True, **identity})

    async def ready(_: web.Request) -> web.StreamResponse:
        rests_on = await readiness()
        is_ready = all(dependency.is_ready for dependency in rests_on.values())
        body = {
            "ready": is_ready,
            "dependencies": {n: {"ready": d.is_ready, "detail": d.detail} for n, d in rests_on.items()},
        }
        return web.json_response(body, status=HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE)

    async def measured(_: web.Request) -> web.StreamResponse:
        return web.Response(body=metrics(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    async def hook(request: web.Request) -> web.StreamResponse:
        if (request.content_length or 0) > MAX_HOOK:
            return web.json_response({"error": "event too large"}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        look_now()
        return web.json_response({"looking": True}, status=HTTPStatus.ACCEPTED)

    app.router.add_get("/healthz", guard.protect(alive, public=True))
    app.router.add_get("/readyz", guard.protect(ready, public=True))
    app.router.add_get("/metrics", guard.protect(measured))
    app.router.add_post("/hooks/hwa", guard.protect(hook))
