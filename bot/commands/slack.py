"""Slack from the settings."""

from __future__ import annotations

from adapters.slack.platform import SlackConfig
from bot.settings import Settings


def slack_config(settings: Settings) -> SlackConfig:
    """How Slack is reached."""
    return SlackConfig(
        bot_token=settings.slack_bot_token.get_secret_value(),
        app_token=settings.slack_app_token.get_secret_value(),
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        api_url=settings.slack_api_url,
        language=settings.resync_language,
    )
