"""A Teams in memory: the Bot Connector on loopback, conversations with their threads, and what people do in them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from tests.adapters.teams.fake.keys import Keys, served, token
from tests.adapters.teams.fake.payloads import APP, kind_of, number

LARGEST = 28_000  # bytes of one message


@dataclass
class Fault:
    """What the next calls of a method are answered with; `taken`: although the message stands."""

    method: str
    status: int
    times: int = 1
    retry_after: str = ""
    taken: bool = False
    code: str = "ServiceError"


@dataclass
class Message:
    """A message of the bot's."""

    id: str
    conversation: str
    activity: dict[str, Any]
    edits: list[dict[str, Any]] = field(default_factory=list)

    @property
    def shown(self) -> dict[str, Any]:
        return self.edits[-1] if self.edits else self.activity

    @property
    def card(self) -> dict[str, Any]:
        return self.shown["attachments"][0]["content"]

    @property
    def words(self) -> str:
        """Everything that a person reads in it."""
        return "\n".join(_texts(self.shown))

    @property
    def is_root(self) -> bool:
        return self.conversation.endswith(f";messageid={self.id}")


class FakeConnector:
    """The service. `bot_url` is where the bot listens."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.url = ""
        self.bot_url = ""
        self.messages: list[Message] = []
        self.typed: list[tuple[str, dict[str, Any]]] = []
        self.streams: dict[str, list[dict[str, Any]]] = {}
        self.faults: list[Fault] = []
        self.calls: list[tuple[str, str]] = []
        self.tokens: list[str] = []
        self.session: aiohttp.ClientSession | None = None
        self.gone: set[str] = set()
        self.streams_allowed = True
        self.created: list[dict[str, Any]] = []
        self.nameless: str | None = None  # what a POST is answered with in place of ids

    def fail(self, method: str, status: int, times: int = 1, **more: Any) -> None:
        """Let the next calls of a method fail."""
        self.faults.append(Fault(method, status, times, **more))

    def in_talk(self, conversation: str) -> list[Message]:
        """The bot's messages in a conversation, threads of a channel included."""
        return [each for each in self.messages if each.conversation.partition(";")[0] == conversation.partition(";")[0]]

    def roots(self, conversation: str) -> list[Message]:
        """The bot's posts in a channel."""
        return [each for each in self.in_talk(conversation) if each.is_root]

    async def deliver(self, body: dict[str, Any], header: str | None = "own") -> tuple[int, Any]:
        """Send an activity to the bot, as Teams does; give the status and the body of the answer."""
        if header == "own":
            header = f"Bearer {token(APP, body.get('serviceUrl', self.url))}"
        headers = {"Authorization": header} if header is not None else {}
        assert self.session is not None
        async with self.session.post(self.bot_url, json=body, headers=headers) as answer:
            told = await answer.read()
            return answer.status, json.loads(told) if told else None

    def app(self) -> web.Application:
        app = web.Application(client_max_size=10**7)
        for path in ("", "/_connector"):  # where Teams has it, and where a playground does
            app.router.add_post(f"{path}/v3/conversations", self._create)
            app.router.add_post(f"{path}/v3/conversations/{{id}}/activities", self._send)
            app.router.add_put(f"{path}/v3/conversations/{{id}}/activities/{{message}}", self._update)
        return app

    async def _create(self, request: web.Request) -> web.Response:
        body = await self._body(request)
        self.created.append(body)
        channel, posted = body["channelData"]["channel"]["id"], number()
        conversation = f"{channel};messageid={posted}"
        made = Message(posted, conversation, body["activity"])
        return self._answered("POST", made, {"id": conversation, "activityId": posted}, 201)

    async def _send(self, request: web.Request) -> web.Response:
        body, conversation = await self._body(request), request.match_info["id"]
        if body["type"] == "typing":
            return self._typing(conversation, body)
        ended = self._end_stream(body)
        if ended is not None:
            return ended
        if conversation.partition(";messageid=")[2] in self.gone:
            return _refused(404, "ConversationNotFound")
        posted = number()
        is_new_post = kind_of(conversation) == "channel" and ";" not in conversation
        within = f"{conversation};messageid={posted}" if is_new_post else conversation
        return self._answered("POST", Message(posted, within, body), {"id": posted}, 201)

    async def _update(self, request: web.Request) -> web.Response:
        body, posted = await self._body(request), request.match_info["message"]
        found = next((each for each in self.messages if each.id == posted and posted not in self.gone), None)
        fault = self._fault("PUT")
        if fault is not None:
            return fault
        if found is None:
            return _refused(404, "ActivityNotFoundInConversation")
        if len(json.dumps(body).encode()) > LARGEST:
            return _refused(413, "MessageSizeTooBig")
        found.edits.append(body)
        return web.json_response({"id": posted})

    async def _body(self, request: web.Request) -> dict[str, Any]:
        self.calls.append((request.method, request.path))
        self.tokens.append(request.headers.get("Authorization", ""))
        return await request.json()

    def _answered(self, method: str, made: Message, told: dict[str, Any], status: int) -> web.Response:
        taken = any(each.method == method and each.taken for each in self.faults[:1])
        if taken:
            self.messages.append(made)
        fault = self._fault(method)
        if fault is not None:
            return fault
        if len(json.dumps(made.activity).encode()) > LARGEST:
            return _refused(413, "MessageSizeTooBig")
        self.messages.append(made)
        if self.nameless is not None:
            return web.Response(text=self.nameless)
        return web.json_response(told, status=status)

    def _typing(self, conversation: str, body: dict[str, Any]) -> web.Response:
        self.typed.append((conversation, body))
        told = body.get("channelData", {})
        if "streamType" not in told:
            return web.json_response({"id": number()}, status=201)
        if kind_of(conversation) != "personal" or not self.streams_allowed:
            return _refused(403, "ContentStreamNotAllowed")
        stream = told.get("streamId") or f"stream-{number()}"
        steps = self.streams.setdefault(stream, [])
        if told["streamSequence"] != len(steps) + 1 or not body.get("text"):
            return _refused(400, "BadSequence")
        steps.append(body)
        return web.json_response({"id": stream}, status=201)

    def _end_stream(self, body: dict[str, Any]) -> web.Response | None:
        told = body.get("channelData", {})
        if told.get("streamType") != "final":
            return None
        if told["streamId"] not in self.streams or "streamSequence" in told or not body.get("text"):
            return _refused(403, "ContentStreamNotAllowed")
        return None

    def _fault(self, method: str) -> web.Response | None:
        fault = next((each for each in self.faults if each.method == method), None)
        if fault is None:
            return None
        fault.times -= 1
        if fault.times == 0:
            self.faults.remove(fault)
        headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
        return _refused(fault.status, fault.code, headers)


def _refused(status: int, code: str, headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response({"error": {"code": code, "message": code}}, status=status, headers=headers)


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    if not isinstance(value, dict):
        return []
    own = [each for name, each in value.items() if name in {"text", "title", "label"} and isinstance(each, str)]
    return own + [text for name, each in value.items() if name != "fallback" for text in _texts(each)]


@asynccontextmanager
async def fake_teams() -> AsyncIterator[FakeConnector]:
    """A Teams of its own on loopback."""
    with served() as keys:
        fake = FakeConnector(keys)
        runner = web.AppRunner(fake.app(), access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        fake.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        try:
            async with aiohttp.ClientSession() as fake.session:
                yield fake
        finally:
            await runner.cleanup()
            await asyncio.sleep(0)
