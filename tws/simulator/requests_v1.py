"""What v1 requests say in their bodies and headers."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from tws.simulator.answers import WORLD, RefusedError, not_found
from tws.simulator.world import World

DEFAULT_HOW_MANY = 500
MAX_HOW_MANY = 10_000
PLANS = {"current"}


async def body_of(request: web.Request) -> dict[str, Any]:
    text = await request.text()
    try:
        found = json.loads(text) if text.strip() else {}
    except ValueError as wrong:
        raise RefusedError(400, f"AWSJCO005E The request body is not valid JSON: {wrong}") from wrong
    if not isinstance(found, dict):
        raise RefusedError(400, "AWSJCO005E The request body must be a JSON object.")
    return found


def is_set(request: web.Request, name: str) -> bool:
    return request.headers.get(name, "") == "1"


def is_plain(request: web.Request) -> bool:
    return request.headers.get("Id-Encoding") == "0"


def how_many(request: web.Request) -> int:
    text = request.headers.get("How-Many", str(DEFAULT_HOW_MANY))
    if not text.isascii() or not text.isdigit():
        raise RefusedError(400, f'AWSJCS005E The value "{text[:40]}" of header How-Many is not valid.')
    return min(int(text), MAX_HOW_MANY) or 10**9


def the_world(request: web.Request) -> World:
    world = request.app[WORLD]
    world.now()
    if request.match_info.get("plan", "current") not in PLANS:
        raise not_found(f"plan {request.match_info['plan']}")
    return world
