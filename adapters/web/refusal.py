"""A refusal as an answer."""

from __future__ import annotations

from aiohttp import web

from adapters.web.inbound import Refusal


def refused(refusal: Refusal) -> web.Response:
    """A refusal as JSON."""
    return web.json_response({"error": refusal.sentence}, status=refusal.status)
