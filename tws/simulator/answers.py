"""How the simulated master answers: JSON without nulls, pages, errors with `messages`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from aiohttp import web

from tws.simulator.world import World

WORLD = web.AppKey("world", World)
DEFAULT_LIMIT = 10_000


class RefusedError(Exception):
    """The request cannot be served: an HTTP status and the vendor's message."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def not_found(what: str) -> RefusedError:
    """The vendor's answer for an object that is not there."""
    return RefusedError(404, f'AWSJDB101E The object "{what}" was not found.')


def without_nulls(value: Any) -> Any:
    """The same without fields that have no value, as HWA leaves them out."""
    if isinstance(value, dict):
        return {
            key: without_nulls(each) if isinstance(each, dict | list) else each
            for key, each in value.items()
            if each is not None
        }
    if isinstance(value, list):
        return [without_nulls(each) for each in value]
    return value


def answer(value: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """A JSON response."""
    text = json.dumps(without_nulls(value), ensure_ascii=False, separators=(",", ":"))
    return web.Response(text=text, status=status, headers=headers, content_type="application/json")


def error(status: int, *messages: str) -> web.Response:
    """An error as HWA words it: `{"messages": [...]}`."""
    return answer({"messages": list(messages)}, status=status)


def number(request: web.Request, name: str, default: int) -> int:
    """A query parameter that is a whole number, not below zero.

    Raises:
        RefusedError: It is something else.
    """
    text = request.query.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise RefusedError(400, f'AWSJCS005E The value "{text[:40]}" of parameter {name} is not valid.')
    return int(text)


def page(request: web.Request, total: int, rows: Sequence[Any], offset: int, limit: int) -> web.Response:
    """A v2 list answer; `next` and `previous` are absolute, absent at the ends."""
    body: dict[str, Any] = {"results": list(rows), "next": None, "previous": None}
    if request.headers.get("Include-Count", "true").lower() != "false":
        body = {"count": total, **body}
    if offset + len(rows) < total and rows:
        body["next"] = str(request.url.update_query(offset=offset + limit, limit=limit))
    if offset > 0:
        body["previous"] = str(request.url.update_query(offset=max(0, offset - limit), limit=limit))
    return answer(body)
