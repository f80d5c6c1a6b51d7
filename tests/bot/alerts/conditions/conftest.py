"""A simulated master over HTTP whose time a test moves, and the look at its conditions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.alerts.conditions import Condition, Conditions, ConditionsSeen
from bot.alerts.settings import AlertSettings, KindSettings
from bot.reports import IncidentKind
from tws.client import TwsClient, TwsConfig
from tws.models import Job
from tws.questions.estimate import estimate_of
from tws.reports import EstimateReport
from tws.simulator.options import SimulatorOptions
from tws.simulator.server import Running, start

NIGHT = datetime(2026, 11, 22, 6, 12, tzinfo=UTC)  # 03:12 in São Paulo


class Night:
    """A night on duty: `look` sees what stands, `pass_time` lets the night go on."""

    def __init__(self, running: Running, client: TwsClient, clock: list[datetime]) -> None:
        self.running = running
        self.client = client
        self.usual: dict[str, timedelta] = {}
        self._clock = clock
        self.conditions = self.conditions_with(AlertSettings())

    def conditions_with(self, settings: AlertSettings) -> Conditions:
        return Conditions(self.client, settings=settings, expected=self.expected, usual=self.usual_of)

    def only(self, *kinds: IncidentKind) -> None:
        """Look for these kinds alone."""
        switched = {kind: KindSettings(on=kind in kinds) for kind in IncidentKind}
        self.conditions = self.conditions_with(AlertSettings(kinds=switched))

    async def expected(self, job: Job) -> EstimateReport:
        return await estimate_of(self.client, await self.client.job(job.id))

    async def usual_of(self, job: Job) -> timedelta | None:
        return self.usual.get(job.name)

    def pass_time(self, **by: float) -> None:
        self._clock[0] += timedelta(**by)

    async def seen(self, **by: float) -> ConditionsSeen:
        """A look that is due: a minute later, unless told otherwise."""
        self.pass_time(**(by or {"minutes": 1}))
        # The client's clock follows the answers': one of them tells it that time has passed.
        await self.client.engine()
        return await self.conditions()

    async def look(self, kind: IncidentKind, **by: float) -> dict[str, Condition]:
        """The conditions of a kind that was looked at, by what they are about."""
        seen = await self.seen(**(by or {"minutes": 5}))
        assert kind in seen.looked_at
        return {one.subject: one for one in seen.conditions if one.kind is kind}

    async def control(self, path: str, /, **body: Any) -> dict[str, Any]:
        async with httpx.AsyncClient(trust_env=False, verify=False) as http:
            answer = await http.post(f"{self.running.url}/simulator/{path}", json=body)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


Start = Callable[..., Any]


@pytest.fixture
async def begin(tmp_path: Path) -> AsyncIterator[Start]:
    """Starts a night: options of the simulator, and a scenario as the text of its file."""
    async with AsyncExitStack() as stack:

        async def night(scenario: str = "", **options: Any) -> Night:
            clock = [NIGHT]
            if scenario:
                file = tmp_path / "scenario.toml"
                file.write_text(scenario, encoding="utf-8")
                options["scenario"] = file
            given = {"port": 0, "jobs": 400, "now": lambda: clock[0]} | options
            running = await start(SimulatorOptions(**given))
            stack.push_async_callback(running.stop)
            config = TwsConfig(urls=(running.url,), user="tws", password="tws", cache_seconds=0.0)
            client = await stack.enter_async_context(TwsClient(config, clock=lambda: clock[0]))
            return Night(running, client, clock)

        yield night


@pytest.fixture(params=["all", "10.2.8", "10.1", "9.5"])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)
