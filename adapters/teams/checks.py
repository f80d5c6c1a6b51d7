"""What `resync doctor` looks at in Teams: the registration, its token, where messages have to come, what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from adapters.teams.bot_sdk import BotSdk
from adapters.teams.platform import TeamsConfig, app_of
from adapters.teams.sentences import sentence
from bot.errors import ChatError, SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. `state`: good, warning, bad, or unseen; `remedy` is what to do."""

    state: str
    text: str
    remedy: str = ""


async def checks(config: TeamsConfig) -> AsyncIterator[Finding]:
    """Each finding as it is made, in the configuration's language."""
    language = config.language
    try:
        sdk = BotSdk(app_of(config), credentials=config.credentials)
    except SettingsError as error:
        yield Finding(state="bad", text=str(error))
        return
    try:
        yield await _token(sdk, config)
    finally:
        sdk.close()
    yield Finding(state="unseen", text=sentence(language, "check_endpoint"))


async def _token(sdk: BotSdk, config: TeamsConfig) -> Finding:
    language = config.language
    if not config.app_id:
        remedy = sentence(language, "check_anonymous_how")
        return Finding(state="warning", text=sentence(language, "check_anonymous"), remedy=remedy)
    try:
        await sdk.token()
    except ChatError as error:
        remedy = sentence(language, "check_refused_how")
        return Finding(state="bad", text=sentence(language, "check_refused", error=error), remedy=remedy)
    return Finding(state="good", text=sentence(language, "check_token", app=config.app_id))
