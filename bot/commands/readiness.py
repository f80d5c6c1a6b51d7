"""What Resync rests on, each thing by name, as it is now; and the health of the environment as JSON values."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from adapters.web.operations import Dependency
from bot.app import Resync
from bot.commands.platforms import Platform
from bot.errors import ResyncError
from bot.presenters.moments import Calendar
from tws.client import TwsClient
from tws.errors import TwsError, TwsTimeoutError
from tws.questions.health import environment_health
from tws.reports import Trouble, as_artifact

PROBE_SECONDS = 2.0


async def readiness(running: Resync, heard: Sequence[Platform] = ()) -> Mapping[str, Dependency]:
    """Each dependency; HWA is asked anew, at most every few seconds, and never longer than two seconds."""
    masters = await asyncio.gather(*(_master(master) for master in running.masters.values()))
    return {
        **{f"hwa:{name}": state for name, state in zip(running.masters, masters, strict=True)},
        "store": await _store(running),
        "knowledge": _knowledge(running),
        **{one.chat.name: Dependency(is_ready=one.state().is_ready, detail=one.state().detail) for one in heard},
        "model": Dependency(is_ready=True, detail=running.settings.resync_model or "embedded"),
    }


async def _master(master: TwsClient) -> Dependency:
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            engine = await master.engine()
    except TimeoutError:
        return Dependency(is_ready=False, detail=f"no answer within {PROBE_SECONDS:.0f} s")
    except TwsError as error:
        return Dependency(is_ready=False, detail=type(error).__name__)
    return Dependency(is_ready=True, detail=f"HWA {engine.version}, API v{engine.api}")


async def _store(running: Resync) -> Dependency:
    try:
        await running.store.ping()
    except ResyncError as error:
        return Dependency(is_ready=False, detail=str(error))
    return Dependency(is_ready=True)


def _knowledge(running: Resync) -> Dependency:
    sheet = running.knowledge
    counted = f"{sheet.entries} entries"
    if not sheet.problems:
        return Dependency(is_ready=sheet.entries > 0, detail=counted)
    # What was read last goes on serving, so that questions need not go elsewhere; but somebody has to mend it.
    return Dependency(
        is_ready=sheet.entries > 0, detail=f"degraded: {'; '.join(sheet.problems)} ({counted} in service)"
    )


async def health_now(running: Resync) -> dict[str, Any]:
    """The default environment's HealthReport, or the Trouble of asking, with `mode`: simulator or live."""
    master = running.master
    try:
        async with asyncio.timeout(10):
            report = await environment_health(master)
    except TimeoutError as error:
        return _with_mode(running, _trouble(master, TwsTimeoutError(str(error) or "no answer within 10 seconds")))
    except TwsError as error:
        return _with_mode(running, _trouble(master, error))
    return _with_mode(running, as_artifact(report))


def _with_mode(running: Resync, artifact: dict[str, Any]) -> dict[str, Any]:
    zone, now = running.zone(), running.master.now()
    letters = Calendar(zone=zone, now=now, language=running.settings.resync_language).zone_letters(now)
    mode = "simulator" if running.simulated else "live"
    return {**artifact, "mode": mode, "zone": zone.key, "zone_letters": letters}


def _trouble(master: TwsClient, error: TwsError) -> dict[str, Any]:
    trouble = Trouble(
        environment=master.environment,
        as_of=master.now(),
        error=type(error).__name__,
        message=str(error),
        host=error.host,
        detail=error.detail,
        status=error.status,
        last_answer_at=master.last_answer_at,
    )
    return as_artifact(trouble)
