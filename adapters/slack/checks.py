"""What `resync doctor` looks at in Slack: the token, its scopes, how events come, each with what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.calls import web_client
from adapters.slack.listeners import EVENTS
from adapters.slack.masking import masked
from adapters.slack.platform import SlackConfig
from adapters.slack.texts import text

# In the order in which somebody would miss them.
SCOPES = (
    "chat:write",
    "app_mentions:read",
    "commands",
    "im:history",
    "im:write",
    "channels:history",
    "groups:history",
    "channels:read",
    "groups:read",
    "users:read",
    "assistant:write",
)
_NEEDED = frozenset({"chat:write", "app_mentions:read"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. `state`: good, warning, bad, unseen; `remedy` is what to do."""

    state: str
    text: str
    remedy: str = ""


async def checks(config: SlackConfig) -> AsyncIterator[Finding]:
    """Each finding as it is made, in the configuration's language."""
    async with aiohttp.ClientSession() as session:
        async for finding in _token(config, web_client(config.bot_token, config.api_url, session)):
            yield finding
        async for finding in _ears(config, web_client(None, config.api_url, session)):
            yield finding


async def _token(config: SlackConfig, client: AsyncWebClient) -> AsyncIterator[Finding]:
    language = config.language
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        yield _bad(language, "check_refused", _word(error))
        return
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        yield _away(config, error)
        return
    told = text(language, "check_token", bot=answer.get("user"), team=answer.get("team"))
    yield Finding(state="good", text=told)
    for finding in scope_findings(str(answer.headers.get("x-oauth-scopes") or ""), language):
        yield finding
    for channel in config.channels:
        yield await _place(channel, client, config)


async def _place(channel: str, client: AsyncWebClient, config: SlackConfig) -> Finding:
    """Whether a channel that resync.toml names takes alerts."""
    language = config.language
    try:
        answer = await client.conversations_info(channel=channel)
    except SlackApiError as error:
        return _closed(language, channel, _word(error))
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return _away(config, error)
    found = answer.get("channel") or {}
    if found.get("is_archived"):
        return _closed(language, channel, "is_archived")
    if not found.get("is_member"):
        return _closed(language, channel, "not_in_channel")
    return Finding(state="good", text=text(language, "check_place", channel=channel, called=found.get("name") or "–"))


def _closed(language: str, channel: str, error: str) -> Finding:
    told = text(language, "check_place_closed", channel=channel, error=error)
    return Finding(state="bad", text=told, remedy=text(language, "check_place_how"))


def scope_findings(granted: str, language: str) -> list[Finding]:
    """What is lost by each scope that is missing from the header x-oauth-scopes."""
    held = {scope.strip() for scope in granted.split(",")}
    missing = [scope for scope in SCOPES if scope not in held]
    if not missing:
        return [Finding(state="good", text=text(language, "check_scopes"))]
    remedy = text(language, "check_scope_how")
    return [
        Finding(
            state="bad" if scope in _NEEDED else "warning",
            text=text(language, "check_scope", scope=scope, lost=text(language, f"lost_{scope}")),
            remedy=remedy,
        )
        for scope in missing
    ]


async def _ears(config: SlackConfig, client: AsyncWebClient) -> AsyncIterator[Finding]:
    language = config.language
    if not config.app_token and not config.signing_secret:
        yield Finding(state="bad", text=text(language, "check_deaf"), remedy=text(language, "check_deaf_how"))
        return
    by_http = Finding(state="unseen", text=text(language, "check_http"))
    yield await _socket(config, client) if config.app_token else by_http
    yield Finding(state="unseen", text=text(language, "check_events", events=", ".join(EVENTS)))


async def _socket(config: SlackConfig, client: AsyncWebClient) -> Finding:
    try:
        await client.apps_connections_open(app_token=config.app_token)
    except SlackApiError as error:
        return _bad(config.language, "check_socket_bad", _word(error), how="check_socket_how")
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return _away(config, error)
    return Finding(state="good", text=text(config.language, "check_socket"))


def _away(config: SlackConfig, error: Exception) -> Finding:
    told = text(config.language, "check_away", address=config.api_url, error=masked(error) or type(error).__name__)
    return Finding(state="bad", text=told, remedy=text(config.language, "check_away_how"))


def _bad(language: str, name: str, error: str, how: str = "") -> Finding:
    return Finding(state="bad", text=text(language, name, error=error), remedy=text(language, how or f"{name}_how"))


def _word(error: SlackApiError) -> str:
    data = getattr(error.response, "data", None)
    status = getattr(error.response, "status_code", "")
    return str((data.get("error") if isinstance(data, dict) else "") or f"HTTP {status}")
