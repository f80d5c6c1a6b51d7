"""The same stories on Slack, in both of its modes, and on Teams."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.scenarios.platforms.on_slack import OnSlack, SlackTeam, on_slack
from tests.scenarios.platforms.on_teams import OnTeams, TeamsTeam, on_teams
from tests.scenarios.small_plan import hwa as hwa  # noqa: PLC0414 (the fixture of this folder)
from tws.simulator.server import Running

Platform = OnSlack | OnTeams
Team = SlackTeam | TeamsTeam
_PLATFORMS = {"slack-socket": lambda: on_slack("socket"), "slack-http": lambda: on_slack("http"), "teams": on_teams}


@pytest.fixture(params=_PLATFORMS)
async def platform(request: pytest.FixtureRequest) -> AsyncIterator[Platform]:
    """A platform of its own."""
    async with _PLATFORMS[request.param]() as made:
        yield made


@pytest.fixture
async def team(hwa: Running, tmp_path: Path, platform: Platform) -> AsyncIterator[Team]:
    """A team with a Resync of its own."""
    async with platform.opened(hwa, tmp_path) as made:
        yield made
