"""How Slack hands things to the app: signed HTTP or a WebSocket, three seconds to take them, events again if not."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web

from tests.adapters.slack.fake.records import Ack, Dict

Send = Callable[[str, Dict, int], Awaitable[Ack]]

ACK_SECONDS = 3.0
RETRIES = (0.0, 60.0, 360.0)  # after the first try: at once, a minute later, five minutes later


class Http:
    """Posts to the app's request URL, signed with the app's secret."""

    def __init__(self, secret: str) -> None:
        self.url, self.secret, self.skew, self.seconds = "", secret, 0.0, ACK_SECONDS
        self._session: aiohttp.ClientSession | None = None

    async def send(self, kind: str, payload: Dict, attempt: int) -> Ack:
        """One try. `kind`: events_api, interactive, slash_commands."""
        body, content = _form(kind, payload)
        headers = {"Content-Type": content, **self.signed(body)}
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_timeout"}
        began = time.monotonic()
        self._session = self._session or aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self.seconds))
        try:
            async with self._session.post(self.url, data=body, headers=headers) as response:
                text = await response.text()
                took = time.monotonic() - began
                return Ack(ok=response.status == 200, status=response.status, body=_read(text), seconds=took)
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return Ack(ok=False, status=0, body=None, seconds=time.monotonic() - began)

    def signed(self, body: str) -> dict[str, str]:
        """The headers that prove the body is Slack's; `skew` makes them older than they are."""
        at = str(int(time.time() - self.skew))
        digest = hmac.new(self.secret.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}

    async def close(self) -> None:
        """Give the connections back."""
        if self._session is not None:
            await self._session.close()


class Socket:
    """One WebSocket of the app."""

    def __init__(self, ws: web.WebSocketResponse) -> None:
        self.ws, self.silent, self.waiting = ws, False, dict[str, asyncio.Future[Any]]()


class Sockets:
    """The app's WebSockets; each thing goes to one of them by chance."""

    def __init__(self, most: int = 10) -> None:
        self.open: list[Socket] = []
        self.opened, self.seconds = 0, ACK_SECONDS
        self.most, self._random, self._envelopes = most, random.Random(1), 0
        self.on_change: Callable[[], None] = lambda: None

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """A socket for as long as it is open."""
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        if len(self.open) >= self.most:
            await ws.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await ws.close()
            return ws
        socket = Socket(ws)
        self.open.append(socket)
        self.opened += 1
        await ws.send_json(
            {"type": "hello", "num_connections": len(self.open), "connection_info": {"app_id": "A0RESYNC"}}
        )
        self.on_change()
        try:
            async for message in ws:
                if message.type is WSMsgType.TEXT:
                    _taken(socket, json.loads(message.data))
        finally:
            self.open.remove(socket)
            for future in socket.waiting.values():
                future.cancel()
            self.on_change()
        return ws

    async def send(self, kind: str, payload: Dict, attempt: int) -> Ack:
        """One try, through one of the sockets."""
        began = time.monotonic()
        if not self.open:
            return Ack(ok=False, status=0, body=None, seconds=0.0)
        socket = self._random.choice(self.open)
        self._envelopes += 1
        envelope = f"envelope-{self._envelopes}"
        future = socket.waiting[envelope] = asyncio.get_running_loop().create_future()
        made: Dict = {
            "envelope_id": envelope,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        made |= {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""} if kind == "events_api" else {}
        try:
            async with asyncio.timeout(self.seconds):
                if not socket.silent:
                    await socket.ws.send_json(made)
                body = await future
        except (TimeoutError, asyncio.CancelledError, ConnectionError):
            if (task := asyncio.current_task()) is not None and task.cancelling():
                raise
            return Ack(ok=False, status=0, body=None, seconds=time.monotonic() - began)
        finally:
            socket.waiting.pop(envelope, None)
        return Ack(ok=True, status=200, body=body, seconds=time.monotonic() - began)

    def silence(self) -> None:
        """Keep every open socket open, pings answered, and let nothing through any more."""
        for each in self.open:
            each.silent = True

    def drop(self) -> None:
        """Cut every socket without a word."""
        for each in list(self.open):
            transport = each.ws._req.transport if each.ws._req else None
            if transport is not None:
                transport.abort()

    async def refresh(self) -> None:
        """Ask every socket to reconnect, as Slack does every few hours; it closes none that does so at once."""
        for each in list(self.open):
            await each.ws.send_json({"type": "disconnect", "reason": "refresh_requested"})


def _taken(socket: Socket, answer: Dict) -> None:
    future = socket.waiting.get(answer.get("envelope_id", ""))
    if future is not None and not future.done():
        future.set_result(answer.get("payload"))


def _form(kind: str, payload: Dict) -> tuple[str, str]:
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    form = {"payload": json.dumps(payload)} if kind == "interactive" else payload
    return urlencode(form), "application/x-www-form-urlencoded"


def _read(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return {"text": text}
