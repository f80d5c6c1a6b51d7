"""`/api/messages`: Teams' authenticated activities in the one HTTP application.

Our own instead of the SDK's `process`: that answers 500 to an invoke with a body and to most forged tokens.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiohttp import web

from adapters.teams.bot_sdk import BotSdk, NotAuthenticatedError
from adapters.teams.invokes import Response

_LOG = structlog.get_logger(__name__)
PATH = "/api/messages"
Take = Callable[[dict[str, Any]], Awaitable[Response]]


class Endpoint:
    """Takes Teams' requests. `take` gives what handles them, None while nobody can."""

    def __init__(self, sdk: BotSdk, take: Callable[[], Take | None]) -> None:
        self._sdk = sdk
        self._take = take

    async def take(self, request: web.Request) -> web.Response:
        """401 for what Teams has not sent, 503 while nobody can answer it: Teams delivers it again."""
        body = _object(await request.read())
        try:
            self._sdk.refuse_pages(request.headers.get("Origin"))
            await self._sdk.authenticate(body, request.headers.get("Authorization"))
        except NotAuthenticatedError as error:
            _LOG.warning("teams.refused", remote=request.remote, reason=str(error))
            return web.json_response({"error": "not sent by Teams"}, status=401)
        take = self._take()
        if take is None:
            return web.json_response({"error": "not ready"}, status=503)
        response = await take(body)
        if response.body is None:
            return web.Response(status=response.status)
        return web.json_response(response.body, status=response.status)


def _object(raw: bytes) -> dict[str, Any]:
    """The activity; an empty one, which nobody is let in with, for what is none."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}
