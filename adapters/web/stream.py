"""`GET /api/stream`: alerts, replies and notices as they happen, and a heartbeat that shows the page it is live."""

from __future__ import annotations

import asyncio
import contextlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp_sse import EventSourceResponse, sse_response

from adapters.web.broadcast import Event, Queue
from adapters.web.inbound import MAX_CONVERSATION, conversation
from adapters.web.ports import Feed
from adapters.web.render import alert_as_dict
from adapters.web.security import HEADERS

if TYPE_CHECKING:
    from adapters.web.adapter import WebConsole

RETRY_MILLISECONDS = 2000


class Stream:
    """Serves each page that is open; `heartbeat` is in seconds."""

    def __init__(self, *, console: WebConsole, feed: Feed, heartbeat: float) -> None:
        self._console = console
        self._feed = feed
        self._heartbeat = heartbeat

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One `hello`, what was missed since `Last-Event-ID` (or `?last=`), then events until the page leaves.

        `?conversation=` names the conversation whose notices this page takes.
        """
        named = request.query.get("conversation", "")[:MAX_CONVERSATION]
        audience = conversation(named) if named else ""
        last_id = request.headers.get("Last-Event-ID") or request.query.get("last", "")
        with self._console.events.listen() as queue:
            missed = self._console.events.since(last_id)
            hello = await self._hello(missed)
            if request.transport is None:
                return web.Response()  # the page has left: nobody reads this
            try:
                async with sse_response(request, headers=HEADERS) as stream:
                    await self._tell(stream, [hello, *(missed or [])], queue, audience)
                    return stream
            except ConnectionResetError:
                return web.Response()  # the page left before the first byte: nobody reads this

    async def close(self, _app: web.Application) -> None:
        """End all streams, so that the server can stop."""
        self._console.events.close()

    async def _hello(self, missed: list[Event] | None) -> Event:
        values: dict[str, object] = {
            "at": datetime.now(UTC).isoformat(),
            "resumed": missed is not None,
            "heartbeat": self._heartbeat,
        }
        last_id = self._console.events.last_id if not missed else ""
        if missed is None:
            alerts = self._console.alerts(await self._feed.open_incidents())
            values["alerts"] = [alert_as_dict(alert) for alert in alerts]
        return Event(id=last_id, name="hello", data=json.dumps(values))

    async def _tell(self, stream: EventSourceResponse, first: list[Event], queue: Queue, audience: str) -> None:
        """All events until the page leaves, or no longer takes any."""
        with contextlib.suppress(ConnectionResetError, TimeoutError):
            await _send_all(stream, first, audience)
            await self._relay(stream, queue, audience)

    async def _relay(self, stream: EventSourceResponse, queue: Queue, audience: str) -> None:
        while True:
            try:
                event = await asyncio.wait_for(queue.get(), self._heartbeat)
            except TimeoutError:
                at = json.dumps({"at": datetime.now(UTC).isoformat()})
                event = Event(id="", name="heartbeat", data=at)
            if event is None:
                return
            await _send_all(stream, [event], audience)


async def _send_all(stream: EventSourceResponse, events: list[Event], audience: str) -> None:
    for event in events:
        if event.audience in ("", audience):
            await stream.send(
                event.data,
                id=event.id or None,
                event=event.name,
                retry=RETRY_MILLISECONDS if event.name == "hello" else None,
            )
