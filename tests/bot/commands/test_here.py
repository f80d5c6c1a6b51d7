"""Whose clock, zone and places a command goes by: the serving Resync's, else HWA's, else what the settings say."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from adapters.web.adapter import WebConsole
from bot.app import resync
from bot.commands.asked_alert import Wanted
from bot.commands.here import environment_of, here
from bot.commands.mute import Wanted as MuteWanted
from bot.commands.mute import mute
from bot.commands.routes import routes
from bot.commands.serve import listening, served
from bot.store.rows import Place
from bot.structure import Structure
from tests.benchmarks.processes import free_port
from tws.simulator.options import SimulatorOptions
from tws.simulator.server import Running, start

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
CONSOLE = Place(chat="web", target="alerts", language="en")
HOURS, MONTH = timedelta(hours=5), timedelta(days=30)


async def test_the_engines_clock_and_zone_count(hwa, configure):
    """Five hours ahead in São Paulo: that is what a command goes by, not this machine's clock."""
    hwa.world.clock.set(speed=1.0, advance=HOURS.total_seconds())
    found = await here(configure(hwa.url), "default")
    ahead = found.now - datetime.now(UTC)
    assert (found.zone, found.note, HOURS - timedelta(minutes=5) < ahead <= HOURS) == (SAO_PAULO, "", True)


async def test_the_zone_that_is_asked_for_wins(hwa, configure):
    """RESYNC_TIMEZONE is what times are said in."""
    found = await here(configure(hwa.url, resync_timezone="Europe/Lisbon"), "default")
    assert found.zone == ZoneInfo("Europe/Lisbon")


async def test_a_silent_engine_is_said(configure, capsys):
    """The times are this machine's then, and the person is told."""
    await mute(configure(f"http://127.0.0.1:{free_port()}"), MuteWanted(pattern="A", lasting="2h", reason="x"))
    assert "HWA did not answer: times are of this machine's clock" in " ".join(capsys.readouterr().out.split())


async def test_with_nothing_configured_it_is_the_simulators_zone(configure):
    """Nobody serves: `resync run` would start the simulator, which is in São Paulo; there is no terminal here."""
    found = await here(configure(), "default")
    assert (found.zone, found.config, found.places, found.platforms) == (SAO_PAULO, None, (CONSOLE,), {"web"})


@pytest.fixture
async def hwa_ahead() -> AsyncIterator[Running]:
    """A simulated master of a month later, at any hour of whose day the plan holds its jobs."""
    running = await start(SimulatorOptions(port=0, jobs=400, now=lambda: datetime.now(UTC) + MONTH))
    yield running
    await running.stop()


async def test_a_resync_that_serves_says_what_holds(hwa_ahead, configure, capsys):
    """Its clock, its zone and its places; HWA is asked about the job."""
    settings, console = configure(hwa_ahead.url), WebConsole()
    chats = [(console, "alerts")]
    with listening(settings) as listener:
        async with resync(settings, chats) as running, served(running, console, listener, (), chats):
            found = await here(settings, "default")
            await routes(settings, Wanted(job="PAY_CALC_NET"))
    said = " ".join(capsys.readouterr().out.split())
    assert (found.zone, found.places, found.platforms) == (SAO_PAULO, (CONSOLE,), {"web"})
    is_ahead = found.now - datetime.now(UTC) > MONTH - timedelta(minutes=5)
    assert (is_ahead, "Read from HWA" in said) == (True, True)


async def test_a_mute_lasts_by_the_engines_clock(hwa, configure, capsys):
    """Two hours from the engine's time on, said in its zone with its letters."""
    hwa.world.clock.set(speed=1.0, advance=HOURS.total_seconds())
    settings = configure(hwa.url)
    await mute(settings, MuteWanted(pattern="PAY_*", lasting="2h", reason="x"))
    ends = (datetime.now(UTC) + HOURS + timedelta(hours=2)).astimezone(SAO_PAULO)
    said = capsys.readouterr().out
    assert any(f"{ends - timedelta(minutes=late):%H:%M} BRT" in said for late in range(3))


@pytest.mark.parametrize(("named", "expected"), [("", "prod"), ("dr", "dr"), ("test", "")])
def test_an_environment_is_one_of_the_files(configure, named, expected):
    """The first where none is named; nothing for a name that there is none of."""
    both = [{"name": name, "url": f"http://{name}:1"} for name in ("prod", "dr")]
    settings = configure(structure=Structure.model_validate({"environment": both}))
    assert expected == environment_of(settings, named)


async def test_a_mute_in_an_environment_that_is_none_is_refused(configure, capsys):
    """It would silence nothing."""
    wanted = MuteWanted(pattern="A", lasting="2h", reason="x", environment="prod")
    assert (await mute(configure(), wanted), "--environment takes one of default" in capsys.readouterr().err) == (
        2,
        True,
    )
