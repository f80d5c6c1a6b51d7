"""`/slack/events`: Slack's signed requests in the one HTTP application."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.slack.signing import is_signed

_LOG = structlog.get_logger(__name__)
PATH = "/slack/events"


class Endpoint:
    """Takes Slack's requests. `app` gives what handles them, None while Slack has not yet said who we are."""

    def __init__(
        self, secret: str, app: Callable[[], AsyncApp | None], *, clock: Callable[[], float] = time.time
    ) -> None:
        self._secret = secret
        self._app = app
        self._clock = clock

    async def take(self, request: web.Request) -> web.Response:
        """401 for what Slack has not signed, 400 for what nobody can read, 503 while nobody can answer it.

        What is not answered by 200 Slack delivers again.
        """
        body = await request.read()
        if not self._is_slacks(request, body):
            _LOG.warning("slack.unsigned", remote=request.remote)
            return web.json_response({"error": "not signed by Slack"}, status=401)
        if not _is_readable(body, request.content_type):
            return web.json_response({"error": "no request of Slack's"}, status=400)
        if body.startswith(b"ssl_check=") or b"&ssl_check=" in body:
            return web.Response()
        app = self._app()
        if app is None:
            return web.json_response({"error": "not ready"}, status=503)
        headers: Any = request.headers
        told = AsyncBoltRequest(body=body.decode("utf-8", "replace"), query=request.query_string, headers=headers)
        return await to_aiohttp_response(await app.async_dispatch(told))

    def _is_slacks(self, request: web.Request, body: bytes) -> bool:
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        return is_signed(self._secret, body, timestamp=stamp, signature=signature, now=self._clock())


def _is_readable(body: bytes, content_type: str) -> bool:
    """Whether there is a JSON object in it, or a form with one or without."""
    words = body.decode("utf-8", "replace")
    # Bolt takes for JSON what begins like it, whatever the header says.
    if content_type == "application/x-www-form-urlencoded" and not words.startswith("{"):
        words = parse_qs(words).get("payload", ["{}"])[0]
    try:
        return isinstance(json.loads(words), dict)
    except ValueError:
        return False
