"""Slack from the settings."""

from __future__ import annotations

from adapters.slack.platform import SlackConfig
from bot.commands.told_places import told_places
from bot.settings import Settings
from bot.structure import Structure


def slack_config(settings: Settings) -> SlackConfig:
    """How Slack is reached."""
    return SlackConfig(
        bot_token=settings.slack_bot_token.get_secret_value(),
        app_token=settings.slack_app_token.get_secret_value(),
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        api_url=settings.slack_api_url,
        language=settings.resync_language,
        channels=_channels(settings.structure),
    )


def _channels(structure: Structure) -> tuple[str, ...]:
    """The channels of Slack that resync.toml sends something to, each once."""
    named = (channel.partition(":") for _, channel in told_places(structure))
    return tuple(dict.fromkeys(target for platform, _, target in named if platform == "slack"))
