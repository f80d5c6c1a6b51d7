"""The console's JSON: ask a question, press a button, see how things stand."""

from __future__ import annotations

import json
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, cast

from aiohttp import web
from aiohttp_sse import EventSourceResponse, sse_response
from pydantic_core import to_json

from adapters.web.inbound import MAX_BODY, Refusal, clean, question_from, too_long
from adapters.web.ports import Feed, Press, Status
from adapters.web.refusal import refused
from adapters.web.render import alert_as_dict
from adapters.web.security import HEADERS
from adapters.web.texts import language_of, text
from bot.answer_json import answer_as_dict
from bot.errors import ResyncError
from bot.messages import Answer, Question, Step
from bot.ports import Assistant

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from adapters.web.adapter import WebConsole


class Api:
    """Handlers that answer JSON, or a stream of it."""

    def __init__(
        self,
        *,
        console: WebConsole,
        assistant: Assistant,
        feed: Feed,
        status: Status,
        actions: Mapping[str, Press],
        language: str,
    ) -> None:
        self._console = console
        self._assistant = assistant
        self._feed = feed
        self._status = status
        self._actions = actions
        self._default = language

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """`POST /api/ask`: one answer, or its steps first where the asker takes a stream."""
        language = language_of(request.headers, self._default)
        body = await _body(request)
        question = (
            too_long(language)
            if body is None
            else question_from(body, language=language, fresh=secrets.token_urlsafe(12))
        )
        if isinstance(question, Refusal):
            return refused(question)
        if _takes_stream(request):
            return await self._stream(request, question)
        return await self._answer(question, language)

    async def press(self, request: web.Request) -> web.StreamResponse:
        """`POST /api/action {"action", "value"}`: what a card's button does; the answer is a sentence to show."""
        language = language_of(request.headers, self._default)
        action, value = _pressed(await _body(request))
        handler = self._actions.get(action)
        if handler is None:
            return refused(Refusal(status=400, sentence=text(language, "unknown_action")))
        try:
            return web.json_response({"text": await handler(value, "web")})
        except ResyncError as error:
            return refused(Refusal(status=503, sentence=str(error)))

    async def health(self, _request: web.Request) -> web.StreamResponse:
        """`GET /api/status`: the environment's health, and `alerts`: all open ones and those closed lately."""
        try:
            status = await self._status()
            alerts = self._console.alerts(await self._feed.open_incidents())
        except ResyncError as error:
            return refused(Refusal(status=503, sentence=str(error)))
        shown = {**status, "alerts": [alert_as_dict(alert) for alert in alerts]}
        return web.Response(body=to_json(shown), content_type="application/json", headers={"Cache-Control": "no-store"})

    async def _answer(self, question: Question, language: str) -> web.StreamResponse:
        try:
            async with aclosing(self._spoken(question)) as said:
                async for part in said:
                    if isinstance(part, Answer):
                        return web.json_response(answer_as_dict(part))
        except ResyncError as error:
            return refused(Refusal(status=503, sentence=str(error)))
        return refused(Refusal(status=500, sentence=text(language, "no_answer")))

    async def _stream(self, request: web.Request, question: Question) -> web.StreamResponse:
        language = language_of(request.headers, self._default)
        async with sse_response(request, headers=HEADERS, allow_all_methods=True) as stream:
            try:
                async with aclosing(self._spoken(question)) as said:
                    if not await _send_parts(stream, said):
                        await _send(stream, "error", {"error": text(language, "no_answer")})
            except ResyncError as error:
                await _send(stream, "error", {"error": str(error)})
            except ConnectionResetError:
                return stream  # the asker left
        return stream

    def _spoken(self, question: Question) -> AsyncGenerator[Step | Answer, None]:
        # The port promises an iterator; closing it early, as when the asker leaves, needs a generator.
        return _generator(self._assistant.ask(question))


async def _generator(parts: AsyncIterator[Step | Answer]) -> AsyncGenerator[Step | Answer, None]:
    try:
        async for part in parts:
            yield part
    finally:
        if hasattr(parts, "aclose"):
            await cast("AsyncGenerator[Step | Answer, None]", parts).aclose()


async def _send_parts(stream: EventSourceResponse, parts: AsyncIterator[Step | Answer]) -> bool:
    async for part in parts:
        if isinstance(part, Answer):
            await _send(stream, "answer", answer_as_dict(part))
            return True
        await _send(stream, "step", {"text": part.text, "tool": part.tool})
    return False


async def _send(stream: EventSourceResponse, event: str, values: Mapping[str, Any]) -> None:
    await stream.send(json.dumps(values), event=event)


async def _body(request: web.Request) -> bytes | None:
    body = bytearray()
    async for chunk in request.content.iter_chunked(65_536):
        body += chunk
        if len(body) > MAX_BODY:
            return None
    return bytes(body)


def _takes_stream(request: web.Request) -> bool:
    return request.query.get("stream") == "1" or "text/event-stream" in request.headers.get("Accept", "")


def _pressed(body: bytes | None) -> tuple[str, str]:
    try:
        values = json.loads(body or b"")
    except (ValueError, RecursionError):
        return "", ""
    if not isinstance(values, dict):
        return "", ""
    return str(values.get("action", "")), clean(str(values.get("value", "")))[:500]
