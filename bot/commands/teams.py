"""Teams from the settings."""

from __future__ import annotations

from adapters.teams.platform import TeamsConfig
from bot.settings import Settings


def teams_config(settings: Settings) -> TeamsConfig:
    """How Teams is reached."""
    return TeamsConfig(
        app_id=settings.teams_app_id,
        app_password=settings.teams_app_password.get_secret_value(),
        tenant=settings.teams_tenant_id,
        host=settings.resync_host,
        development=settings.teams_development_url,
        language=settings.resync_language,
    )
