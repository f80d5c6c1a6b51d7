"""Two weeks in fast motion: what Resync told is held against the simulator's own record of what stood in error."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import resync
from bot.reports import BAD_END_KINDS, Incident, IncidentKind
from bot.store import incidents
from bot.structure import Structure
from tests.scenarios.conftest import NOW, Heard, House, settings_for
from tws.simulator.options import SimulatorOptions
from tws.simulator.server import start

DAYS = int(os.environ.get("RESYNC_TEST_DAYS", "14"))
STEP = timedelta(hours=1)
# What stands badly without a bad end has stories of its own.
ONLY_BAD_ENDS = Structure.model_validate(
    {
        "alerts": {
            "kinds": {kind: {"on": False} for kind in IncidentKind if kind not in {*BAD_END_KINDS, IncidentKind.HWA}}
        }
    }
)


@pytest.fixture
async def fortnight(tmp_path: Path) -> AsyncIterator[House]:
    """A Resync that asks a master of 200 jobs whose clock moves only when it is told to."""
    hwa = await start(SimulatorOptions(port=0, jobs=200, now=lambda: NOW))
    chat = Heard()
    settings = settings_for(hwa.url, tmp_path, structure=ONLY_BAD_ENDS)
    async with resync(settings, [(chat, "ops")]) as running:
        yield House(hwa=hwa, running=running, chat=chat)
    await hwa.stop()


@pytest.mark.timeout(600)
async def test_what_was_told_is_what_happened(fortnight: House, tmp_path: Path) -> None:
    """Every bad end that stood over two looks has one incident, each incident is a bad end that the master records,
    and no incident is told twice; database and memory stay small."""
    house = fortnight
    await house.look()
    known_before = {one.job for one in await house.alerts.book.open_incidents(10_000)}
    await _days(house, DAYS // 3)
    warm = _resident()
    await _days(house, DAYS - DAYS // 3)
    grown = _resident() - warm
    await house.settle()
    told = await _incidents(house)
    happened = await _ledger(house)
    stood = [one for one in happened if _lasted(one) > 2 * STEP and one["since"] > NOW.strftime("%Y-%m-%dT%H:%M:%SZ")]
    missed = [one for one in stood if not any(_is_of(incident, one) for incident in told)]
    invented = [i.job for i in told if i.job not in known_before and not any(_is_of(i, one) for one in happened)]
    assert ([], []) == (missed, invented)
    assert len(stood) > DAYS
    roots = Counter(message.incident for message in house.chat.roots())
    assert [] == [incident for incident, count in roots.items() if count > 1]
    # The simulator's own books are in this process too.
    assert (_bytes(tmp_path) < 20_000_000, grown < 80_000_000) == (True, True)


async def _days(house: House, days: int) -> None:
    for _ in range(int(timedelta(days=days) / STEP)):
        await house.pass_time(STEP.total_seconds() / 60)
        await house.look()


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def _incidents(house: House) -> list[Incident]:
    async with house.running.store.reading() as connection:
        stored = await incidents.followed(connection, "default", closed_since=NOW - timedelta(days=1))
    return [one.incident for one in stored if one.incident.kind in BAD_END_KINDS]


async def _ledger(house: House) -> list[dict[str, Any]]:
    async with httpx.AsyncClient(verify=False) as http:
        found: list[dict[str, Any]] = (await http.get(f"{house.hwa.url}/simulator/ledger")).json()
    return found


def _lasted(episode: dict[str, Any]) -> timedelta:
    until = datetime.fromisoformat(episode["until"]) if "until" in episode else NOW + timedelta(days=DAYS)
    return until - datetime.fromisoformat(episode["since"])


def _is_of(incident: Incident, episode: dict[str, Any]) -> bool:
    scheduled = f"@{episode['scheduled']}|"
    begun = datetime.fromisoformat(episode["since"])
    until = datetime.fromisoformat(episode["until"]) if "until" in episode else None
    over = incident.closed_at is not None and incident.closed_at < begun
    before = until is not None and incident.opened_at > until
    return incident.job == episode["job"] and scheduled in incident.key and not over and not before


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.glob("resync.sqlite*"))
