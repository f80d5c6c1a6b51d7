"""Calls of Teams' connector within a budget; every refusal is a ChatError that says what to make of it.

Source: Bot Connector REST API v3. A request that changes something by its address (PUT) is tried again; a POST only
where Teams itself said that it has not taken it.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
import structlog

from adapters.teams.bot_sdk import BotSdk
from adapters.teams.budget import Budget
from adapters.teams.hosts import is_service
from bot.errors import CardTooLargeError, ChatError

_LOG = structlog.get_logger(__name__)
PATIENCE = 20.0  # seconds that a call waits for its turn, and for Teams to take it again
SECONDS = 15.0  # that Teams has for one answer
_TRIES = 4
_NOT_TAKEN = frozenset({412, 429})
_AGAIN = frozenset({412, 429, 502, 504})
_GONE = frozenset({"ConversationNotFound", "ActivityNotFoundInConversation", "BotNotInConversationRoster", "NotFound"})
_NO_SUCH_ROUTE = frozenset({404, 405, 501})
_TOO_LARGE = frozenset({"MessageSizeTooBig", "RequestEntityTooLarge"})
Activity = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A talk: the connector that leads there, the conversation's whole id, and whose it is."""

    service_url: str
    conversation: str
    tenant: str = ""

    @property
    def root(self) -> str:
        """The channel or chat, without its thread."""
        return self.conversation.partition(";messageid=")[0]


class TeamsError(ChatError):
    """Teams' own code for why it refused, and the status of its answer; 0 for no answer.

    `answered`: it has certainly not taken what it was given.
    """

    def __init__(
        self, message: str, *, status: int = 0, code: str = "", retry_after: float | None = None, gone: bool = False
    ) -> None:
        super().__init__(message, retry_after=retry_after, gone=gone)
        self.status = status
        self.code = code

    @property
    def answered(self) -> bool:
        """Whether Teams itself refused, other than by a fault of its own."""
        return 400 <= self.status < 500


class TeamsTooLargeError(CardTooLargeError, TeamsError):
    """Teams finds a message too large."""


class Calls:
    """The connector. `jitter` gives 0 to 1."""

    def __init__(
        self,
        sdk: BotSdk,
        session: aiohttp.ClientSession,
        budget: Budget,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._sdk = sdk
        self._session = session
        self._budget = budget
        self._sleep = sleep
        self._jitter = jitter

    async def begin(self, to: Address, activity: Activity, *, bot: str) -> tuple[str, str]:
        """Begin a thread in a channel; give its conversation and the message. Raises: ChatError."""
        channel: dict[str, Any] = {"channel": {"id": to.root}}
        body = {"isGroup": True, "bot": {"id": bot}, "channelData": channel, "activity": activity}
        if to.tenant:
            body["tenantId"] = to.tenant
            channel["tenant"] = {"id": to.tenant}
        try:
            answer = await self._call("POST", to, "v3/conversations", body)
        except TeamsError as error:
            if not self._sdk.app.development or error.code or error.status not in _NO_SUCH_ROUTE:
                raise
            # A playground without threads: the channel itself is written to.
            return to.conversation, await self.send(to, activity)
        conversation, message = str(answer.get("id") or ""), str(answer.get("activityId") or "")
        return conversation or f"{to.root};messageid={message}", message or conversation.partition(";messageid=")[2]

    async def send(self, to: Address, activity: Activity, *, patience: float = PATIENCE) -> str:
        """Send a message to a talk; give its id. Raises: ChatError."""
        path = f"v3/conversations/{quote(to.conversation, safe='')}/activities"
        answer = await self._call("POST", to, path, activity, patience=patience)
        return str(answer.get("id") or "")

    async def update(self, to: Address, message: str, activity: Activity) -> None:
        """Replace a message. Raises: ChatError."""
        path = f"v3/conversations/{quote(to.conversation, safe='')}/activities/{quote(message, safe='')}"
        await self._call("PUT", to, path, {**activity, "id": message})

    async def _call(
        self, method: str, to: Address, path: str, body: Activity, *, patience: float = PATIENCE
    ) -> dict[str, Any]:
        if not is_service(to.service_url, self._sdk.app.development):
            raise TeamsError("the stored serviceUrl is none of Microsoft's", status=400)
        left = patience
        for attempt in range(1, _TRIES + 1):
            await self._budget.wait(to.root if method == "POST" else to.conversation, to.tenant, left)
            try:
                return await self._once(method, f"{to.service_url.rstrip('/')}/{path}", body)
            except TeamsError as error:
                pause = self._pause(method, error, attempt)
                if pause is None or attempt == _TRIES or pause > left:
                    raise
                if error.status == 429:
                    self._budget.block(to.root, pause)
                left -= pause
                await self._sleep(pause)
        raise AssertionError("unreachable")

    def _pause(self, method: str, error: TeamsError, attempt: int) -> float | None:
        """In how many seconds the call is made again, None where it is not: a POST that may have been taken."""
        if error.status not in (_NOT_TAKEN if method == "POST" else _AGAIN):
            return None
        told = error.retry_after or 0.5 * 2 ** (attempt - 1)
        return told * (1 + self._jitter() / 2)

    async def _once(self, method: str, url: str, body: Activity) -> dict[str, Any]:
        token = await self._sdk.token()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        limit = aiohttp.ClientTimeout(total=SECONDS)
        try:
            async with self._session.request(
                method, url, json=body, headers=headers, timeout=limit, allow_redirects=False
            ) as answer:
                told = await _json(answer)
                if answer.status < 300:
                    return told
                raise _refusal(method, answer, told)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise TeamsError(f"Teams cannot be reached: {type(error).__name__}") from error


async def _json(answer: aiohttp.ClientResponse) -> dict[str, Any]:
    try:
        told = await answer.json(content_type=None)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _refusal(method: str, answer: aiohttp.ClientResponse, told: dict[str, Any]) -> TeamsError:
    error = told.get("error")
    code = str(error.get("code") or "") if isinstance(error, dict) else ""
    words = f"Teams refused {method}: {code or answer.reason} (HTTP {answer.status})"
    if answer.status == 413 or code in _TOO_LARGE:
        return TeamsTooLargeError(words, status=answer.status, code=code)
    if answer.status in {429, 503}:
        return TeamsError(words, status=answer.status, code=code, retry_after=_seconds(answer))
    # 403 to a message: not in the roster, blocked, or switched off by an administrator.
    gone = answer.status == 404 or code in _GONE or (method == "POST" and answer.status == 403)
    return TeamsError(words, status=answer.status, code=code, gone=gone)


def _seconds(answer: aiohttp.ClientResponse) -> float | None:
    try:
        return max(0.0, float(answer.headers.get("Retry-After", "")))
    except ValueError:
        return None
