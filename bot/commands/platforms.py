"""The chat platforms that the settings switch on, opened before the core and heard once there is one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.util import find_spec
from typing import Protocol, runtime_checkable

import structlog
from aiohttp import web

from bot.commands.told_places import misnamed
from bot.errors import SettingsError
from bot.phrases import Phrases
from bot.ports import Chat, References, Teammate
from bot.settings import Settings

_LOG = structlog.get_logger(__name__)


class State(Protocol):
    """Whether a platform can be heard and told, with a word about it."""

    @property
    def is_ready(self) -> bool: ...
    @property
    def detail(self) -> str: ...


class Platform(Protocol):
    """A chat platform: its chat from the start, its ears once they are attached."""

    @property
    def chat(self) -> Chat: ...
    def attach(self, app: web.Application, teammate: Teammate) -> None: ...
    def state(self) -> State: ...


@runtime_checkable
class Remembers(Protocol):
    """A platform that is told some things only once, and keeps them where they outlive this process."""

    def remember(self, references: References) -> None: ...


@asynccontextmanager
async def platforms(settings: Settings) -> AsyncIterator[tuple[Platform, ...]]:
    """Every platform whose token is set.

    Raises: SettingsError where one is set whose libraries are not installed.
    """
    for told, how in misnamed(settings, Phrases(settings.resync_language)):
        _LOG.warning("place.named", told=told, how=how)
    async with AsyncExitStack() as opened:
        found: list[Platform] = []
        if settings.slack_bot_token.get_secret_value():
            _need("slack_bolt", "SLACK_BOT_TOKEN", "slack")
            from adapters.slack.platform import slack
            from bot.commands.slack import slack_config

            found.append(await opened.enter_async_context(slack(slack_config(settings))))
        if settings.teams_app_id or settings.teams_development_url:
            _need("botbuilder.core", "TEAMS_APP_ID", "teams")
            from adapters.teams.platform import teams
            from bot.commands.teams import teams_config

            found.append(await opened.enter_async_context(teams(teams_config(settings))))
        yield tuple(found)


def _need(library: str, setting: str, extra: str) -> None:
    if find_spec(library.partition(".")[0]) is None:
        raise SettingsError.saying("start.extra", setting=setting, library=library, extra=extra)
