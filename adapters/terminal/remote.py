"""The assistant of a Resync that already serves on this machine, asked over HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import datetime
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.cards import card_from_dict
from bot.errors import ResyncError
from bot.messages import Answer, Call, Outgoing, Question, Step

PROBE_SECONDS = 0.5
ANSWER_SECONDS = 60
GET_SECONDS = 3
_TOLD = frozenset({"alert", "reply", "notice"})


async def serving(address: str) -> dict[str, Any] | None:
    """What the Resync at that address says of itself at /healthz; None where none answers."""
    timeout = aiohttp.ClientTimeout(total=PROBE_SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(f"{address}/healthz") as response:
            said = await response.json()
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return None
    return said if isinstance(said, dict) else None


class RemoteAssistant:
    """Implements bot.ports.Assistant by `POST /api/ask?stream=1`; `token` is RESYNC_WEB_TOKEN or empty."""

    def __init__(self, address: str, token: str) -> None:
        self._address = address
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    async def ask(self, question: Question) -> AsyncIterator[Step | Answer]:
        """Steps, then the answer. Raises: ResyncError where the server refuses or is gone."""
        body = {"text": question.text, "conversation": question.conversation, "language": question.language}
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout, headers=self._headers) as session,
                session.post(f"{self._address}/api/ask?stream=1", json=body) as response,
            ):
                if response.content_type != "text/event-stream":
                    raise ResyncError((await response.json()).get("error", response.reason))
                async for event, data in _events(response):
                    yield _part(event, data)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise ResyncError.saying(
                "start.served_silent", address=self._address, reason=type(error).__name__
            ) from error
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise ResyncError.saying("start.served_foreign", address=self._address) from error

    async def told(self, conversation: str) -> AsyncIterator[tuple[str, Outgoing, bool]]:
        """(what it is an edit of, message, whether it was told just now) of all alerts, and of what the conversation
        is told, until the server ends. What is open at first is given too. Raises: ResyncError where it is gone."""
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=GET_SECONDS)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout, headers=self._headers) as session,
                session.get(f"{self._address}/api/stream", params={"conversation": conversation}) as response,
            ):
                async for event, data in _events(response):
                    for alert in data.get("alerts", ()) if event == "hello" else ():
                        yield alert["incident"], _told(alert), False
                    if event in _TOLD:
                        yield data.get("reference") or data["incident"], _told(data), True
        except (aiohttp.ClientError, TimeoutError, ValueError, LookupError) as error:
            raise ResyncError.saying(
                "start.served_silent", address=self._address, reason=type(error).__name__
            ) from error

    async def get(self, path: str) -> dict[str, Any]:
        """What it says there. Raises: ResyncError where it refuses, is gone, or says no object."""
        timeout = aiohttp.ClientTimeout(total=GET_SECONDS)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout, headers=self._headers) as session,
                session.get(f"{self._address}{path}") as response,
            ):
                said = await response.json()
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise ResyncError.saying(
                "start.served_silent", address=self._address, reason=type(error).__name__
            ) from error
        if response.status != HTTPStatus.OK or not isinstance(said, dict):
            raise ResyncError.saying("start.served_foreign", address=self._address)
        return said


async def _events(response: aiohttp.ClientResponse) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    event, data = "", ""
    buffer = b""
    async for chunk in response.content.iter_any():
        buffer += chunk
        *lines, buffer = buffer.split(b"\n")
        for line in lines:
            name, _, value = line.decode().rstrip("\r").partition(": ")
            if name == "event":
                event = value
            elif name == "data":
                data += value
            elif not name and data:
                yield event, json.loads(data)
                event, data = "", ""


def _told(data: dict[str, Any]) -> Outgoing:
    return Outgoing(
        target="terminal",
        incident=data.get("incident", ""),
        card=card_from_dict(data["card"]),
        state=data.get("state", "open"),
    )


def _part(event: str, data: dict[str, Any]) -> Step | Answer:
    if event == "step":
        return Step(text=data["text"], tool=data["tool"])
    if event == "answer":
        return answer_from_dict(data)
    raise ResyncError(data["error"])


def answer_from_dict(data: dict[str, Any]) -> Answer:
    """The answer that `bot.answer_json.answer_as_dict` made the object from."""
    return Answer(
        text=data["answer"],
        language=data["language"],
        environment=data["environment"],
        card=card_from_dict(data["card"]),
        as_of=datetime.fromisoformat(data["as_of"]) if data["as_of"] else None,
        calls=tuple(Call(tool=call["tool"], args=call["args"]) for call in data["calls"]),
        facts=tuple(data["facts"]),
        sources=tuple(data["sources"]),
        suggestions=tuple(data["suggestions"]),
    )
