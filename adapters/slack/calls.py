"""Calls of Slack's Web API within a budget; every refusal is a ChatError that says what to make of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.budget import Budget
from adapters.slack.health import Health
from adapters.slack.masking import masked, quiet_logger
from bot.errors import CardTooLargeError, ChatError

_LOG = structlog.get_logger(__name__)
PATIENCE = 20.0  # seconds that a call waits for its turn
LONG_PATIENCE = 120.0  # seconds that an answer waits for it
_PAUSES = (1.0, 4.0)  # seconds before what failed is tried again
_RECENT = 300.0  # seconds in which a message that was just tried must have been posted
# Slack's words for a fault of its own, which is over soon.
FAULTS = frozenset({"fatal_error", "internal_error", "service_unavailable", "request_timeout", "ratelimited"})
LOOK_UP_SECONDS = 10
_TOO_LARGE = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"})
_GONE = frozenset({"message_not_found", "thread_not_found", "channel_not_found", "is_archived", "cant_update_message"})


class SlackError(ChatError):
    """Slack's own word for why it refused (`error`), and the status of its answer.

    `answered`: it was Slack that said no, so that it has certainly not taken what it was given.
    """

    def __init__(self, message: str, *, error: str = "", status: int = 0, retry_after: float | None = None) -> None:
        super().__init__(message, retry_after=retry_after, gone=error in _GONE)
        self.error = error
        self.status = status

    @property
    def answered(self) -> bool:
        """Whether Slack itself refused, other than by a fault of its own."""
        return bool(self.error or self.status) and self.status < 500


def error_of(error: ChatError) -> str:
    """Slack's own word for a refusal, empty where it said none."""
    return error.error if isinstance(error, SlackError) else ""


class SlackTooLargeError(CardTooLargeError, SlackError):
    """Slack finds a message too long or its blocks wrong."""


class Calls:
    """The Web API. Nothing is tried again here: a POST that got no answer may have been taken.

    `now` gives seconds since 1970, as Slack's own message ids do.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        budget: Budget,
        health: Health | None = None,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._client = client
        self._budget = budget
        self._now = now
        self._health = health or Health()

    async def __call__(
        self, method: str, values: Mapping[str, Any], *, form: bool = False, patience: float = PATIENCE
    ) -> dict[str, Any]:
        """Slack's answer. `form`: the method takes no JSON. Raises: SlackError, ChatError."""
        channel = str(values.get("channel", ""))
        await self._budget.wait(method, channel, patience)
        given = {name: value for name, value in values.items() if value is not None}
        try:
            if form:
                answer = await self._client.api_call(method, data=given)
            else:
                answer = await self._client.api_call(method, json=given)
        except SlackApiError as error:
            refusal = self._refusal(method, channel, error)
            self._health.refused(refusal.error, str(refusal))
            raise refusal from None  # the SDK's words repeat the whole answer
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise SlackError(
                f"Slack cannot be reached for {method}: {masked(error) or type(error).__name__}"
            ) from error
        self._health.answered()
        told = dict(answer.data) if isinstance(answer.data, dict) else {}
        self._health.warned(str(told.get("warning") or ""))
        return told

    async def insist(self, method: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Slack's answer to what somebody waits for: what Slack put off or failed at is tried again, and what it finds
        too long or wrong is said as plain text.

        Raises: SlackError, ChatError.
        """
        for pause in _PAUSES:
            try:
                return await self(method, values, patience=LONG_PATIENCE)
            except SlackTooLargeError as error:
                _LOG.error("slack.blocks_refused", method=method, error=str(error))
                values = {name: value for name, value in values.items() if name != "blocks"}
            except SlackError as error:
                if error.answered and error.error not in FAULTS:
                    raise
                if error.status != 429:
                    await self._budget.rest(pause)
                    if standing := await self._standing(values):
                        return standing
        return await self(method, values, patience=LONG_PATIENCE)

    async def _standing(self, values: Mapping[str, Any]) -> dict[str, Any] | None:
        """The message in its thread, where Slack took it and failed to say so; None where that cannot be told."""
        if not values.get("thread_ts"):
            return None
        place = {"channel": values["channel"], "ts": values["thread_ts"], "oldest": f"{self._now() - _RECENT:.6f}"}
        try:
            found = await self("conversations.replies", {**place, "limit": "200"}, form=True, patience=1.0)
        except ChatError:
            return None
        own = (each for each in found.get("messages", []) if each.get("bot_id") and each.get("text") == values["text"])
        return next(({"ok": True, "ts": each.get("ts")} for each in own), None)

    def _refusal(self, method: str, channel: str, error: SlackApiError) -> SlackError:
        answer = error.response
        status = int(getattr(answer, "status_code", 0) or getattr(answer, "status", 0) or 0)
        data = getattr(answer, "data", None)
        code = str(data.get("error") or "") if isinstance(data, dict) else ""
        if status == 429 or code in {"ratelimited", "rate_limited"}:
            after = _seconds(getattr(answer, "headers", {}))
            self._budget.block(method, channel, after)
            return SlackError(f"Slack asks to wait {after:.0f} s", error="ratelimited", status=429, retry_after=after)
        told = masked(f"Slack refused {method}: {code or f'HTTP {status}'}{_details(data)}")
        if code in _TOO_LARGE:
            return SlackTooLargeError(told, error=code, status=status)
        return SlackError(told, error=code, status=status)


def _seconds(headers: Mapping[str, Any]) -> float:
    told = next((value for name, value in headers.items() if name.lower() == "retry-after"), "1")
    try:
        return max(1.0, float(told[0] if isinstance(told, list) else told))
    except ValueError:
        return 1.0


def _details(data: object) -> str:
    """What Slack says is wrong with blocks, or which scope is missing."""
    if not isinstance(data, dict):
        return ""
    needed = f", needs the scope {data['needed']}" if data.get("needed") else ""
    messages = (data.get("response_metadata") or {}).get("messages") or data.get("errors") or []
    return needed + "".join(f"; {str(each)[:200]}" for each in messages[:3])


def web_client(token: str | None, api_url: str, session: aiohttp.ClientSession | None) -> AsyncWebClient:
    """The SDK's client on a shared session; it repeats no call by itself."""
    client = AsyncWebClient(
        token=token,
        base_url=api_url.rstrip("/") + "/",
        timeout=LOOK_UP_SECONDS,
        session=session,
        logger=quiet_logger("adapters.slack.sdk"),
        retry_handlers=[],
    )
    if is_local(api_url):
        client.proxy = None  # the SDK takes the environment's proxy even for this machine
    return client


def is_local(address: str) -> bool:
    """Whether an address is this machine's own."""
    return urlsplit(address).hostname in {"127.0.0.1", "localhost", "::1"}
