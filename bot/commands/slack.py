"""Slack from the settings."""

from __future__ import annotations

from adapters.slack.platform import SlackConfig
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
    named = [
        *(channel for route in structure.route for channel in route.channels),
        *(each.channel or "" for each in structure.escalation),
        *(structure.handover.channels if structure.handover else ()),
    ]
    return tuple(dict.fromkeys(each.partition(":")[2] for each in named if each.startswith("slack:")))
